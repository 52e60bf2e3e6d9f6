//! The colors a person chose.

use crate::text_enum;

text_enum! {
    /// Light, dark, or whatever the system says.
    pub enum Theme {
        /// As the reader's system has it.
        System = "system",
        /// Always light.
        Light = "light",
        /// Always dark.
        Dark = "dark",
    }
}
