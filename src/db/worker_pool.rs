//! Threads that queries run on, each with a connection of its own, behind one bounded queue.
//!
//! A pool has as many threads and connections as it begins with, so memory and open files stay what they were planned to
//! be, and what queues before one pool does not hold up another.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crossbeam_channel::{Receiver, Sender, bounded};
use tokio::sync::oneshot;

use crate::db::{
    DbError, DbResult,
    connection::{Connector, DbConnection},
};

/// How long a job waits in the queue: as long as one waits for a lock, so that a file that stays locked puts off all
/// that wait at once, and not one after the other.
pub(super) const MAX_WAIT: Duration = Duration::from_secs(5);

pub(super) type Job = Box<dyn FnOnce(&mut PooledConnection) + Send>;

/// A queue and the threads that run what stands in it.
pub(super) struct WorkerPool {
    /// None once the pool ends.
    queue: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

/// A connection that one thread uses at a time, and that is opened anew after a query that panicked.
pub(super) struct PooledConnection {
    connector: Connector,
    /// None after a query that panicked, until the next one.
    connection: Option<DbConnection>,
}

impl PooledConnection {
    /// With a connection that is open already.
    pub(super) const fn new(connector: Connector, connection: DbConnection) -> Self {
        Self { connector, connection: Some(connection) }
    }

    /// Sets the connection up as it was when it was opened.
    pub(super) fn set_up(&mut self) -> DbResult<()> {
        self.connection.as_mut().map_or(Ok(()), |connection| self.connector.set_up(connection))
    }

    /// Runs a closure; one that panics takes its connection along, and with it whatever it had begun.
    pub(super) fn run<T, E: From<DbError>>(
        &mut self,
        queries: impl FnOnce(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            empty => empty.insert(self.connector.open()?),
        };
        catch_unwind(AssertUnwindSafe(|| queries(connection))).unwrap_or_else(|_| {
            self.connection = None;
            Err(DbError::Panicked.into())
        })
    }
}

impl WorkerPool {
    /// A thread per connection; beyond `max_waiting` that wait, the next is put off.
    pub(super) fn start(
        name: &str,
        connections: impl IntoIterator<Item = Arc<Mutex<PooledConnection>>>,
        max_waiting: usize,
    ) -> DbResult<Self> {
        let (queue, jobs) = bounded::<Job>(max_waiting);
        let start = |connection: Arc<Mutex<PooledConnection>>| {
            let jobs = jobs.clone();
            let work = move || run_jobs(&jobs, &connection);
            thread::Builder::new().name(format!("db-{name}")).spawn(work)
        };
        let threads: Result<_, _> = connections.into_iter().map(start).collect();
        let threads = threads.map_err(|error| DbError::Open(format!("no thread can be started: {error}")))?;
        Ok(Self { queue: Some(queue), threads })
    }

    /// Runs a closure on the first thread that is free. It is not begun where nobody waits for its answer any more.
    ///
    /// # Errors
    /// What the closure gives; [`DbError::Busy`] where too many wait already.
    pub(super) async fn run<T, E>(
        &self,
        queries: impl FnOnce(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.enqueue(queries)?.await.unwrap_or_else(|_| Err(closing().into()))
    }

    /// [`Lane::run`] for a thread that has no other work meanwhile.
    ///
    /// # Errors
    /// As [`Lane::run`].
    pub(super) fn run_blocking<T, E>(
        &self,
        queries: impl FnOnce(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.enqueue(queries)?.blocking_recv().unwrap_or_else(|_| Err(closing().into()))
    }

    fn enqueue<T, E>(
        &self,
        queries: impl FnOnce(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, E>>, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (job, answered) = job(queries);
        let is_queued = self.queue.as_ref().is_some_and(|queue| queue.try_send(job).is_ok());
        if is_queued { Ok(answered) } else { Err(busy().into()) }
    }
}

/// A closure as a job, and where its answer comes.
pub(super) fn job<T, E>(
    queries: impl FnOnce(&mut DbConnection) -> Result<T, E> + Send + 'static,
) -> (Job, oneshot::Receiver<Result<T, E>>)
where
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    let (answer, answered) = oneshot::channel();
    let asked_at = Instant::now();
    let job: Job = Box::new(move |connection| {
        if !answer.is_closed() {
            let is_late = asked_at.elapsed() >= MAX_WAIT;
            // Whoever asked may have gone meanwhile.
            let _ = answer.send(if is_late { Err(late().into()) } else { connection.run(queries) });
        }
    });
    (job, answered)
}

pub(super) fn busy() -> DbError {
    DbError::Busy("too many wait already".to_owned())
}

pub(super) fn late() -> DbError {
    DbError::Busy("what came before took too long".to_owned())
}

pub(super) fn closing() -> DbError {
    DbError::Busy("it is being closed".to_owned())
}

fn run_jobs(jobs: &Receiver<Job>, connection: &Mutex<PooledConnection>) {
    for job in jobs {
        let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
        // What panics here is the dropping of an answer that nobody took, since a closure's own panic is an answer.
        let _ = catch_unwind(AssertUnwindSafe(|| job(&mut connection)));
    }
}

impl Drop for WorkerPool {
    /// Waits until all that was queued is done, so that SQLite can clear up after the last connection.
    fn drop(&mut self) {
        drop(self.queue.take());
        for thread in self.threads.drain(..) {
            // The last handle may have been in a closure, which runs on one of these threads.
            if thread.thread().id() != thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}
