//! Argon2id (RFC 9106), in memory that is handed in.

use std::sync::LazyLock;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash as Phc, Salt},
};
use rand::{TryRng, rngs::SysRng};
use sha2::{Digest, Sha256};

use crate::{
    security::{HashingError, PlainPassword, memory::Memory},
    text_column,
};

/// OWASP's parameters for argon2id (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const OUTPUT_LENGTH: usize = 32;

/// What a stored hash may ask for at most, so that a tampered one can't take the machine down.
const MOST_MEMORY_KIB: u32 = 65_536;
const MOST_PASSES: u32 = 10;
const MOST_LANES: u32 = 4;

/// A stored password: a PHC string of argon2id.
#[derive(Clone, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// The hash as stored.
    #[must_use]
    pub fn parse(phc: &str) -> Option<Self> {
        Some(Self(phc.to_owned()))
    }

    /// A hash of other parameters than today's.
    #[cfg(test)]
    pub(crate) fn outdated(password: &PlainPassword) -> Self {
        let params = Params::new(8192, 1, 1, Some(OUTPUT_LENGTH)).unwrap();
        hash_with(password, &params, &mut Memory::default()).unwrap()
    }

    /// A number that stands for this hash: the first 63 bits of its SHA-256. A hash of another password has another, and
    /// so has a hash of the same one that was made anew, under another salt.
    #[must_use]
    pub(crate) fn number(&self) -> i64 {
        let digest: [u8; 32] = Sha256::digest(&self.0).into();
        let first = digest.iter().take(8).fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
        (first >> 1).cast_signed()
    }

    /// The PHC string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PasswordHash(…)")
    }
}

text_column!(PasswordHash);

/// Whether a password was the stored one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordCheck {
    /// It was not.
    Wrong,
    /// It was.
    Right,
    /// It was, and the stored hash was made with other parameters than today's: hash it anew.
    RightButOutdated,
}

/// The hash of a password.
pub(super) fn hash(password: &PlainPassword, memory: &mut Memory) -> Result<PasswordHash, HashingError> {
    hash_with(password, &current_params()?, memory)
}

fn hash_with(password: &PlainPassword, params: &Params, memory: &mut Memory) -> Result<PasswordHash, HashingError> {
    let salt = random_salt()?;
    let output = compute(password, &salt, params, memory)?;
    let phc = Phc {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params).map_err(argon2_error)?,
        salt: Some(salt),
        hash: Some(output),
    };
    Ok(PasswordHash(phc.to_string()))
}

/// Whether it is the stored one; without either the same work is done.
pub(super) fn verify(
    plain: Option<&PlainPassword>,
    stored: Option<&PasswordHash>,
    memory: &mut Memory,
) -> Result<PasswordCheck, HashingError> {
    let known = plain.is_some() && stored.is_some();
    let nothing = PlainPassword::normalise("").ok_or(HashingError::Stopping)?;
    let phc = stored.map_or(DUMMY.as_str(), |hash| hash.0.as_str());
    let phc = Phc::new(phc).map_err(|error| HashingError::Stored(error.to_string()))?;
    let params = Params::try_from(&phc).map_err(|error| HashingError::Stored(error.to_string()))?;
    if params.m_cost() > MOST_MEMORY_KIB || params.t_cost() > MOST_PASSES || params.p_cost() > MOST_LANES {
        return Err(HashingError::Stored("its parameters are too large".to_owned()));
    }
    let (Some(salt), Some(expected)) = (phc.salt, phc.hash) else {
        return Err(HashingError::Stored("it has no salt or no hash".to_owned()));
    };
    let output = compute(plain.unwrap_or(&nothing), &salt, &params, memory)?;
    // Output compares in constant time.
    Ok(match (known && output == expected, is_current(&params)) {
        (false, _) => PasswordCheck::Wrong,
        (true, true) => PasswordCheck::Right,
        (true, false) => PasswordCheck::RightButOutdated,
    })
}

fn compute(
    password: &PlainPassword,
    salt: &Salt,
    params: &Params,
    memory: &mut Memory,
) -> Result<Output, HashingError> {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let mut output = vec![0_u8; params.output_len().unwrap_or(OUTPUT_LENGTH)];
    let memory = memory.blocks(params.block_count());
    argon2
        .hash_password_into_with_memory(password.as_str().as_bytes(), salt, &mut output, memory)
        .map_err(argon2_error)?;
    Output::new(&output).map_err(argon2_error)
}

/// What passwords for unknown usernames are verified against: today's parameters over a fixed salt and no known password.
static DUMMY: LazyLock<String> = LazyLock::new(|| {
    format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$AAAAAAAAAAAAAAAAAAAAAA${}", "A".repeat(43))
});

fn current_params() -> Result<Params, HashingError> {
    Params::new(MEMORY_KIB, PASSES, LANES, Some(OUTPUT_LENGTH)).map_err(argon2_error)
}

fn random_salt() -> Result<Salt, HashingError> {
    let mut bytes = [0_u8; Salt::RECOMMENDED_LENGTH];
    SysRng.try_fill_bytes(&mut bytes).map_err(argon2_error)?;
    Salt::new(&bytes).map_err(argon2_error)
}

fn is_current(params: &Params) -> bool {
    (params.m_cost(), params.t_cost(), params.p_cost()) == (MEMORY_KIB, PASSES, LANES)
}

fn argon2_error(error: impl std::fmt::Display) -> HashingError {
    HashingError::Argon2(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_of_other_parameters_is_right_but_outdated() {
        let password = PlainPassword::normalise("plum otter violin 47").unwrap();
        let stored = PasswordHash::outdated(&password);
        assert_eq!(
            verify(Some(&password), Some(&stored), &mut Memory::default()).unwrap(),
            PasswordCheck::RightButOutdated
        );
    }

    #[test]
    fn every_hash_has_a_number_of_its_own() {
        let password = PlainPassword::normalise("plum otter violin 47").unwrap();
        let [one, other] = [PasswordHash::outdated(&password), PasswordHash::outdated(&password)];
        assert_eq!(one.number(), one.clone().number());
        assert_ne!(one.number(), other.number(), "the salt is another");
        assert!(one.number() >= 0 && other.number() >= 0);
    }

    #[test]
    fn a_tampered_hash_can_not_ask_for_too_much() {
        let greedy = DUMMY.replace("m=19456", "m=4194304");
        for stored in [greedy.as_str(), "", "$argon2id$", "plain"] {
            let verdict = verify(None, PasswordHash::parse(stored).as_ref(), &mut Memory::default());
            assert!(matches!(verdict, Err(HashingError::Stored(_))), "{stored:?}");
        }
    }
}
