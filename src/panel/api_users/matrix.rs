//! The privileges as a page of the form shows them.

use std::{
    borrow::Borrow,
    collections::{HashMap, HashSet},
};

use super::matrix_form::{Edit, MatrixForm, MatrixIntent};
use crate::{
    api_users::privileges_in,
    authorization::{Privilege, PrivilegeGroup, PrivilegeSet, Status},
    db::{DbConnection, DbResult},
    ids::{ApiUserId, ProjectId},
    input::SearchTerm,
    paging::Pagination,
    panel::PageContext,
    projects::{self, Project, ProjectFilter, Scope},
    texts::Text,
};

/// How many projects stand on a page.
const PAGE_SIZE: i64 = 50;

/// A page of projects with their privileges, and what was changed on other pages.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    /// The projects of the page.
    pub rows: Vec<Row>,
    /// Of how many.
    pub paging: Pagination,
    /// The changes of other pages.
    pub elsewhere: Vec<(ProjectId, Edit)>,
    /// What the projects were looked for by.
    pub search: String,
    /// Whether these are the projects in Trash.
    pub is_trash: bool,
    /// What stands in the field of the search.
    pub asked: String,
    /// What is chosen beside it.
    pub is_trash_asked: bool,
}

/// A project with its privileges.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The project.
    pub project: Project,
    /// The privileges as they are saved.
    pub baseline: PrivilegeSet,
    /// The privileges as they are ticked.
    pub selected: PrivilegeSet,
}

impl Row {
    /// Whether the privilege is ticked.
    #[must_use]
    pub(super) fn has(&self, privilege: impl Borrow<Privilege>) -> bool {
        self.selected.contains(*privilege.borrow())
    }

    /// Whether ticks of this row have no effect for want of Access Producer.
    #[must_use]
    pub(super) fn is_ineffective(&self) -> bool {
        self.selected.is_ineffective()
    }
}

/// Loads the page of projects that the form asks for, with what is ticked in it.
pub(super) fn load(connection: &mut DbConnection, user: Option<&ApiUserId>, form: &MatrixForm) -> DbResult<Matrix> {
    let filter = ProjectFilter {
        scope: if form.is_trash { Scope::In(Status::Trash) } else { Scope::Live },
        search: SearchTerm::parse(&form.search).ok(),
    };
    let asked = Pagination { number: form.page, size: PAGE_SIZE, total: projects::count(connection, &filter)? };
    let paging = Pagination { number: asked.number.min(asked.last()), ..asked };
    let projects = projects::page(connection, &filter, paging.offset(), PAGE_SIZE)?;
    let ids: Vec<&ProjectId> = projects.iter().map(|project| &project.id).collect();
    let saved = match user {
        Some(user) => privileges_in(connection, user, &ids)?,
        None => HashMap::default(),
    };
    let shown: HashSet<ProjectId> = ids.into_iter().cloned().collect();
    let rows = projects.into_iter().map(|project| {
        let baseline = saved.get(&project.id).copied().unwrap_or_default();
        let edit = form.edits.get(&project.id).filter(|edit| edit.is_change());
        let selected = edit.map_or(baseline, |edit| PrivilegeSet::merge(edit.baseline, edit.selected, baseline));
        Row { project, baseline, selected }
    });
    let elsewhere = form.changed().filter(|(project, _)| !shown.contains(project));
    Ok(Matrix {
        rows: rows.collect(),
        paging,
        elsewhere: elsewhere.map(|(project, edit)| (project.clone(), edit)).collect(),
        search: filter.search.map(|term| term.to_string()).unwrap_or_default(),
        is_trash: form.is_trash,
        asked: form.asked.clone(),
        is_trash_asked: form.is_trash_asked,
    })
}

impl Matrix {
    /// The page with the ticks that the button asks for.
    #[must_use]
    pub(super) fn toggled(mut self, intent: &MatrixIntent) -> Self {
        match intent {
            MatrixIntent::ToggleRow(project) => {
                for row in self.rows.iter_mut().filter(|row| row.project.id == *project) {
                    row.selected =
                        if row.selected == PrivilegeSet::ALL { PrivilegeSet::NONE } else { PrivilegeSet::ALL };
                }
            }
            MatrixIntent::ToggleColumn(privilege) => {
                let all = self.rows.iter().all(|row| row.selected.contains(*privilege));
                for row in &mut self.rows {
                    row.selected = if all { row.selected.without(*privilege) } else { row.selected.with(*privilege) };
                }
            }
            MatrixIntent::ToggleAll => {
                let all = self.rows.iter().all(|row| row.selected == PrivilegeSet::ALL);
                for row in &mut self.rows {
                    row.selected = if all { PrivilegeSet::NONE } else { PrivilegeSet::ALL };
                }
            }
            _ => {}
        }
        self
    }

    /// Whether there is no project at all that could be shown here.
    #[must_use]
    pub(super) fn is_without_projects(&self) -> bool {
        self.paging.total == 0 && self.search.is_empty() && !self.is_trash
    }
}

/// The groups and privileges with their words.
#[must_use]
pub(super) fn groups(page: &PageContext) -> Vec<(Text, Vec<Column>)> {
    let columns = |group: PrivilegeGroup| group.privileges().iter().map(|&privilege| Column::new(page, privilege));
    PrivilegeGroup::ALL.into_iter().map(|group| (group_name(page, group), columns(group).collect())).collect()
}

/// The words that each row of the table has, written once for all.
#[derive(Clone, Debug)]
pub(super) struct MatrixWords {
    /// "3 of 10", by how many.
    held: Vec<String>,
    /// What stands before and after the project's name on the button that ticks its row.
    pub toggle_row: (String, String),
}

impl MatrixWords {
    /// In the reader's language.
    #[must_use]
    pub(super) fn of(page: &PageContext) -> Self {
        let held = |count| page.text("privileges-of-ten").arg("count", count).to_string();
        Self {
            held: (0..=Privilege::ALL.len()).map(held).collect(),
            toggle_row: page.text("toggle-row").around("project"),
        }
    }

    /// How many privileges are ticked.
    #[must_use]
    pub(super) fn held(&self, selected: impl Borrow<PrivilegeSet>) -> &str {
        self.held.get(selected.borrow().len() as usize).map_or("", String::as_str)
    }
}

/// A privilege as a column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The privilege.
    pub privilege: Privilege,
    /// Its full name.
    pub name: Text,
    /// Its name under its group's heading.
    pub short: Text,
    /// What it allows.
    pub explanation: Text,
}

impl Column {
    fn new(page: &PageContext, privilege: Privilege) -> Self {
        let (short, explanation) = match privilege {
            Privilege::Access => ("privilege-access-short", "privilege-access-explanation"),
            Privilege::Add => ("privilege-add-short", "privilege-add-explanation"),
            Privilege::Edit => ("privilege-edit-short", "privilege-edit-explanation"),
            Privilege::Deactivate => ("privilege-deactivate-short", "privilege-deactivate-explanation"),
            Privilege::Trash => ("privilege-trash-short", "privilege-trash-explanation"),
            Privilege::Erase => ("privilege-erase-short", "privilege-erase-explanation"),
            Privilege::Photo => ("privilege-photo-short", "privilege-photo-explanation"),
            Privilege::Signature => ("privilege-signature-short", "privilege-signature-explanation"),
            Privilege::Print => ("privilege-print-short", "privilege-print-explanation"),
            Privilege::Preview => ("privilege-preview-short", "privilege-preview-explanation"),
        };
        Self {
            privilege,
            name: page.privilege(privilege),
            short: page.text(short),
            explanation: page.text(explanation),
        }
    }
}

fn group_name(page: &PageContext, group: PrivilegeGroup) -> Text {
    match group {
        PrivilegeGroup::Access => page.text("privilege-group-access"),
        PrivilegeGroup::Records => page.text("privilege-group-records"),
        PrivilegeGroup::Capture => page.text("privilege-group-capture"),
        PrivilegeGroup::Card => page.text("privilege-group-card"),
    }
}
