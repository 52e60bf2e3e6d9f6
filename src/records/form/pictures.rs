//! Photos and signatures that come by a form.

use super::{FormRefused, Problem, Problems};
use crate::{
    audit::Tx,
    authorization::{Action, Deed, Parts, RecordState},
    clock::Timestamp,
    ids::RecordId,
    images::{ImageError, Picture, PictureKind},
    projects::fields::ValueError,
    records::{Change, Project, Record, find, name_of_picture, part_of_picture, pictures::PictureChange, update},
};

/// What is to become of a picture of a saved record.
#[derive(Clone, Debug)]
pub struct EditPicture {
    /// Which record.
    pub id: RecordId,
    /// Which picture.
    pub kind: PictureKind,
    /// The instant of the picture that the page showed; [`Timestamp::NEVER`] for none.
    pub served: Timestamp,
    /// What is to become of it.
    pub picture: PictureEdit,
}

/// What a form wants to become of a picture.
#[derive(Clone, Debug)]
pub enum PictureEdit {
    /// It is removed.
    Removed,
    /// It is replaced by this one.
    Replaced(Picture),
    /// It was to be replaced, but what was sent is no image that can be taken.
    Unreadable(ImageError),
    /// It was to be replaced, but who sent the form was not allowed to, so the image was not worked on.
    NotAllowed,
}

/// What changing a picture asks for.
#[must_use]
pub const fn action_of_picture(kind: PictureKind) -> Action {
    Action::new(Deed::UpdateRecord, Parts::NONE.with(part_of_picture(kind)))
}

/// Replaces or removes a picture. True where one was there before: then the database's log still holds it until
/// [`crate::db::Db::forget_erased`].
///
/// # Errors
/// [`FormRefused::Forbidden`], [`FormRefused::Gone`], [`FormRefused::Conflict`] where another picture is there by now,
/// [`FormRefused::Invalid`] where the image can't be taken.
pub fn save_picture(tx: &mut Tx<'_>, project: &Project, edit: &EditPicture) -> Result<bool, FormRefused> {
    let before = find(tx.connection, &project.id, &edit.id)?;
    let state = before.as_ref().map_or(RecordState::Absent, Record::state);
    let allowed = tx.allow(action_of_picture(edit.kind), state)?;
    let before = before.ok_or(FormRefused::Gone)?;
    if let PictureEdit::Unreadable(error) = edit.picture {
        let problem = Problem::Value(ValueError::Image(edit.kind, error));
        return Err(FormRefused::Invalid(Problems::one(name_of_picture(edit.kind), problem)));
    }
    if before.pictured(edit.kind) != edit.served {
        return Err(FormRefused::Conflict);
    }
    let picture = match &edit.picture {
        PictureEdit::Removed => PictureChange::Removed,
        PictureEdit::Replaced(picture) => PictureChange::Replaced(picture.clone()),
        // By now it would be allowed: it has to be sent again.
        PictureEdit::NotAllowed | PictureEdit::Unreadable(_) => return Err(FormRefused::Conflict),
    };
    let change = match edit.kind {
        PictureKind::Photo => Change { photo: picture, ..Change::default() },
        PictureKind::Signature => Change { signature: picture, ..Change::default() },
    };
    update(tx, allowed, project, &before, &change).map_err(|refused| FormRefused::of(refused, project))?;
    Ok(change.erases_picture(&before))
}
