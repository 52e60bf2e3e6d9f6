//! The one way in which calls are done: whether they may, the operation, the row of the log.

use std::sync::{Arc, OnceLock};

use super::{
    Call, CallError, CallLog, Caller, Done, Extras, NotPerformed, Performed, Repeat, Wanted,
    change::{Changed, change},
    judge::{Memory, enter},
    photos::ConvertedPhotos,
    read::{Read, read},
    trace::{Failure, Trace},
};
use crate::{
    audit,
    authorization::{Action, Deed},
    db::{Db, DbConnection, DbError, DbResult},
    ids::RecordId,
    images::{ImageFormat, ImageProcessor, PictureKind, decode_base64},
    records::{Data, NewPictures},
};

/// Does the calls of API users; cheap to clone.
#[derive(Clone)]
pub struct Calls(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) db: Db,
    pub(super) images: ImageProcessor,
    pub(super) photos: ConvertedPhotos,
    pub(super) log: CallLog,
    pub(super) memory: Memory,
    /// One writes the rows that wait at a time.
    pub(super) flushing: tokio::sync::Mutex<()>,
}

/// What a caller asks for.
#[derive(Clone, Debug)]
pub struct Request {
    /// None where its members were not understood, which is told only to who may reach the project.
    pub call: Option<Call>,
    /// The word of what was not understood, for the log; empty where all was.
    pub misunderstood: &'static str,
    /// How it may be known again, where it changes something.
    pub repeat: Option<Repeat>,
}

/// All that a call takes on a connection.
struct Step<I, A> {
    core: Arc<Inner>,
    request: Arc<Request>,
    identified: OnceLock<Caller>,
    identify: I,
    answer: A,
}

/// The format in which photos are stored.
const STORED_PHOTO: ImageFormat = ImageFormat::Jpeg;

/// Together they get as much of the database as one person's searches.
const MANY_RECORDS: &str = "get_all_records";

impl Calls {
    /// Over a database, with what works on images.
    #[must_use]
    pub fn new(db: Db, images: ImageProcessor) -> Self {
        Self(Arc::new(Inner {
            db,
            photos: ConvertedPhotos::new(images.clone()),
            images,
            log: CallLog::default(),
            memory: Memory::default(),
            flushing: tokio::sync::Mutex::default(),
        }))
    }

    /// Does a call and notes it.
    ///
    /// `identify` tells who calls, on the connection that the call is done on, so that what was changed of an API user
    /// counts at once; or why that is not known. `answer` writes what was done, given how many calls are left of a quota.
    ///
    /// # Errors
    /// [`NotPerformed`].
    pub async fn perform<U: Send + 'static>(
        &self,
        identify: impl Fn(&mut DbConnection) -> DbResult<Result<Caller, U>> + Send + Sync + 'static,
        request: Arc<Request>,
        answer: impl Fn(&Caller, &Done, Option<i64>) -> String + Send + Sync + 'static,
    ) -> Result<Performed, NotPerformed<U>> {
        let deed = request.call.as_ref().map(Call::action).map(Action::deed);
        let photo = request.call.as_ref().and_then(Call::photo);
        let core = Arc::clone(&self.0);
        let step = Arc::new(Step { core, request, identified: OnceLock::new(), identify, answer });
        let result = match deed {
            Some(deed) if deed.is_change() => self.in_task(change_in_turn(step)).await,
            // It may take long, so it holds up neither other calls nor pages.
            Some(Deed::GetAllRecords) => self.0.db.search(MANY_RECORDS, move |connection| step.read(connection)).await,
            _ => match photo.filter(|&format| format != STORED_PHOTO) {
                Some(format) => self.in_task(read_converted(step, format)).await,
                None => self.0.db.read(move |connection| step.read(connection)).await,
            },
        };
        self.relieve_log().await;
        result
    }

    /// Forgets what is remembered of a record that was erased, or whose picture was, and empties the database's log of it.
    /// To be called once that is committed.
    pub async fn forget_erased(&self, record: &RecordId) {
        self.0.forget_erased(record).await;
    }

    /// Runs it to its end, whoever still waits for it: what it notes and forgets must not be lost with whoever asked.
    async fn in_task<T: Send + 'static, U: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, NotPerformed<U>>> + Send + 'static,
    ) -> Result<T, NotPerformed<U>> {
        let stopping = |_| Err(DbError::Busy("the server is stopping".to_owned()).into());
        tokio::spawn(work).await.unwrap_or_else(stopping)
    }

    /// Writes the log where so many rows wait that it can't go on like this.
    pub(super) async fn relieve_log(&self) {
        if self.0.log.is_full() && self.0.flushing.try_lock().is_ok() {
            let calls = self.clone();
            // In a task of its own: rows that were taken must not be lost with whoever asked.
            let flushed = tokio::spawn(async move { calls.flush().await }).await;
            if let Ok(Err(error)) = flushed {
                tracing::error!(%error, "the log of calls can't be written");
            }
        }
    }
}

impl Inner {
    async fn forget_erased(&self, record: &RecordId) {
        self.photos.forget(record);
        self.db.forget_erased().await;
    }
}

/// Changes what is asked for; the images in it are worked on before its transaction.
async fn change_in_turn<I, A, U>(step: Arc<Step<I, A>>) -> Result<Performed, NotPerformed<U>>
where
    I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>> + Send + Sync + 'static,
    A: Fn(&Caller, &Done, Option<i64>) -> String + Send + Sync + 'static,
    U: Send + 'static,
{
    let pictures = develop(&step).await?;
    let core = Arc::clone(&step.core);
    let Changed { performed, erased } = core.db.write(move |connection| step.change(connection, &pictures)).await?;
    if let Some(record) = erased {
        core.forget_erased(&record).await;
    }
    Ok(performed)
}

/// What becomes of the images in a change; nothing where it would be refused anyway, so that nobody makes us decode what
/// they may not send.
async fn develop<I, A, U>(step: &Arc<Step<I, A>>) -> Result<NewPictures, NotPerformed<U>>
where
    I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>> + Send + Sync + 'static,
    A: Send + Sync + 'static,
    U: Send + 'static,
{
    let mut pictures = NewPictures::default();
    let kinds: Vec<PictureKind> = step.request.images().collect();
    if kinds.is_empty() {
        return Ok(pictures);
    }
    let looking = Arc::clone(step);
    let foreseen = step.core.db.read(move |connection| looking.foresee(connection)).await?;
    let Some((caller, trace)) = foreseen else { return Ok(pictures) };
    for kind in kinds {
        let request = Arc::clone(&step.request);
        let read = move || decode_base64(request.image(kind).unwrap_or_default());
        match step.core.images.develop(kind, read).await {
            Ok(picture) => pictures.set(kind, picture),
            Err(error) => return Err(step.failed(&caller, trace.fail(error))),
        }
    }
    Ok(pictures)
}

/// Reads a record with its photo, or the photo alone, in another format than the one that is stored.
async fn read_converted<I, A, U>(step: Arc<Step<I, A>>, format: ImageFormat) -> Result<Performed, NotPerformed<U>>
where
    I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>> + Send + Sync + 'static,
    A: Fn(&Caller, &Done, Option<i64>) -> String + Send + Sync + 'static,
    U: Send + 'static,
{
    let core = Arc::clone(&step.core);
    let forgotten = core.photos.forgotten();
    let looking = Arc::clone(&step);
    let (caller, mut read) = core.db.read(move |connection| looking.look(connection)).await?;
    if let Done::Photo(record, photo) | Done::Record(record, _, Extras { photo: Wanted::Found(photo) }) = &mut read.done
    {
        match core.photos.convert(record, photo.clone(), format, forgotten).await {
            Ok(converted) => *photo = converted,
            Err(error) => return Err(step.failed(&caller, read.trace.fail(error))),
        }
    }
    let written = tokio::task::spawn_blocking(move || step.write(&caller, read)).await;
    written.map_err(|_| DbError::Busy("the server is stopping".to_owned()).into())
}

impl Request {
    /// The kinds of the images in it.
    fn images(&self) -> impl Iterator<Item = PictureKind> {
        self.call.as_ref().and_then(Call::data).into_iter().flat_map(Data::images)
    }

    /// An image in it, in Base64.
    fn image(&self, kind: PictureKind) -> Option<&str> {
        self.call.as_ref()?.data()?.image(kind)
    }
}

impl<I, A> Step<I, A> {
    fn read<U>(&self, connection: &mut DbConnection) -> Result<Performed, NotPerformed<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
        A: Fn(&Caller, &Done, Option<i64>) -> String,
    {
        let (caller, read) = self.look(connection)?;
        Ok(self.write(&caller, read))
    }

    /// Reads what is asked for, without writing the answer.
    fn look<U>(&self, connection: &mut DbConnection) -> Result<(Caller, Read), NotPerformed<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
    {
        let caller = self.identify(connection)?;
        match read(connection, &self.core.memory, caller, self.request.call.as_ref()) {
            Ok(read) => Ok((caller.clone(), read)),
            Err(failure) => Err(self.failed(caller, failure)),
        }
    }

    /// Writes the answer, and notes the call: here and not behind the trip, since whoever asked may be gone by then.
    fn write(&self, caller: &Caller, Read { done, left, trace }: Read) -> Performed
    where
        A: Fn(&Caller, &Done, Option<i64>) -> String,
    {
        let answer = (self.answer)(caller, &done, left);
        self.core.log.add(trace.logged(caller, ""));
        Performed { answer, is_repeat: false }
    }

    /// Who calls, and what the log would say of the call if it were done now; none where it would be refused.
    fn foresee<U>(&self, connection: &mut DbConnection) -> Result<Option<(Caller, Trace)>, NotPerformed<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
    {
        let caller = self.identify(connection)?;
        let reached = enter(connection, &self.core.memory, caller, self.request.call.as_ref()).ok();
        Ok(reached.and_then(|reached| reached.foresee(connection)).map(|trace| (caller.clone(), trace)))
    }

    fn change<U>(&self, connection: &mut DbConnection, pictures: &NewPictures) -> Result<Changed, NotPerformed<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
        A: Fn(&Caller, &Done, Option<i64>) -> String,
    {
        let caller = self.identify(connection)?;
        let answer = |done: &Done, left| (self.answer)(caller, done, left);
        let operation = |tx: &mut audit::Tx<'_>| {
            let changed = change(tx, &self.core.memory, caller, &self.request, pictures, answer)?;
            if changed.erased.is_some() {
                self.core.db.note_erased();
            }
            Ok(changed)
        };
        audit::operate_in(connection, &caller.actor(), caller.now, operation)
            .map_err(|failure| self.failed(caller, failure))
    }

    /// Notes a call that was not done.
    fn failed<U>(&self, caller: &Caller, Failure { error, mut trace }: Failure) -> NotPerformed<U> {
        trace.action = self.request.call.as_ref().map(Call::action);
        let left = trace.left;
        let word = if matches!(error, CallError::NotUnderstood) { self.request.misunderstood } else { error.word() };
        self.core.log.add(trace.logged(caller, word));
        NotPerformed::Failed { error, caller: Some(Box::new(caller.clone())), left }
    }

    fn identify<U>(&self, connection: &mut DbConnection) -> Result<&Caller, NotPerformed<U>>
    where
        I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>>,
    {
        let caller = (self.identify)(connection)?.map_err(NotPerformed::Unknown)?;
        Ok(self.identified.get_or_init(|| caller))
    }
}

impl<U> From<DbError> for NotPerformed<U> {
    fn from(error: DbError) -> Self {
        Self::Failed { error: error.into(), caller: None, left: None }
    }
}
