//! How soon a password is guessed.

/// zxcvbn's estimate, 0 (at once) to 4 (not in years).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Strength(u8);

/// zxcvbn's time grows faster than the text; what the first forty characters are worth is enough to know.
const LOOKED_AT: usize = 40;

impl Strength {
    /// The strength of a password against somebody who knows the username and this product's name.
    #[must_use]
    pub fn of(password: &str, username: &str) -> Self {
        let head: String = password.chars().take(LOOKED_AT).collect();
        Self(u8::from(zxcvbn::zxcvbn(&head, &[username, "idc", "admin", "idcadmin"]).score()))
    }

    /// 0 to 4.
    #[must_use]
    pub const fn score(self) -> u8 {
        self.0
    }

    /// Whether a new password may be this weak.
    #[must_use]
    pub const fn is_enough(self) -> bool {
        self.0 >= 3
    }
}
