//! The one way in which calls are done: whether they may, the operation, the row of the log.

use std::sync::Arc;

use super::{
    Call, CallLog, Caller, Done, NotPerformed, Performed, Repeat,
    judge::Memory,
    photos::ConvertedPhotos,
    step::Step,
    with_pictures::{change_with_pictures, read_with_pictures},
};
use crate::{
    authorization::{Action, Deed},
    cards::CardPress,
    db::{Db, DbConnection, DbError, DbResult},
    ids::RecordId,
    images::{ImageFormat, ImageProcessor},
};

/// Does the calls of API users; cheap to clone.
#[derive(Clone)]
pub struct Calls(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) db: Db,
    pub(super) images: ImageProcessor,
    pub(super) photos: ConvertedPhotos,
    pub(super) press: CardPress,
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

/// The format in which photos are stored.
const STORED_PHOTO: ImageFormat = ImageFormat::Jpeg;

/// Together they get as much of the database as one person's searches.
pub(super) const MANY_RECORDS: &str = "get_all_records";

impl Calls {
    /// Over a database, with what works on images and what draws cards.
    #[must_use]
    pub fn new(db: Db, images: ImageProcessor, press: CardPress) -> Self {
        Self(Arc::new(Inner {
            db,
            photos: ConvertedPhotos::new(images.clone()),
            images,
            press,
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
        let photo = request.call.as_ref().and_then(Call::photo).filter(|&format| format != STORED_PHOTO);
        let preview = request.call.as_ref().and_then(Call::preview);
        let step = Arc::new(Step::new(Arc::clone(&self.0), request, identify, answer));
        let result = match deed {
            Some(deed) if deed.is_change() => in_task(change_with_pictures(step)).await,
            // It may take long, so it holds up neither other calls nor pages.
            Some(Deed::GetAllRecords) => self.0.db.search(MANY_RECORDS, move |connection| step.read(connection)).await,
            _ if photo.is_some() || preview.is_some() => in_task(read_with_pictures(step, photo, preview)).await,
            _ => self.0.db.read(move |connection| step.read(connection)).await,
        };
        self.relieve_log().await;
        result
    }

    /// Forgets what is remembered of a record that was erased, or whose picture was, and empties the database's log of it.
    /// To be called once that is committed.
    pub async fn forget_erased(&self, record: &RecordId) {
        self.0.forget_erased(record).await;
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
    pub(super) async fn forget_erased(&self, record: &RecordId) {
        self.photos.forget(record);
        self.db.forget_erased().await;
    }
}

/// Runs it to its end, whoever still waits for it: what it notes and forgets must not be lost with whoever asked.
async fn in_task<T: Send + 'static, U: Send + 'static>(
    work: impl Future<Output = Result<T, NotPerformed<U>>> + Send + 'static,
) -> Result<T, NotPerformed<U>> {
    let stopping = |_| Err(DbError::Busy("the server is stopping".to_owned()).into());
    tokio::spawn(work).await.unwrap_or_else(stopping)
}
