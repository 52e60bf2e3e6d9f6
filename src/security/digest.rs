//! Digests in lower-case hexadecimal.

use sha2::{Digest, Sha256};

/// The SHA-256 of a text or of bytes, 64 characters.
#[must_use]
pub fn sha256_hex(bytes: impl AsRef<[u8]>) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The SHA-256 of some bytes one after the other.
#[must_use]
pub(crate) fn sha256_hex_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let digest = parts.into_iter().fold(Sha256::new(), Sha256::chain_update);
    hex::encode(digest.finalize())
}
