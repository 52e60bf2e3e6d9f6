//! Digests in lower-case hexadecimal.

use sha2::{Digest, Sha256};

/// The SHA-256 of a text or of bytes, 64 characters.
#[must_use]
pub fn sha256_hex(bytes: impl AsRef<[u8]>) -> String {
    hex::encode(Sha256::digest(bytes))
}
