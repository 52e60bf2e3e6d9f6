//! What a reader may do on the page of a record.

use super::status_of;
use crate::{
    authorization::{Deed, RecordAuthority, RecordState, Status},
    images::PictureKind,
    records::{
        Record,
        form::{action_of_move, action_of_picture},
    },
};

/// What the reader may do here.
#[expect(clippy::struct_excessive_bools, reason = "each shows or hides something of its own")]
pub(super) struct Rights {
    /// To save what stands in the form.
    pub save: bool,
    /// To make another record.
    pub add: bool,
    /// To delete this one, as it is now.
    pub delete: bool,
    /// To see its card.
    pub preview: bool,
    /// Where to move this one.
    pub moves: Vec<Status>,
    /// To save and remove its photo, and its signature.
    pictures: [bool; PictureKind::ALL.len()],
}

impl Rights {
    /// What may be done with this record, or with a new one where there is none.
    pub(super) fn new(authority: RecordAuthority, saved: Option<&Record>) -> Self {
        let state = saved.map_or(RecordState::Absent, Record::state);
        let may_move = |record: &Record, to| authority.may(action_of_move(Some(record), to), state);
        let moves = saved.map(|record| status_of(record).moves().filter(|&to| may_move(record, to)).collect());
        Self {
            save: authority.may_do(if saved.is_some() { Deed::UpdateRecord } else { Deed::InsertRecord }, state),
            add: authority.may_do(Deed::InsertRecord, RecordState::Absent),
            delete: saved.is_some() && authority.may_do(Deed::DeleteRecord, state),
            preview: saved.is_some() && authority.may_do(Deed::GetBadgePreview, state),
            moves: moves.unwrap_or_default(),
            pictures: PictureKind::ALL.map(|kind| authority.may(action_of_picture(kind), state)),
        }
    }

    /// Whether a picture of this kind may be saved and removed.
    pub(super) const fn may_save(&self, kind: PictureKind) -> bool {
        self.pictures[kind as usize]
    }
}
