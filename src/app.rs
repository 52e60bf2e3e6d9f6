//! The application: the route table, and the middleware in order with the reason of each.

use std::{
    io,
    net::{SocketAddr, TcpListener},
};

use actix_session::{SessionMiddleware, config::BrowserSession};
use actix_web::{
    App as ActixApp, HttpServer,
    cookie::{Key, SameSite},
    dev::Server,
    middleware::{Compress, from_fn},
    web::{self, Data, ServiceConfig, get, resource},
};
use thiserror::Error;
use tracing_actix_web::TracingLogger;
use url::Url;

use crate::{
    account, api_users,
    config::Config,
    db::{Db, DbError},
    error::AppError,
    help, projects,
    security::{DbSessionStore, Hasher, Seal, cookie_key},
    sign_in,
    web::{
        CookieNames, FormLimit, assets, cross_site, error_pages, head, headers, load_visitor, see_other,
        sign_in_required, spans::Spans,
    },
};

/// What handlers work with.
#[derive(Clone)]
pub struct AppState {
    /// The settings.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// The bound on password hashing.
    pub hasher: Hasher,
    /// The names of the cookies.
    pub cookies: CookieNames,
    /// The key of the cookies.
    pub key: Key,
    /// Seals what people typed.
    pub seal: Seal,
}

/// The application, listening but not yet answering.
pub struct App {
    server: Server,
    address: SocketAddr,
    public_url: Url,
    first_run: Option<String>,
}

/// Why the application can't start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The database can't be opened.
    #[error("the database can't be opened: {0}")]
    Db(#[from] DbError),
    /// The address is taken or not ours.
    #[error("can't listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// The key in the database is none.
    #[error("the cookie key in the database can't be used")]
    Key,
}

impl App {
    /// Opens and migrates the database and listens.
    ///
    /// # Errors
    /// When the database or the address can't be had.
    pub async fn build(mut config: Config) -> Result<Self, StartError> {
        let listen = |error| StartError::Listen(config.listen, error);
        let listener = TcpListener::bind(config.listen).map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        if config.public_url.port() == Some(0) {
            // A port chosen by the system. An http URL takes one.
            let _ = config.public_url.set_port(Some(address.port()));
        }
        let public_url = config.public_url.clone();
        let db = Db::open(&config.database)?;
        let key = db.read(cookie_key).await?;
        let token = sign_in::open_first_run(&db).await?;
        let state = AppState {
            cookies: CookieNames::new(config.is_behind_tls()),
            seal: Seal::new(&key).ok_or(StartError::Key)?,
            hasher: Hasher::default(),
            config,
            db,
            key,
        };
        let server = HttpServer::new(move || {
            let state = state.clone();
            ActixApp::new()
                // Innermost first. A visitor is known before anything is refused, so that refusals are in their language.
                .configure(|routes| routes_of(&state, routes))
                .wrap(from_fn(error_pages::render))
                .wrap(Compress::default())
                // Errors carry the headers too.
                .wrap(from_fn(headers::secure))
                .wrap(from_fn(head::as_get))
                .wrap(TracingLogger::<Spans>::new())
        })
        .listen(listener)
        .map_err(|error| StartError::Listen(address, error))?;
        let first_run = token.map(|token| format!("{public_url}first-run/{token}"));
        Ok(Self { server: server.run(), address, public_url, first_run })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where browsers find it.
    #[must_use]
    pub const fn public_url(&self) -> &Url {
        &self.public_url
    }

    /// The one-time link that makes the first Administrator, as long as there is no panel user.
    #[must_use]
    pub fn first_run_link(&self) -> Option<&str> {
        self.first_run.as_deref()
    }

    /// Answers until the process is told to stop, then finishes what is under way.
    ///
    /// # Errors
    /// When the server fails.
    pub async fn run(self) -> io::Result<()> {
        self.server.await
    }
}

/// THE route table.
fn routes_of(state: &AppState, routes: &mut ServiceConfig) {
    let session = SessionMiddleware::builder(DbSessionStore(state.db.clone()), state.key.clone())
        .cookie_name(state.cookies.session())
        .cookie_secure(state.cookies.secure())
        .cookie_same_site(SameSite::Lax)
        .session_lifecycle(BrowserSession::default())
        .build();

    routes.app_data(Data::new(state.clone())).route("/static/{name}", get().to(assets::serve)).service(
        web::scope("")
            // Public: signing in, help.
            .service(
                resource("/sign-in")
                    .app_data(FormLimit(sign_in::SIGN_IN_BYTES))
                    .get(sign_in::show)
                    .post(sign_in::submit),
            )
            .service(resource("/first-run/{token}").get(sign_in::show_first_run).post(sign_in::submit_first_run))
            .service(resource("/language").post(account::choose_language))
            .service(resource("/help").get(help::index))
            .service(resource("/help/{slug}").get(help::show))
            // For people who are signed in.
            .service(
                web::scope("")
                    .service(resource("/").get(|| async { see_other("/api-users", None) }))
                    .service(resource("/sign-out").post(sign_in::sign_out))
                    .service(resource("/api-users").get(api_users::list).post(api_users::create))
                    .service(resource("/api-users/new").get(api_users::new))
                    .service(resource("/api-users/{id}").get(api_users::show).post(api_users::save))
                    .service(resource("/api-users/{id}/preview").get(api_users::preview))
                    .service(resource("/api-users/{id}/status").post(api_users::set_status))
                    .service(resource("/api-users/{id}/delete").get(api_users::ask_delete).post(api_users::delete))
                    .service(
                        resource("/api-users/{id}/password-reset")
                            .get(api_users::ask_password_reset)
                            .post(api_users::reset_password),
                    )
                    .service(resource("/projects").get(projects::list).post(projects::create))
                    .service(resource("/projects/new").get(projects::new))
                    .service(resource("/projects/{id}").get(projects::show).post(projects::save))
                    .service(resource("/projects/{id}/status").post(projects::set_status))
                    .service(resource("/account").get(account::show).post(account::save))
                    .service(resource("/account/password").post(account::change_password))
                    .service(resource("/password-strength").post(account::password_strength))
                    .default_service(web::to(|| async { Err::<&str, _>(AppError::NotFound) }))
                    .wrap(from_fn(sign_in_required::guard)),
            )
            // Innermost of the three: the visitor is known, so a refusal speaks their language.
            .wrap(from_fn(cross_site::refuse))
            // Reads the person from the session.
            .wrap(from_fn(load_visitor))
            // Reads the session from its cookie.
            .wrap(session),
    );
}
