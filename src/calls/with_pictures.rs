//! Calls that bring images, ask for photos or have cards drawn: the work on them takes long, so it is done neither on the
//! threads of the database nor in a transaction.

use std::sync::Arc;

use super::{
    BadgePreview, Call, CallError, Caller, Done, Extras, NotPerformed, Performed, Request, Wanted,
    cards::{Printout, preview},
    change::{Changed, Prepared},
    judge::Foreseen,
    perform::Inner,
    photos::ConvertedPhotos,
    step::Step,
};
use crate::{
    cards::RecordCard,
    db::{DbConnection, DbError, DbResult},
    images::{ImageFormat, ImageProcessor, ImagingError, PictureKind, decode_base64},
    records::{Data, NewPictures},
};

/// Changes what is asked for; what takes long is made before its transaction.
pub(super) async fn change_with_pictures<I, A, U>(step: Arc<Step<I, A>>) -> Result<Performed, NotPerformed<U>>
where
    I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>> + Send + Sync + 'static,
    A: Fn(&Caller, &Done, Option<i64>) -> String + Send + Sync + 'static,
    U: Send + 'static,
{
    let prepared = prepared_for(&step).await?;
    let core = Arc::clone(&step.core);
    let Changed { performed, erased } = core.db.write(move |connection| step.change(connection, &prepared)).await?;
    if let Some(record) = erased {
        core.forget_erased(&record).await;
    }
    Ok(performed)
}

/// What is made for a change; nothing where it would be refused anyway, so that nobody makes us decode what they may not
/// send.
async fn prepared_for<I, A, U>(step: &Arc<Step<I, A>>) -> Result<Prepared, NotPerformed<U>>
where
    I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>> + Send + Sync + 'static,
    A: Send + Sync + 'static,
    U: Send + 'static,
{
    if !step.request.is_prepared() {
        return Ok(Prepared::default());
    }
    let looking = Arc::clone(step);
    let foreseen = step.core.db.read(move |connection| looking.foresee(connection)).await?;
    let Some((caller, Foreseen { trace, card })) = foreseen else { return Ok(Prepared::default()) };
    step.core.prepare(&step.request, card).await.map_err(|error| step.failed(&caller, trace.fail(error)))
}

impl Inner {
    /// What takes long of a change: its images, and the card that it is to print.
    pub(super) async fn prepare(
        &self,
        request: &Arc<Request>,
        card: Option<RecordCard>,
    ) -> Result<Prepared, CallError> {
        let pictures = develop(&self.images, request).await?;
        let printout = match (&request.call, card) {
            (Some(Call::PrintCard(_, side)), Some(card)) => {
                let side = *side;
                Some(self.press.run(move || Printout::of(&card, side)).await?)
            }
            _ => None,
        };
        Ok(Prepared { pictures, printout })
    }
}

/// What becomes of the images in a request.
async fn develop(images: &ImageProcessor, request: &Arc<Request>) -> Result<NewPictures, ImagingError> {
    let mut pictures = NewPictures::default();
    for kind in PictureKind::ALL.into_iter().filter(|&kind| request.image(kind).is_some()) {
        let request = Arc::clone(request);
        let read = move || decode_base64(request.image(kind).unwrap_or_default());
        pictures.set(kind, images.develop(kind, read).await?);
    }
    Ok(pictures)
}

/// Reads a record with its photo in another format than the one that is stored, or with a preview of its card; or one of
/// the two alone.
pub(super) async fn read_with_pictures<I, A, U>(
    step: Arc<Step<I, A>>,
    photo_format: Option<ImageFormat>,
    wanted: Option<BadgePreview>,
) -> Result<Performed, NotPerformed<U>>
where
    I: Fn(&mut DbConnection) -> DbResult<Result<Caller, U>> + Send + Sync + 'static,
    A: Fn(&Caller, &Done, Option<i64>) -> String + Send + Sync + 'static,
    U: Send + 'static,
{
    let core = Arc::clone(&step.core);
    let forgotten = core.photos.forgotten();
    let looking = Arc::clone(&step);
    let (caller, mut read) = core.db.read(move |connection| looking.look(connection)).await?;
    if let Some(format) = photo_format
        && let Err(error) = convert(&core.photos, &mut read.done, format, forgotten).await
    {
        return Err(step.failed(&caller, read.trace.fail(error)));
    }
    if let (Some(wanted), Some(card)) = (wanted, read.card.take()) {
        match core.press.run(move || preview(&card, wanted)).await {
            Ok(drawn) => read.done.add_preview(drawn),
            Err(error) => return Err(step.failed(&caller, read.trace.fail(error))),
        }
    }
    let written = tokio::task::spawn_blocking(move || step.write(&caller, read)).await;
    written.map_err(|_| DbError::Busy("the server is stopping".to_owned()).into())
}

/// Converts the photo that was read, where there is one. `forgotten` was asked before it was read.
pub(super) async fn convert(
    photos: &ConvertedPhotos,
    done: &mut Done,
    format: ImageFormat,
    forgotten: u64,
) -> Result<(), ImagingError> {
    if let Done::Photo(record, photo) | Done::Record(record, _, Extras { photo: Wanted::Found(photo), .. }) = done {
        *photo = photos.convert(record, photo.clone(), format, forgotten).await?;
    }
    Ok(())
}

impl Request {
    /// Whether something is made for it before its transaction.
    pub(super) fn is_prepared(&self) -> bool {
        let has_images = self.call.as_ref().and_then(Call::data).is_some_and(Data::has_images);
        has_images || matches!(self.call, Some(Call::PrintCard(..)))
    }

    /// An image in it, in Base64.
    fn image(&self, kind: PictureKind) -> Option<&str> {
        self.call.as_ref()?.data()?.image(kind)
    }
}
