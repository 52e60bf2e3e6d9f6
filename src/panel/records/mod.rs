//! The records of a project: their list, and the page of one.

mod access;
mod capture;
mod delete;
mod form;
mod history;
mod list;
mod occasion;
mod page;
mod picture;
mod rights;
mod save;
mod show;
mod shown_field;
mod shown_picture;
mod status;
mod template;
mod view;
mod words;

pub(super) use access::Asked;
pub(super) use capture::{save_photo, save_signature};
pub(super) use delete::{ask_delete, delete};
pub(super) use history::{kind as kind_of_account, who};
pub(super) use list::list;
pub(super) use picture::{photo, signature};
pub(super) use save::{create, save};
pub(super) use show::{new, show};
pub(super) use status::set_status;

use super::PanelError;
use crate::{
    authorization::{Denied, Status},
    calls::{CallError, NotSubmitted},
    records::{Project, Record, form::FormRefused},
    web::BadRequest,
};

/// The status of a record as people know it.
const fn status_of(record: &Record) -> Status {
    match (record.is_in_trash, record.is_active) {
        (true, _) => Status::Trash,
        (false, true) => Status::Active,
        (false, false) => Status::Inactive,
    }
}

/// What a record is called: the number on its card.
pub(super) fn name_of(record: &Record, project: &Project) -> String {
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

/// A project that an API user can't reach is as if there were none.
impl From<CallError> for PanelError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::NoProject | CallError::NotFound => Self::NotFound,
            CallError::Denied(Denied(rule)) if rule.is_about_reach() => Self::NotFound,
            CallError::Denied(Denied(rule)) => Self::Denied(rule),
            CallError::QuotaExhausted => Self::QuotaExhausted,
            CallError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<NotSubmitted> for PanelError {
    fn from(error: NotSubmitted) -> Self {
        match error {
            NotSubmitted::Call(error) => error.into(),
            NotSubmitted::Form(refused) => refused.into(),
        }
    }
}
