//! POST /projects/{id}/records/{record}/status

use actix_web::{HttpResponse, web::Data};

use super::{history::History, name_of, require, status_of};
use crate::{
    authorization::{Deed, Status},
    db::DbConnection,
    ids::{ProjectId, RecordId},
    merge::Clashes,
    panel::{CurrentUser, Flash, PageContext, PanelError, meanwhile::MeanwhilePage, paths, see_other},
    records::{
        self, Project, Record, find_project,
        form::{FormRefused, move_status},
    },
    web::{AppState, BadRequest, FormBody, Ids},
};

/// Moves the record to Active, Inactive or Trash.
pub(crate) async fn set_status(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    require(&user, Deed::UpdateRecord)?;
    let to = Status::parse(&body.0.one("status")?).ok_or(BadRequest::UnknownValue("status"))?;
    let version = body.0.number("version")?;
    let (project, record) = (ids.0.clone(), ids.1.clone());
    let moved = user.operate(&state.db, page.reader.now, move |tx| {
        let project = find_project(tx.connection, &project)?.ok_or(FormRefused::Gone)?;
        let is_moved = move_status(tx, &project, &record, version, to)?;
        let record = records::find(tx.connection, &project.id, &record)?.ok_or(FormRefused::Gone)?;
        Ok((is_moved, name_of(&record, &project)))
    });
    match moved.await {
        Ok((is_moved, name)) => {
            let flash = if is_moved { flash(to).about(name) } else { Flash::NOTHING_CHANGED };
            Ok(see_other(&paths::record(&ids.0, &ids.1), Some((flash, &state.cookies))))
        }
        Err(FormRefused::Conflict) => ask_again(&state, page, ids, version, to).await,
        Err(refused) => Err(refused.into()),
    }
}

/// What happened since the page was shown, and the button that moves it all the same.
pub(super) async fn ask_again(
    state: &AppState,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    seen: i64,
    to: Status,
) -> Result<HttpResponse, PanelError> {
    let read = move |connection: &mut DbConnection| found(connection, &ids, seen);
    let (project, record, meanwhile) = state.db.read(read).await?;
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

/// A record with what was done to it after it had this version.
pub(super) fn found(
    connection: &mut DbConnection,
    ids: &Ids<ProjectId, RecordId>,
    seen: i64,
) -> Result<(Project, Record, History), PanelError> {
    let project = find_project(connection, &ids.0)?.ok_or(PanelError::NotFound)?;
    let record = records::find(connection, &ids.0, &ids.1)?.ok_or(PanelError::NotFound)?;
    let meanwhile = History::between(connection, &record.id, Some((seen, record.version)))?;
    Ok((project, record, meanwhile))
}

const fn flash(to: Status) -> Flash {
    match to {
        Status::Active => Flash::new("flash-record-activated"),
        Status::Inactive => Flash::new("flash-record-deactivated"),
        Status::Trash => Flash::new("flash-record-trashed"),
    }
}
