//! GET and POST /projects/{id}/records/{record}/delete: what goes for good and what stays, and the deed.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use super::{access::Asked, name_of, status_of};
use crate::{
    authorization::{Deed, RecordState, Status},
    calls::{self, NotSubmitted},
    ids::{ProjectId, RecordId},
    merge::Clashes,
    panel::{Flash, PageContext, PageRequest, PanelError, Viewer, meanwhile::ToldChange, paths, render, see_other},
    records::{
        Project, Record, Refused, find,
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

/// What deleting it means; a conflict where it would have to be in Trash, and is not.
pub(crate) async fn ask_delete(
    request: PageRequest,
    ids: Ids<ProjectId, RecordId>,
) -> Result<HttpResponse, PanelError> {
    let Ids(project, record) = ids;
    let asked = Asked { deed: Deed::GetRecord, project, record: Some(record), now: request.now() };
    let calls = request.state().calls.clone();
    let (page, (project, record)) = request
        .read_for(move |connection, viewer| {
            let read = asked.read(connection, &calls, viewer, |connection, project, authority| {
                let record = asked.record.as_ref().map(|id| find(connection, &project.id, id)).transpose()?.flatten();
                Ok((project, authority, record))
            });
            let (project, authority, record) = read?;
            authority.require(Deed::DeleteRecord, RecordState::Trash)?;
            let record = record.ok_or(PanelError::NotFound)?;
            let may_delete = authority.may_do(Deed::DeleteRecord, record.state());
            if may_delete { Ok((project, record)) } else { Err(PanelError::Conflict) }
        })
        .await?;
    render(StatusCode::OK, &DeletePage { page, project, record, changes: Vec::new() })
}

/// Deletes it permanently.
pub(crate) async fn delete(
    state: Data<AppState>,
    viewer: Viewer,
    page: PageContext,
    ids: Ids<ProjectId, RecordId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let Ids(project, record) = ids;
    let asked = Asked { deed: Deed::DeleteRecord, project, record: Some(record.clone()), now: page.reader.now };
    asked.require(&viewer)?;
    let version = body.0.number("version")?;
    let (db, erased) = (state.db.clone(), record.clone());
    let deleted = asked.clone().change(&state, &viewer, move |tx, project| {
        let (allowed, record) = check_deletion(tx, project, &record, version)?;
        calls::erase(tx, allowed, project, &record).map_err(|refused| match refused {
            Refused::Db(error) => FormRefused::Db(error),
            _ => FormRefused::Conflict,
        })?;
        db.note_erased();
        Ok((record.id.clone(), name_of(&record, project)))
    });
    match deleted.await {
        Ok(name) => {
            state.calls.forget_erased(&erased).await;
            Ok(see_other(&paths::records(&asked.project), Some((DELETED.about(name), &state.cookies))))
        }
        Err(NotSubmitted::Form(FormRefused::Conflict | FormRefused::NotInTrash)) => {
            refused(&state, &viewer, page, asked, version).await
        }
        Err(refused) => Err(refused.into()),
    }
}

/// What happened since the question was asked, and the question once more; where it would have to be in Trash and is not,
/// whether to move it there.
async fn refused(
    state: &AppState,
    viewer: &Viewer,
    page: PageContext,
    asked: Asked,
    seen: i64,
) -> Result<HttpResponse, PanelError> {
    let found = asked.find_again(state, viewer, seen).await?;
    if !found.authority.may_do(Deed::DeleteRecord, found.record.state()) {
        return found.ask_again(page, Status::Trash);
    }
    let changes = found.meanwhile.tell(&page, &found.project, &Clashes::default());
    render(StatusCode::CONFLICT, &DeletePage { page, project: found.project, record: found.record, changes })
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
