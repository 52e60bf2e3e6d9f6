//! The policy that new passwords meet (NIST SP 800-63B-4, section 3.1.1).

use super::{FieldError, fold};
use crate::security::{
    Hasher, HashingError, HashingQueue, PlainPassword, RandomnessUnavailable, Strength, random_text,
};

/// A password that meets the policy for new ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPassword(PlainPassword);

impl NewPassword {
    /// The fewest code points.
    pub const MIN: usize = 15;
    /// The most code points.
    pub const MAX: usize = 256;

    /// 15 to 256 code points, typed twice, not guessable, without the username. Costs about as much as a hash:
    /// run it under the bound, with [`NewPassword::accept`].
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn parse(typed: &str, again: &str, username: &str) -> Result<Self, FieldError> {
        if typed.is_empty() {
            return Err(FieldError::Required);
        }
        let plain = PlainPassword::normalise(typed).ok_or(FieldError::ControlCharacter)?;
        let length = plain.as_str().chars().count();
        if length < Self::MIN {
            return Err(FieldError::TooShort { min: Self::MIN });
        }
        if length > Self::MAX {
            return Err(FieldError::TooLong { max: Self::MAX });
        }
        if holds_username(plain.as_str(), username) {
            return Err(FieldError::PasswordHoldsUsername);
        }
        if !Strength::of(plain.as_str(), username).is_enough() {
            return Err(FieldError::PasswordGuessable);
        }
        if PlainPassword::normalise(again).as_ref() != Some(&plain) {
            return Err(FieldError::PasswordsDiffer);
        }
        Ok(Self(plain))
    }

    /// [`NewPassword::parse`] under the bound of the hasher, since it costs about as much as a hash.
    ///
    /// # Errors
    /// [`HashingError::Busy`] where too many wait in this queue already.
    pub async fn accept(
        hasher: &Hasher,
        queue: HashingQueue,
        typed: String,
        again: String,
        username: String,
    ) -> Result<Result<Self, FieldError>, HashingError> {
        hasher.run(queue, move || Self::parse(&typed, &again, &username)).await
    }

    /// A strong random one: 24 of 57 characters that don't look alike, 139 bits.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn generate() -> Result<Self, RandomnessUnavailable> {
        const ALPHABET: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
        let text = random_text(ALPHABET, 24)?;
        // Of ASCII letters and digits only, so it is normal already.
        Ok(Self(PlainPassword::normalise(&text).ok_or(RandomnessUnavailable)?))
    }

    /// The password in the clear, for the one page that shows it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.as_str()
    }

    /// The password to be hashed.
    #[must_use]
    pub const fn plain(&self) -> &PlainPassword {
        &self.0
    }
}

/// Names of one or two characters are in half of all passwords, so they don't count.
fn holds_username(password: &str, username: &str) -> bool {
    let name = fold(username.trim());
    name.chars().count() >= 3 && fold(password).contains(&name)
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
