//! The file of an SQLite database: made once, by us alone, and looked after while it is open.

use std::{
    fs::{self, Metadata, OpenOptions},
    io,
    path::{Path, PathBuf, absolute},
};

use url::Url;

use crate::db::{DbError, DbResult, StorageError};

/// The file of an open database.
#[derive(Debug)]
pub(super) struct DatabaseFile {
    path: PathBuf,
    identity: Identity,
}

impl DatabaseFile {
    /// The file at this path, which is made, for nobody else to read, where there is none.
    pub(super) fn create(path: &Path) -> DbResult<Self> {
        let unusable = |error: io::Error| DbError::Open(format!("{}: {error}", path.display()));
        // It holds password hashes and the cookie key.
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let metadata = options.open(path).and_then(|file| file.metadata()).map_err(unusable)?;
        if is_open_to_others(&metadata) {
            tracing::warn!(
                "other users of this machine may read {}, which holds password hashes and keys: `chmod 600` it",
                path.display()
            );
        }
        Ok(Self { path: absolute(path).map_err(unusable)?, identity: Identity::of(&metadata) })
    }

    /// How SQLite is told to open it without ever making it: a connection that comes late must not meet an empty
    /// database in the place of one that was deleted.
    pub(super) fn uri(&self) -> DbResult<String> {
        let path = || DbError::Open(format!("{}: not an absolute path", self.path.display()));
        let mut uri = Url::from_file_path(&self.path).map_err(|()| path())?;
        uri.set_query(Some("mode=rw"));
        Ok(uri.into())
    }

    /// Whether the path still leads to the file that is open: SQLite goes on with one that was deleted, and whatever is
    /// written to it then is lost.
    ///
    /// # Errors
    /// [`StorageError::Gone`].
    pub(super) fn check(&self) -> Result<(), StorageError> {
        match fs::metadata(&self.path) {
            Ok(metadata) if Identity::of(&metadata) == self.identity => Ok(()),
            _ => Err(StorageError::Gone),
        }
    }
}

/// Which file it is, whatever its name: device and number.
#[cfg(unix)]
#[derive(Debug, PartialEq, Eq)]
struct Identity(u64, u64);

#[cfg(unix)]
impl Identity {
    fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(metadata.dev(), metadata.ino())
    }
}

/// Elsewhere an open file can't be deleted or replaced.
#[cfg(not(unix))]
#[derive(Debug, PartialEq, Eq)]
struct Identity;

#[cfg(not(unix))]
impl Identity {
    fn of(_: &Metadata) -> Self {
        Self
    }
}

#[cfg(unix)]
fn is_open_to_others(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Metadata) -> bool {
    false
}
