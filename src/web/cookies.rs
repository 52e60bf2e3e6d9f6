//! The cookies by name, and how each is baked.

use std::time::Duration;

use actix_web::cookie::{Cookie, SameSite, time};

/// The names of the cookies: behind TLS they carry `__Host-`, which binds them to this host (RFC 6265bis, 4.1.3.2).
#[derive(Clone, Debug)]
pub(crate) struct CookieNames {
    secure: bool,
}

impl CookieNames {
    /// `secure` says whether browsers come by https.
    #[must_use]
    pub(crate) const fn new(secure: bool) -> Self {
        Self { secure }
    }

    /// Whether cookies go over https only.
    #[must_use]
    pub(crate) const fn secure(&self) -> bool {
        self.secure
    }

    /// The session of a person.
    #[must_use]
    pub(crate) fn session(&self) -> String {
        self.named("idc-session")
    }

    /// The word of what the next page says once.
    #[must_use]
    pub(crate) fn flash(&self) -> String {
        self.named("idc-flash")
    }

    /// The query of the list that was seen last.
    #[must_use]
    pub(crate) fn list(&self) -> String {
        self.named("idc-list")
    }

    /// The proof that a person signed in with this browser before.
    #[must_use]
    pub(crate) fn device(&self) -> String {
        self.named("idc-device")
    }

    /// The language chosen by a reader who is not signed in.
    #[must_use]
    pub(crate) fn language(&self) -> String {
        self.named("idc-language")
    }

    /// A cookie that scripts can't read and that other sites' requests don't carry; without a life it ends with the browser.
    #[must_use]
    pub(crate) fn bake(&self, name: String, value: String, life: Option<Duration>) -> Cookie<'static> {
        let mut cookie =
            Cookie::build(name, value).path("/").http_only(true).same_site(SameSite::Lax).secure(self.secure);
        if let Some(life) = life {
            let seconds = i64::try_from(life.as_secs()).unwrap_or(i64::MAX);
            cookie = cookie.max_age(time::Duration::seconds(seconds));
        }
        cookie.finish()
    }

    /// The cookie that makes a browser forget the one of this name.
    #[must_use]
    pub(crate) fn forget(&self, name: String) -> Cookie<'static> {
        let mut cookie = self.bake(name, String::new(), None);
        cookie.make_removal();
        cookie
    }

    fn named(&self, name: &str) -> String {
        if self.secure { format!("__Host-{name}") } else { name.to_owned() }
    }
}
