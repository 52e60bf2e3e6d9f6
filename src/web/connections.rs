//! How many connections are open, and that there are not too many.

use std::{
    any::Any,
    io,
    net::{SocketAddr, TcpListener},
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use actix_web::{
    Error,
    body::MessageBody,
    dev::{Extensions, ServiceRequest, ServiceResponse},
    http::ConnectionType,
    middleware::Next,
    web::Data,
};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::AppState;

/// What else needs a file: the database and what stands beside it, the log, listeners, the workers' own.
const OTHER_FILES: u64 = 128;

/// Fewer than this, and not even one browser is served well.
const FEWEST: u32 = 16;

/// How many may wait to be accepted. The standard library says 128, which a burst of browsers outruns.
const BACKLOG: i32 = 1_024;

/// The connections of all workers.
#[derive(Clone, Debug)]
pub(crate) struct Connections {
    open: Arc<AtomicU32>,
    most: u32,
}

/// Lives as long as its connection.
struct Open(Arc<AtomicU32>);

impl Connections {
    /// At most so many, or as many as the process may have files for.
    #[must_use]
    pub(crate) fn new(wanted: NonZeroU32) -> Self {
        let most = fitting(wanted.get());
        if most < wanted.get() {
            tracing::warn!(
                wanted,
                most,
                "IDC_MAX_CONNECTIONS does not fit in the process's limit of open files; raise that (ulimit -n, LimitNOFILE)"
            );
        }
        Self { open: Arc::default(), most }
    }

    /// At most so many for each of the workers, since actix counts for each.
    #[must_use]
    pub(crate) fn per_worker(&self, workers: usize) -> usize {
        usize::try_from(self.most).unwrap_or(usize::MAX).div_ceil(workers.max(1))
    }

    /// Counts a connection as long as it is open: for [`actix_web::HttpServer::on_connect`].
    pub(crate) fn count(&self) -> impl Fn(&dyn Any, &mut Extensions) + Send + Sync + 'static + use<> {
        let open = Arc::clone(&self.open);
        move |_, data| {
            open.fetch_add(1, Ordering::Relaxed);
            data.insert(Open(Arc::clone(&open)));
        }
    }

    /// Whether three quarters are taken, so that nobody may keep one without need.
    #[must_use]
    pub(crate) fn are_crowded(&self) -> bool {
        u64::from(self.open.load(Ordering::Relaxed)) * 4 >= u64::from(self.most) * 3
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Closes connections with their answer while there are many, so that others get their turn.
///
/// # Errors
/// Those of what it wraps.
pub(crate) async fn close_when_crowded<B: MessageBody>(
    state: Data<AppState>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let mut response = next.call(request).await?;
    if state.connections.are_crowded() {
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    Ok(response)
}

/// Listens, with a backlog of our own.
///
/// # Errors
/// When the address can't be had.
pub(crate) fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    // To listen again only sets the backlog.
    socket2::SockRef::from(&listener).listen(BACKLOG)?;
    Ok(listener)
}

/// How many of the wanted connections the process may have files for, once its own limit is raised as far as may be.
fn fitting(wanted: u32) -> u32 {
    let needed = u64::from(wanted) + OTHER_FILES;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_some_and(|current| current < needed) {
        let raised = maximum.map_or(needed, |maximum| maximum.min(needed));
        // Where it may not be raised, fewer fit.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum });
    }
    let files = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    wanted.min(u32::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(u32::MAX).max(FEWEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_quarters_are_a_crowd() {
        let connections = Connections { open: Arc::default(), most: 8 };
        assert_eq!(connections.per_worker(3), 3);
        let mut open: Vec<Extensions> = Vec::new();
        for number in 1..=8 {
            let mut data = Extensions::new();
            connections.count()(&(), &mut data);
            open.push(data);
            assert_eq!(connections.are_crowded(), number >= 6, "{number}");
        }
        open.truncate(5);
        assert!(!connections.are_crowded());
    }

    #[test]
    fn no_more_are_wanted_than_there_may_be_files() {
        assert_eq!(fitting(20), 20);
        let files = getrlimit(Resource::Nofile).maximum.unwrap_or(u64::MAX);
        assert!(u64::from(fitting(u32::MAX)) <= files.max(FEWEST.into()));
    }
}
