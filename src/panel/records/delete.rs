//! GET and POST /projects/{id}/records/{record}/delete: what goes for good and what stays, and the deed.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{
    name_of, require,
    status::{ask_again, found},
    status_of,
};
use crate::{
    authorization::{Deed, RecordState, Status},
    calls,
    ids::{ProjectId, RecordId},
    merge::Clashes,
    panel::{
        CurrentUser, Flash, PageContext, PageRequest, PanelError, meanwhile::ToldChange, paths, render, see_other,
    },
    records::{
        Project, Record, Refused, find_project,
        form::{FormRefused, check_deletion},
    },
    web::{AppState, FormBody, Ids},
};

const DELETED: Flash = Flash::new("flash-record-deleted");

#[derive(Template)]
#[template(path = "records/delete.html")]
struct DeletePage {
    page: PageContext,
    project: Project,
    record: Record,
    /// What others did since the question was asked.
    changes: Vec<ToldChange>,
}

/// What deleting it means; a conflict where it is not in Trash.
pub(crate) async fn ask_delete(
    request: PageRequest,
    ids: Ids<ProjectId, RecordId>,
) -> Result<HttpResponse, PanelError> {
    let (page, (project, record, _)) = request
        .read(move |connection, user| {
            require(user, Deed::DeleteRecord)?;
            let (project, record, meanwhile) = found(connection, &ids, i64::MAX)?;
            if record.state() == RecordState::Trash {
                Ok((project, record, meanwhile))
            } else {
                Err(PanelError::Conflict)
            }
        })
        .await?;
    render(StatusCode::OK, &DeletePage { page, project, record, changes: Vec::new() })
}

/// Deletes it permanently.
pub(crate) async fn delete(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    require(&user, Deed::DeleteRecord)?;
    let version = body.0.number("version")?;
    let (project, record) = (ids.0.clone(), ids.1.clone());
    let db = state.db.clone();
    let deleted = user.operate(&state.db, page.reader.now, move |tx| {
        let project = find_project(tx.connection, &project)?.ok_or(FormRefused::Gone)?;
        let (allowed, record) = check_deletion(tx, &project, &record, version)?;
        calls::erase(tx, allowed, &project, &record).map_err(|refused| match refused {
            Refused::Db(error) => FormRefused::Db(error),
            _ => FormRefused::Conflict,
        })?;
        db.note_erased();
        Ok(name_of(&record, &project))
    });
    match deleted.await {
        Ok(name) => {
            state.calls.forget_erased(&ids.1).await;
            Ok(see_other(&paths::records(&ids.0), Some((DELETED.about(name), &state.cookies))))
        }
        Err(FormRefused::Conflict | FormRefused::NotInTrash) => refused(&state, page, ids, version).await,
        Err(refused) => Err(refused.into()),
    }
}

/// What happened since the question was asked, and the question once more; where it is not in Trash any more, whether to
/// move it there.
async fn refused(
    state: &AppState,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    seen: i64,
) -> Result<HttpResponse, PanelError> {
    let asked = Ids(ids.0.clone(), ids.1.clone());
    let (project, record, meanwhile) = state.db.read(move |connection| found(connection, &asked, seen)).await?;
    if record.state() != RecordState::Trash {
        return ask_again(state, page, ids, seen, Status::Trash).await;
    }
    let changes = meanwhile.tell(&page, &project, &Clashes::default());
    render(StatusCode::CONFLICT, &DeletePage { page, project, record, changes })
}

impl DeletePage {
    fn name(&self) -> String {
        name_of(&self.record, &self.project)
    }

    fn back(&self) -> String {
        paths::record(&self.project.id, &self.record.id)
    }

    fn status(&self) -> Status {
        status_of(&self.record)
    }

    /// In how many fields values go.
    fn values(&self) -> usize {
        self.record.values.iter().count()
    }
}
