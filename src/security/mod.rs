//! Hashing of passwords under its bound, key material, encryption, randomness.

mod argon2id;
mod digest;
mod hashing;
mod keys;
mod memory;
mod password;
mod random;
mod strength;

pub use argon2id::{PasswordCheck, PasswordHash};
pub use digest::sha256_hex;
pub(crate) use digest::sha256_hex_of;
pub use hashing::{Hasher, HashingError, HashingQueue};
pub use keys::{KeyHash, KeyKind, SecretKey};
pub use password::PlainPassword;
pub use random::RandomnessUnavailable;
pub(crate) use random::{BASE62, random_bytes, random_text};
pub use strength::Strength;
