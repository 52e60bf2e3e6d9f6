//! The thread that writes, many writes to a transaction (group commit).
//!
//! A transaction is durable once the disk says so, which takes as long for one write as for a hundred. What comes while
//! one is under way therefore waits in a queue, and the next takes in all that waits: each in a savepoint of its own, so
//! that one that fails undoes nothing of the others. All of them are answered after the one commit. Where nothing else
//! waits, a write is committed by itself at once.
//!
//! Where a group comes to nothing by the fault of one of them, such as a panic, each is run again in a transaction of its
//! own. Where the file is at fault, each is told that.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::db::{
    DbConnection, DbError, DbResult,
    file::DatabaseFile,
    pending_write::{PendingWrite, Write},
    transaction::{RetryWatch, begin, commit, rollback},
    worker_pool::{Job, PooledConnection, busy, closing, job},
};

/// How many writes go into one transaction, and for how long others may join it: whoever is in it waits for all.
pub(super) const MAX_GROUP: usize = 128;
const MAX_GROUP_TIME: Duration = Duration::from_millis(20);

enum Queued {
    Write(Box<dyn PendingWrite>),
    /// What is no transaction.
    Other(Job),
}

/// The queue of writes, and the thread that runs them.
pub(super) struct Writer {
    /// None once it ends.
    queue: Option<Sender<Queued>>,
    connection: Arc<Mutex<PooledConnection>>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread works with.
struct Worker {
    queue: Receiver<Queued>,
    connection: Arc<Mutex<PooledConnection>>,
    file: Arc<DatabaseFile>,
}

impl Writer {
    /// Over a connection; beyond `max_waiting` that wait, the next is put off.
    pub(super) fn start(connection: PooledConnection, file: &Arc<DatabaseFile>, max_waiting: usize) -> DbResult<Self> {
        let (queue, jobs) = bounded(max_waiting);
        let connection = Arc::new(Mutex::new(connection));
        let worker = Worker { queue: jobs, connection: Arc::clone(&connection), file: Arc::clone(file) };
        let thread = thread::Builder::new().name("db-write".to_owned()).spawn(move || worker.run());
        let thread = thread.map_err(|error| DbError::Open(format!("no thread can be started: {error}")))?;
        Ok(Self { queue: Some(queue), connection, thread: Some(thread) })
    }

    /// Runs a closure in a transaction, alone or among others. It is not begun where nobody waits for its answer any more.
    ///
    /// # Errors
    /// What the closure gives; why the transaction could not be begun or committed; [`DbError::Busy`] where too many wait.
    pub(super) async fn write<T, E>(
        &self,
        queries: impl Fn(&mut DbConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (write, answered) = Write::new(queries);
        self.enqueue(Queued::Write(Box::new(write)))?;
        answered.await.unwrap_or_else(|_| Err(closing().into()))
    }

    /// Runs what is no transaction.
    ///
    /// # Errors
    /// As [`Writer::write`].
    pub(super) async fn run<T: Send + 'static>(
        &self,
        queries: impl FnOnce(&mut DbConnection) -> DbResult<T> + Send + 'static,
    ) -> DbResult<T> {
        let (job, answered) = job(queries);
        self.enqueue(Queued::Other(job))?;
        answered.await.unwrap_or_else(|_| Err(closing()))
    }

    /// The connection, while the thread does not write.
    pub(super) fn connection(&self) -> MutexGuard<'_, PooledConnection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enqueue(&self, queued: Queued) -> DbResult<()> {
        let is_queued = self.queue.as_ref().is_some_and(|queue| queue.try_send(queued).is_ok());
        if is_queued { Ok(()) } else { Err(busy()) }
    }
}

impl Drop for Writer {
    /// Waits until all that was queued is done, so that SQLite can clear up after the last connection.
    fn drop(&mut self) {
        drop(self.queue.take());
        // The last handle may have been in a closure, which runs on this thread.
        if let Some(thread) = self.thread.take().filter(|thread| thread.thread().id() != thread::current().id()) {
            let _ = thread.join();
        }
    }
}

impl Worker {
    fn run(self) {
        let mut next = None;
        while let Some(queued) = next.take().or_else(|| self.queue.recv().ok()) {
            let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
            match queued {
                Queued::Write(first) => {
                    let (group, other) = self.write(&mut connection, first);
                    group.into_iter().for_each(answer);
                    next = other;
                }
                // What panics here is the dropping of an answer that nobody took.
                Queued::Other(job) => drop(catch_unwind(AssertUnwindSafe(|| job(&mut connection)))),
            }
        }
    }

    /// Writes a group, which then has its results, and gives what else was met in the queue.
    fn write(
        &self,
        connection: &mut PooledConnection,
        first: Box<dyn PendingWrite>,
    ) -> (Vec<Box<dyn PendingWrite>>, Option<Queued>) {
        let (mut group, mut other) = (vec![first], None);
        let written = connection.run(|connection| self.write_group(connection, &mut group, &mut other));
        if let Err(error) = written {
            for write in &mut group {
                match error.of_the_file() {
                    Some(error) => write.fail(error),
                    None => write.forget(),
                }
            }
        }
        for write in group.iter_mut().filter(|write| !write.is_done() && write.is_worth_running()) {
            write.run_alone(connection, &self.file);
        }
        (group, other)
    }

    /// Runs the first and all that wait behind it in one transaction.
    fn write_group(
        &self,
        connection: &mut DbConnection,
        group: &mut Vec<Box<dyn PendingWrite>>,
        other: &mut Option<Queued>,
    ) -> DbResult<()> {
        let begun_at = Instant::now();
        let retry = RetryWatch::on(connection);
        begin(connection, &self.file)?;
        let mut run_last = || -> DbResult<()> {
            loop {
                if let Some(write) = group.last_mut().filter(|write| write.is_worth_running()) {
                    write.run(connection, &retry)?;
                }
                if group.len() >= MAX_GROUP || begun_at.elapsed() >= MAX_GROUP_TIME {
                    return Ok(());
                }
                match self.queue.try_recv() {
                    Ok(Queued::Write(write)) => group.push(write),
                    Ok(met) => {
                        *other = Some(met);
                        return Ok(());
                    }
                    Err(_) => return Ok(()),
                }
            }
        };
        match run_last() {
            Ok(()) => commit(connection, &self.file),
            Err(error) => {
                rollback(connection);
                Err(error)
            }
        }
    }
}

/// What panics here is the dropping of an answer that nobody took.
fn answer(write: Box<dyn PendingWrite>) {
    let _ = catch_unwind(AssertUnwindSafe(|| write.answer()));
}
