//! What handlers work with.

use actix_web::cookie::Key;

use super::{Connections, CookieNames, PutOff, Uploads};
use crate::{calls::Calls, cards::CardPress, config::Config, db::Db, images::ImageProcessor, security::Hasher};

/// What handlers work with; cheap to clone.
#[derive(Clone)]
pub(crate) struct AppState {
    /// The settings.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// Does the calls of API users.
    pub calls: Calls,
    /// The bound on password hashing.
    pub hasher: Hasher,
    /// The bound on work on images.
    pub images: ImageProcessor,
    /// The bound on forms with a file.
    pub uploads: Uploads,
    /// The bound on drawing cards.
    pub press: CardPress,
    /// The connections that are open.
    pub connections: Connections,
    /// How many requests were put off.
    pub put_off: PutOff,
    /// The names of the cookies.
    pub cookies: CookieNames,
    /// The key of the cookies, and of what is encrypted.
    pub key: Key,
}
