//! From a rule that denied a call to where that is changed: a status on its page, a privilege at its very box.

use std::collections::HashMap;

use super::{
    everywhere::{ProjectScope, Wanted},
    matrix::PAGE_SIZE,
    matrix_form::MatrixForm,
};
use crate::{
    authorization::{Rule, Status},
    db::{DbConnection, DbResult},
    ids::{ApiUserId, ProjectId},
    panel::paths,
    projects::{self, Project},
};

/// Where the privileges in a project stand in the table of any API user.
#[derive(Clone, Debug)]
pub(in crate::panel) struct TickLink {
    table: MatrixForm,
    project: ProjectId,
}

impl TickLink {
    /// Finds the page of the table, looked through for the project's name, on which the project stands.
    pub(in crate::panel) fn find(connection: &mut DbConnection, project: &Project) -> DbResult<Self> {
        let scope = if project.status == Status::Trash { ProjectScope::Trash } else { ProjectScope::Live };
        let wanted = Wanted { scope, search: project.name.to_string() };
        let page = projects::page_of(connection, &wanted.filter(None), PAGE_SIZE, project)?;
        Ok(Self { table: MatrixForm { wanted, page, ..MatrixForm::default() }, project: project.id.clone() })
    }

    /// The links of these projects, as far as they are there.
    pub(in crate::panel) fn find_all<'a>(
        connection: &mut DbConnection,
        wanted: impl IntoIterator<Item = &'a ProjectId>,
    ) -> DbResult<HashMap<ProjectId, Self>> {
        let mut links = HashMap::new();
        for id in wanted {
            if !links.contains_key(id)
                && let Some(project) = projects::find(connection, id)?
            {
                links.insert(id.clone(), Self::find(connection, &project)?);
            }
        }
        Ok(links)
    }

    /// Where the API user gets what the rule takes.
    pub(in crate::panel) fn to(&self, rule: Rule, user: &ApiUserId) -> String {
        match (rule, rule.privilege()) {
            (Rule::ActiveProject, _) => paths::project(&self.project),
            (_, None) => paths::api_user(user),
            (_, Some(privilege)) => {
                format!("{}#tick-{}-{}", self.table.link(user, None), self.project, privilege.as_str())
            }
        }
    }
}
