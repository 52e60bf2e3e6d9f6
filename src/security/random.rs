//! Random bytes of the operating system, as text.

use rand::{TryRng, rngs::SysRng};
use thiserror::Error;

/// Digits and letters.
pub(crate) const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The operating system has no random bytes to give.
#[derive(Debug, Error)]
#[error("the operating system gives no random bytes")]
pub struct RandomnessUnavailable;

/// So many random bytes.
pub(crate) fn random_bytes<const LENGTH: usize>() -> Result<[u8; LENGTH], RandomnessUnavailable> {
    let mut bytes = [0_u8; LENGTH];
    SysRng.try_fill_bytes(&mut bytes).map_err(|_| RandomnessUnavailable)?;
    Ok(bytes)
}

/// `length` characters of an ASCII alphabet, each as likely as any other.
pub(crate) fn random_text(alphabet: &[u8], length: usize) -> Result<String, RandomnessUnavailable> {
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
