//! POST /projects/{id}/records/{record}/status

use actix_web::{HttpResponse, web::Data};

use super::{access::Asked, history::History, name_of, status_of};
use crate::{
    authorization::{Deed, RecordAuthority, Status},
    calls::{Calls, NotSubmitted},
    db::DbConnection,
    ids::{ProjectId, RecordId},
    merge::Clashes,
    panel::{Flash, PageContext, PanelError, Viewer, meanwhile::MeanwhilePage, paths, see_other},
    records::{
        self, Project, Record,
        form::{FormRefused, move_status},
    },
    web::{AppState, BadRequest, FormBody, Ids},
};

/// Moves the record to Active, Inactive or Trash.
pub(crate) async fn set_status(
    state: Data<AppState>,
    viewer: Viewer,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let Ids(project, record) = ids;
    let asked = Asked { deed: Deed::UpdateRecord, project, record: Some(record.clone()), now: page.reader.now };
    asked.require(&viewer)?;
    let to = Status::parse(&body.0.one("status")?).ok_or(BadRequest::UnknownValue("status"))?;
    let version = body.0.number("version")?;
    let id = record.clone();
    let moved = asked.clone().change(&state, &viewer, move |tx, project| {
        let is_moved = move_status(tx, project, &id, version, to)?;
        let record = records::find(tx.connection, &project.id, &id)?.ok_or(FormRefused::Gone)?;
        Ok((record.id.clone(), (is_moved, name_of(&record, project))))
    });
    match moved.await {
        Ok((is_moved, name)) => {
            let flash = if is_moved { flash(to).about(name) } else { Flash::NOTHING_CHANGED };
            Ok(see_other(&paths::record(&asked.project, &record), Some((flash, &state.cookies))))
        }
        Err(NotSubmitted::Form(FormRefused::Conflict)) => {
            let found = asked.find_again(&state, &viewer, version).await?;
            found.ask_again(page, to)
        }
        Err(refused) => Err(refused.into()),
    }
}

/// A record with what was done to it since its page was shown.
pub(super) struct FoundAgain {
    pub project: Project,
    pub authority: RecordAuthority,
    pub record: Record,
    pub meanwhile: History,
}

impl Asked {
    /// The record by now, and what was done to it after it had this version.
    ///
    /// # Errors
    /// [`PanelError::NotFound`].
    pub(super) async fn find_again(
        self,
        state: &AppState,
        viewer: &Viewer,
        seen: i64,
    ) -> Result<FoundAgain, PanelError> {
        let (calls, viewer) = (state.calls.clone(), viewer.clone());
        state.db.read(move |connection| self.find_again_in(connection, &calls, &viewer, seen)).await
    }

    fn find_again_in(
        &self,
        connection: &mut DbConnection,
        calls: &Calls,
        viewer: &Viewer,
        seen: i64,
    ) -> Result<FoundAgain, PanelError> {
        let (project, authority) = self.find(connection, calls, viewer)?;
        let id = self.record.as_ref().ok_or(PanelError::NotFound)?;
        let record = records::find(connection, &project.id, id)?.ok_or(PanelError::NotFound)?;
        let meanwhile = History::between(connection, &record.id, Some((seen, record.version)))?;
        Ok(FoundAgain { project, authority, record, meanwhile })
    }
}

impl FoundAgain {
    /// What happened since the page was shown, and the button that moves it all the same.
    pub(super) fn ask_again(self, page: PageContext, to: Status) -> Result<HttpResponse, PanelError> {
        let Self { project, record, meanwhile, .. } = self;
        MeanwhilePage {
            name: name_of(&record, &project),
            status: status_of(&record),
            changes: meanwhile.tell(&page, &project, &Clashes::default()),
            action: paths::record_status(&project.id, &record.id),
            back: paths::record(&project.id, &record.id),
            fields: vec![("version", record.version.to_string()), ("status", to.as_str().to_owned())],
            button: page.move_to(to),
            page,
        }
        .answer()
    }
}

const fn flash(to: Status) -> Flash {
    match to {
        Status::Active => Flash::new("flash-record-activated"),
        Status::Inactive => Flash::new("flash-record-deactivated"),
        Status::Trash => Flash::new("flash-record-trashed"),
    }
}
