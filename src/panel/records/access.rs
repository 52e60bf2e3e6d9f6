//! Who reads and changes the records of a project here: people by their role, API users by what they hold in it. What API
//! users do is a call.

use crate::{
    audit::Tx,
    authorization::{Action, Deed, Denied, Parts, RecordAuthority, RecordState, decide},
    calls::{Calls, NotSubmitted, Visit},
    clock::Timestamp,
    db::{DbConnection, DbResult},
    ids::{ProjectId, RecordId},
    panel::{CurrentApiUser, PanelError, Viewer},
    records::{Project, find_project, form::FormRefused},
    web::AppState,
};

/// What is asked of the records of a project.
#[derive(Clone)]
pub(in crate::panel) struct Asked {
    pub deed: Deed,
    pub project: ProjectId,
    /// None where it is about no single one that is there.
    pub record: Option<RecordId>,
    pub now: Timestamp,
}

impl Asked {
    /// Lets only those people go on who may do it to some record. API users are judged with the record.
    ///
    /// # Errors
    /// [`PanelError::Forbidden`].
    pub(in crate::panel) fn require(&self, viewer: &Viewer) -> Result<(), PanelError> {
        match viewer {
            Viewer::Person(user) => RecordAuthority::Role(user.person.role).require(self.deed, RecordState::Trash),
            Viewer::ApiUser(_) => Ok(()),
        }
    }

    /// The project, and by what the viewer may do something with its records. This alone is no call.
    ///
    /// # Errors
    /// [`PanelError::NotFound`], also where an API user can't reach the project.
    pub(in crate::panel) fn find(
        &self,
        connection: &mut DbConnection,
        calls: &Calls,
        viewer: &Viewer,
    ) -> Result<(Project, RecordAuthority), PanelError> {
        let found = match viewer {
            Viewer::Person(user) => {
                let found = find_project(connection, &self.project)?;
                found.map(|project| (project, RecordAuthority::Role(user.person.role)))
            }
            Viewer::ApiUser(user) => {
                let found = calls.find_standing(connection, &user.caller(self.project.clone(), self.now))?;
                found.map(|(project, standing)| (project, RecordAuthority::Standing(standing)))
            }
        };
        found.ok_or(PanelError::NotFound)
    }

    /// Reads what a page shows.
    ///
    /// # Errors
    /// [`PanelError::NotFound`], also where an API user can't reach the project; [`PanelError::QuotaExhausted`].
    pub(in crate::panel) fn read<T>(
        &self,
        connection: &mut DbConnection,
        calls: &Calls,
        viewer: &Viewer,
        queries: impl FnOnce(&mut DbConnection, Project, RecordAuthority) -> DbResult<T>,
    ) -> Result<T, PanelError> {
        match viewer {
            Viewer::Person(_) => {
                let (project, authority) = self.find(connection, calls, viewer)?;
                Ok(queries(connection, project, authority)?)
            }
            Viewer::ApiUser(user) => {
                let queries = |connection: &mut DbConnection, project, standing| {
                    queries(connection, project, RecordAuthority::Standing(standing))
                };
                let visit = self.visit_of(user);
                let shown = calls.read_page(connection, &visit, queries)?;
                calls.note_page(&visit);
                Ok(shown)
            }
        }
    }

    /// [`Asked::find`] for a picture on the page of a record. Where an API user read no such page just before, it is a call of
    /// its own.
    ///
    /// # Errors
    /// Those of [`Asked::read`].
    pub(in crate::panel) fn find_on_page(
        &self,
        connection: &mut DbConnection,
        calls: &Calls,
        viewer: &Viewer,
    ) -> Result<(Project, RecordAuthority), PanelError> {
        if let Viewer::ApiUser(user) = viewer {
            let visit = self.visit_of(user);
            if !calls.is_part_of_page(&visit) {
                let found =
                    |_: &mut DbConnection, project, standing| Ok((project, RecordAuthority::Standing(standing)));
                return Ok(calls.read_page(connection, &visit, found)?);
            }
        }
        self.find(connection, calls, viewer)
    }

    /// Changes a record, in the name of the viewer. The operation tells which record it changed, and what else is wanted.
    ///
    /// # Errors
    /// [`NotSubmitted`].
    pub(in crate::panel) async fn change<T: Send + 'static>(
        self,
        state: &AppState,
        viewer: &Viewer,
        operation: impl Fn(&mut Tx<'_>, &Project) -> Result<(RecordId, T), FormRefused> + Send + 'static,
    ) -> Result<T, NotSubmitted> {
        match viewer {
            Viewer::ApiUser(user) => state.calls.submit(self.visit_of(user), operation).await,
            Viewer::Person(user) => {
                let changed = user.operate(&state.db, self.now, move |tx| {
                    let project = find_project(tx.connection, &self.project)?.ok_or(FormRefused::Gone)?;
                    operation(tx, &project)
                });
                Ok(changed.await?.1)
            }
        }
    }

    /// Changes each of these records, all of them or none, in the name of the viewer.
    ///
    /// # Errors
    /// [`NotSubmitted`].
    pub(in crate::panel) async fn change_each(
        self,
        state: &AppState,
        viewer: &Viewer,
        records: Vec<RecordId>,
        operation: impl Fn(&mut Tx<'_>, &Project, &RecordId) -> Result<(), FormRefused> + Send + 'static,
    ) -> Result<(), NotSubmitted> {
        match viewer {
            Viewer::ApiUser(user) => state.calls.submit_each(self.visit_of(user), records, operation).await,
            Viewer::Person(user) => {
                let changed = user.operate(&state.db, self.now, move |tx| {
                    let project = find_project(tx.connection, &self.project)?.ok_or(FormRefused::Gone)?;
                    records.iter().try_for_each(|record| operation(tx, &project, record))
                });
                Ok(changed.await?)
            }
        }
    }

    fn visit_of(&self, user: &CurrentApiUser) -> Visit {
        Visit { caller: user.caller(self.project.clone(), self.now), deed: self.deed, record: self.record.clone() }
    }
}

impl RecordAuthority {
    /// Lets only those go on who may do that to a record in this state.
    ///
    /// # Errors
    /// [`PanelError::Forbidden`], [`PanelError::Denied`].
    pub(in crate::panel) fn require(self, deed: Deed, record: RecordState) -> Result<(), PanelError> {
        match self {
            Self::Role(_) if self.may_do(deed, record) => Ok(()),
            Self::Role(_) => Err(PanelError::Forbidden),
            Self::Standing(standing) => match decide(standing, Action::new(deed, Parts::NONE), record) {
                Ok(_) => Ok(()),
                Err(Denied(rule)) => Err(PanelError::Denied(rule)),
            },
        }
    }
}
