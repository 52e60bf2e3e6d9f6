//! What whoever prints a card should know of it.

use crate::{
    cards::{CodeError, Finding},
    panel::PageContext,
};

/// A finding in the reader's language.
pub(super) fn text(page: &PageContext, finding: &Finding) -> String {
    match finding {
        Finding::Shortened { text, .. } => page.text("card-shortened").arg("text", text.clone()).to_string(),
        Finding::LeftOut { label, .. } => page.text("card-left-out").arg("field", label.clone()).to_string(),
        Finding::NoSignature { .. } => page.text("card-no-signature").to_string(),
        Finding::LettersMissing { text, .. } => page.text("card-letters-missing").arg("text", text.clone()).to_string(),
        Finding::Code { error: CodeError::Character(letter), .. } => {
            page.text("card-code-character").arg("character", letter.to_string()).to_string()
        }
        Finding::Code { error: CodeError::TooLong, .. } => page.text("card-code-too-long").to_string(),
    }
}
