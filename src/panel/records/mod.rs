//! The records of a project: their list, and the page of one.

mod capture;
mod delete;
mod form;
mod history;
mod list;
mod occasion;
mod page;
mod picture;
mod save;
mod show;
mod shown_picture;
mod status;
mod view;
mod words;

pub(super) use capture::{save_photo, save_signature};
pub(super) use delete::{ask_delete, delete};
pub(super) use list::list;
pub(super) use picture::{photo, signature};
pub(super) use save::{create, save};
pub(super) use show::{new, show};
pub(super) use status::set_status;

use super::{CurrentUser, PanelError};
use crate::{
    authorization::{Action, Deed, PanelRole, Parts, RecordState, Status},
    records::{Project, Record, form::FormRefused},
    web::BadRequest,
};

/// Whether somebody of this role may do that to a record in this state.
fn may(role: PanelRole, deed: Deed, state: RecordState) -> bool {
    role.allow(Action::new(deed, Parts::NONE), state).is_some()
}

/// Lets only those go on who may do that to some record.
fn require(user: &CurrentUser, deed: Deed) -> Result<(), PanelError> {
    if may(user.person.role, deed, RecordState::Trash) { Ok(()) } else { Err(PanelError::Forbidden) }
}

/// The status of a record as people know it.
const fn status_of(record: &Record) -> Status {
    match (record.is_in_trash, record.is_active) {
        (true, _) => Status::Trash,
        (false, true) => Status::Active,
        (false, false) => Status::Inactive,
    }
}

/// What a record is called: the number on its card.
fn name_of(record: &Record, project: &Project) -> String {
    record.id_number(&project.fields).unwrap_or_else(|| record.id.as_str()).to_owned()
}

impl From<FormRefused> for PanelError {
    fn from(refused: FormRefused) -> Self {
        match refused {
            FormRefused::Forbidden(_) => Self::Forbidden,
            FormRefused::Gone => Self::NotFound,
            FormRefused::NeverServed => BadRequest::NeverServed.into(),
            FormRefused::Conflict | FormRefused::NotInTrash | FormRefused::Clash(_) | FormRefused::Invalid(_) => {
                Self::Conflict
            }
            FormRefused::Randomness(error) => error.into(),
            FormRefused::Db(error) => error.into(),
        }
    }
}
