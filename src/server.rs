//! The application: its listener, its middleware in order with the reason of each, and what is mounted.

use std::{io, net::SocketAddr, thread, time::Duration};

use actix_web::{
    App as ActixApp, HttpServer,
    cookie::Key,
    dev::Server,
    middleware::from_fn,
    rt,
    web::{Data, resource},
};
use rayon::ThreadPoolBuildError;
use thiserror::Error;
use tracing_actix_web::TracingLogger;
use url::Url;

use crate::{
    authentication::cookie_key,
    calls::Calls,
    cards::CardPress,
    config::Config,
    db::{Db, DbError},
    images::{ImageProcessor, ImageThreads},
    panel,
    producer::{self, Producer},
    security::{Hasher, RandomnessUnavailable},
    upgrade,
    web::{
        AppState, Connections, CookieNames, PutOff, Uploads, assets, close_when_crowded, head, headers, listen,
        refuse_chunked, spans::Spans,
    },
};

/// How long the head of a request may take to come.
const HEAD_TIME: Duration = Duration::from_secs(5);
/// How long a connection is kept for another request.
const IDLE_TIME: Duration = Duration::from_secs(15);
/// How long a connection may take to close.
const CLOSE_TIME: Duration = Duration::from_secs(1);
/// Threads of a worker for what would hold it up: hashing, large bodies and large answers. All of these keep a core busy, so
/// more of them would do nothing sooner, and each keeps the memory of its largest body.
const BLOCKING_THREADS: usize = 4;
/// How long what is under way may take when the process is told to stop. Ten seconds are what supervisors give.
const STOP_SECONDS: u64 = 7;

/// The application, listening but not yet answering.
pub struct App {
    server: Server,
    producer: Producer,
    address: SocketAddr,
    public_url: Url,
    first_run: Option<String>,
}

/// Why the application can't start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The database can't be opened.
    #[error("the database can't be opened")]
    Db(#[from] DbError),
    /// The address is taken or not ours.
    #[error("can't listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// The operating system gives no threads for pictures.
    #[error("the threads for pictures can't be started")]
    Threads(#[from] ThreadPoolBuildError),
    /// The operating system gives no random bytes.
    #[error(transparent)]
    Randomness(#[from] RandomnessUnavailable),
    /// The key in the database is none.
    #[error("the cookie key in the database can't be used")]
    Key,
}

impl App {
    /// Opens and migrates the database and listens.
    pub async fn build(mut config: Config) -> Result<Self, StartError> {
        let no_listener = |error| StartError::Listen(config.listen, error);
        let listener = listen(config.listen).map_err(no_listener)?;
        let address = listener.local_addr().map_err(no_listener)?;
        if config.public_url.port() == Some(0) {
            // A port chosen by the system. An http URL takes one.
            let _ = config.public_url.set_port(Some(address.port()));
        }
        let public_url = config.public_url.clone();
        let db = Db::open(&config.database)?;
        upgrade::fill(&db)?;
        let key = Key::try_from(db.read(cookie_key).await?.as_slice()).map_err(|_| StartError::Key)?;
        let token = panel::open_first_run(&db).await?;
        let threads = ImageThreads::start()?;
        let (images, press) = (ImageProcessor::new(threads.clone()), CardPress::new(threads));
        let calls = Calls::new(db.clone(), images.clone(), press.clone());
        let producer = Producer::new(&config, &db, calls.clone())?;
        let connections = Connections::new(config.max_connections);
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let (count, per_worker) = (connections.count(), connections.per_worker(workers));
        let state = AppState {
            cookies: CookieNames::new(config.is_behind_tls()),
            hasher: Hasher::default(),
            images,
            uploads: Uploads::default(),
            press,
            calls,
            put_off: PutOff::default(),
            connections,
            config,
            db,
            key,
        };
        let of_workers = producer.clone();
        let server = HttpServer::new(move || {
            let (state, producer) = (state.clone(), of_workers.clone());
            ActixApp::new()
                .app_data(Data::new(state.clone()))
                .service(resource("/static/{name}").get(assets::serve).wrap(from_fn(refuse_chunked)))
                .configure(|config| producer::routes(&producer, config))
                .configure(|config| panel::routes(&state, config))
                // Innermost first. Errors carry the headers too.
                .wrap(from_fn(headers::secure))
                .wrap(from_fn(close_when_crowded))
                .wrap(from_fn(head::as_get))
                .wrap(TracingLogger::<Spans>::new())
        })
        .workers(workers)
        .worker_max_blocking_threads(BLOCKING_THREADS)
        .on_connect(count)
        .max_connections(per_worker)
        // Else the end of an answer waits until the client has acknowledged its beginning.
        .tcp_nodelay(true)
        .client_request_timeout(HEAD_TIME)
        .client_disconnect_timeout(CLOSE_TIME)
        .keep_alive(IDLE_TIME)
        .shutdown_timeout(STOP_SECONDS)
        .listen(listener)
        .map_err(|error| StartError::Listen(address, error))?;
        let first_run = token.map(|token| format!("{public_url}first-run/{token}"));
        Ok(Self { server: server.run(), producer, address, public_url, first_run })
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
        let upkeep = rt::spawn(self.producer.clone().keep_up());
        let ended = self.server.await;
        upkeep.abort();
        if let Err(error) = self.producer.flush().await {
            tracing::error!(%error, "the last calls could not be written to the log");
        }
        ended
    }
}
