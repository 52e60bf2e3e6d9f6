//! Passwords as they are typed, and the policy that new ones meet (NIST SP 800-63B-4, section 3.1.1).

use std::fmt;

use rand::{TryRng, rngs::SysRng};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::Strength;
use crate::forms::{FieldError, fold};

/// A password in the clear. It can't be shown: it has neither `Display` nor `Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub struct PlainPassword(String);

/// A password that meets the policy for new ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPassword(PlainPassword);

/// The operating system has no random bytes to give.
#[derive(Debug, Error)]
#[error("the operating system gives no random bytes")]
pub struct RandomnessUnavailable;

impl PlainPassword {
    /// What was typed, with other spaces made U+0020 and in NFC (as RFC 8265 OpaqueString does);
    /// none where it holds a control character, which no password does.
    #[must_use]
    pub fn normalise(typed: &str) -> Option<Self> {
        if typed.contains(char::is_control) {
            return None;
        }
        let spaced = typed.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
        Some(Self(spaced.nfc().collect()))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for PlainPassword {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PlainPassword(…)")
    }
}

impl NewPassword {
    /// The fewest code points.
    pub const MIN: usize = 15;
    /// The most code points.
    pub const MAX: usize = 256;

    /// 15 to 256 code points, typed twice, not guessable, without the username. Costs about as much as a hash:
    /// run it under the bound, with [`super::Hasher::accept`].
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn parse(typed: &str, again: &str, username: &str) -> Result<Self, FieldError> {
        if typed.is_empty() {
            return Err(FieldError::Required);
        }
        let plain = PlainPassword::normalise(typed).ok_or(FieldError::ControlCharacter)?;
        let length = plain.0.chars().count();
        if length < Self::MIN {
            return Err(FieldError::TooShort { min: Self::MIN });
        }
        if length > Self::MAX {
            return Err(FieldError::TooLong { max: Self::MAX });
        }
        if holds_username(&plain.0, username) {
            return Err(FieldError::PasswordHoldsUsername);
        }
        if !Strength::of(&plain.0, username).is_enough() {
            return Err(FieldError::PasswordGuessable);
        }
        if PlainPassword::normalise(again).as_ref() != Some(&plain) {
            return Err(FieldError::PasswordsDiffer);
        }
        Ok(Self(plain))
    }

    /// A password that was just verified against its hash, to be hashed anew with today's parameters.
    #[must_use]
    pub fn verified(typed: &str) -> Option<Self> {
        PlainPassword::normalise(typed).map(Self)
    }

    /// A strong random one: 24 of 57 characters that don't look alike, 139 bits.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn generate() -> Result<Self, RandomnessUnavailable> {
        const ALPHABET: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
        Ok(Self(PlainPassword(random_text(ALPHABET, 24)?)))
    }

    /// The password in the clear, for the one page that shows it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0.0
    }

    pub(super) fn plain(&self) -> &PlainPassword {
        &self.0
    }
}

/// Names of one or two characters are in half of all passwords, so they don't count.
fn holds_username(password: &str, username: &str) -> bool {
    let name = fold(username.trim());
    name.chars().count() >= 3 && fold(password).contains(&name)
}

/// `length` characters of an ASCII alphabet, each as likely as any other.
pub(super) fn random_text(alphabet: &[u8], length: usize) -> Result<String, RandomnessUnavailable> {
    // Bytes from the last, incomplete run of the alphabet would favour its first characters, so they are drawn again.
    let fair = u8::try_from(256 - 256 % alphabet.len()).unwrap_or(u8::MAX);
    let mut text = String::with_capacity(length);
    let mut bytes = [0_u8; 64];
    while text.len() < length {
        SysRng.try_fill_bytes(&mut bytes).map_err(|_| RandomnessUnavailable)?;
        let fair_bytes = bytes.iter().filter(|&&byte| byte < fair);
        let characters = fair_bytes.filter_map(|&byte| alphabet.get(usize::from(byte) % alphabet.len()));
        text.extend(characters.take(length - text.len()).map(|&byte| char::from(byte)));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "plum otter violin 47";

    #[test]
    fn the_policy_as_a_table() {
        let long = format!("{GOOD}{}", "xkvq9 ".repeat(60));
        let table = [
            (GOOD, GOOD, "kiosk", Ok(())),
            ("pässwörter sind öde 3", "pässwörter sind öde 3", "kiosk", Ok(())),
            ("", "", "kiosk", Err(FieldError::Required)),
            ("fourteen chars", "fourteen chars", "kiosk", Err(FieldError::TooShort { min: 15 })),
            (&long, &long, "kiosk", Err(FieldError::TooLong { max: 256 })),
            ("aaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaa", "kiosk", Err(FieldError::PasswordGuessable)),
            ("passwordpassword", "passwordpassword", "kiosk", Err(FieldError::PasswordGuessable)),
            ("plum KIOSK violin 47", "plum KIOSK violin 47", "kiosk", Err(FieldError::PasswordHoldsUsername)),
            (GOOD, GOOD, "ol", Ok(())),
            (GOOD, "plum otter violin 48", "kiosk", Err(FieldError::PasswordsDiffer)),
            ("plum otter\0violin 47", "plum otter\0violin 47", "kiosk", Err(FieldError::ControlCharacter)),
        ];
        for (typed, again, username, expected) in table {
            assert_eq!(NewPassword::parse(typed, again, username).map(|_| ()), expected, "{typed:?}");
        }
    }

    #[test]
    fn the_two_forms_of_a_letter_and_of_a_space_are_one_password() {
        assert_eq!(PlainPassword::normalise("e\u{301}\u{a0}x"), PlainPassword::normalise("\u{e9} x"));
        assert_eq!(PlainPassword::normalise("tab\t"), None);
    }

    #[test]
    fn generated_ones_meet_the_policy_and_differ() {
        let one = NewPassword::generate().unwrap();
        assert_eq!(NewPassword::parse(one.reveal(), one.reveal(), "kiosk").as_ref(), Ok(&one));
        assert_ne!(one, NewPassword::generate().unwrap());
    }

    #[test]
    fn debug_output_hides_it() {
        assert!(!format!("{:?}", NewPassword::generate().unwrap()).contains(char::is_numeric));
    }
}
