//! The privileges as a page of the form shows them.

use std::{
    borrow::Borrow,
    collections::{HashMap, HashSet},
};

use super::{
    everywhere::{Everywhere, MOST_EVERYWHERE, Wanted},
    matrix_form::{Edit, MatrixForm, MatrixIntent},
    toggle::{Ticked, Toggle, Toggled},
};
use crate::{
    api_users::{self, BulkPrivilegeChange, all_privileges, count_ineffective, privileges_in},
    authorization::{Privilege, PrivilegeSet},
    db::{DbConnection, DbResult},
    ids::{ApiUserId, ProjectId},
    paging::Pagination,
    projects::{self, ListSpec, Listing, Project},
};

/// How many projects stand on a page.
pub(super) const PAGE_SIZE: i64 = 50;

/// A page of projects with their privileges, and what was changed on other pages.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    /// The projects of the page.
    pub rows: Vec<Row>,
    /// Of how many.
    pub paging: Pagination,
    /// The changes of other pages.
    pub elsewhere: Vec<(ProjectId, Edit)>,
    /// What is to be done in projects that don't stand in the form, and in how many.
    pub everywhere: Vec<(Everywhere, usize)>,
    /// Which projects these are.
    pub wanted: Wanted,
    /// What stands in the fields of the filter.
    pub asked: Wanted,
    /// The last row, column or page that was toggled.
    pub toggled: Option<Toggled>,
    /// What is changed in projects that are not on the page.
    pub pending_elsewhere: Pending,
    /// In how many projects saved privileges have no effect for want of Access Producer.
    pub ineffective: i64,
}

/// How much a save would change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pending {
    pub privileges: u32,
    pub projects: u32,
}

impl Pending {
    fn add(&mut self, before: PrivilegeSet, after: PrivilegeSet) {
        self.privileges += before.differences(after);
        self.projects += u32::from(before != after);
    }
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

    /// Whether all of its privileges are ticked.
    #[must_use]
    pub(super) fn ticked(&self) -> Ticked {
        Toggle::All.ticked(std::iter::once((&self.project.id, self.selected)))
    }

    /// Whether ticks of this row have no effect for want of Access Producer.
    #[must_use]
    pub(super) fn is_ineffective(&self) -> bool {
        self.selected.is_ineffective()
    }
}

/// Loads the page of projects that the form and the pressed button ask for, with what is ticked in it.
pub(super) fn load(
    connection: &mut DbConnection,
    user: Option<&ApiUserId>,
    mut form: MatrixForm,
    (intent, version): (Option<&MatrixIntent>, i64),
) -> DbResult<Matrix> {
    form.wanted = form.wanted.or_all();
    let reached = press(connection, user, &mut form, (intent, version))?;
    let spec = ListSpec { filter: form.wanted.filter(user), page: form.page, size: PAGE_SIZE };
    let Listing { projects, pages: paging } = projects::list(connection, &spec)?;
    let shown: HashSet<ProjectId> = projects.iter().map(|project| project.id.clone()).collect();
    let saved = saved(connection, user, &shown, reached.is_empty())?;
    let wished = |project: &ProjectId, baseline: PrivilegeSet| wished(&reached, project, baseline);
    let is_told = |project: &ProjectId, edit: Edit| edit.is_change() || wished(project, edit.baseline) != edit.selected;
    let rows = projects.into_iter().map(|project| {
        let baseline = saved.get(&project.id).copied().unwrap_or_default();
        let selected = match form.edits.get(&project.id) {
            Some(edit) if is_told(&project.id, *edit) => PrivilegeSet::merge(edit.baseline, edit.selected, baseline),
            _ => wished(&project.id, baseline),
        };
        Row { project, baseline, selected }
    });
    let mut rows: Vec<Row> = rows.collect();
    let elsewhere = form.edits.iter().filter(|(project, edit)| !shown.contains(project) && is_told(project, **edit));
    let elsewhere: Vec<_> = elsewhere.map(|(project, edit)| (project.clone(), *edit)).collect();
    let mut pending_elsewhere = Pending::default();
    for (_, edit) in &elsewhere {
        pending_elsewhere.add(edit.baseline, edit.selected);
    }
    let far: HashSet<&ProjectId> = reached.iter().flat_map(|(_, projects)| projects).collect();
    for project in far.into_iter().filter(|project| !shown.contains(project) && !form.edits.contains_key(project)) {
        let baseline = saved.get(project).copied().unwrap_or_default();
        pending_elsewhere.add(baseline, wished(project, baseline));
    }
    let toggled = match intent {
        Some(MatrixIntent::Toggle(toggle)) => Some(Toggled::press(toggle.clone(), form.toggled.take(), &mut rows)),
        _ => None,
    };
    let ineffective = match user {
        Some(user) => count_ineffective(connection, user)?,
        None => 0,
    };
    let counts = reached.iter().map(|(_, projects)| projects.len());
    let everywhere = form.everywhere.into_iter().zip(counts).collect();
    let (wanted, asked) = (form.wanted, form.asked);
    Ok(Matrix { rows, paging, elsewhere, everywhere, wanted, asked, toggled, pending_elsewhere, ineffective })
}

type Reached = Vec<(BulkPrivilegeChange, HashSet<ProjectId>)>;

/// What a button does in all projects that are wanted, and what all such changes reach then. The projects that stand in
/// the form follow at once: those that were left as they were become what is wished now, and those that were changed by
/// hand change in this privilege alone.
fn press(
    connection: &mut DbConnection,
    user: Option<&ApiUserId>,
    form: &mut MatrixForm,
    (intent, version): (Option<&MatrixIntent>, i64),
) -> DbResult<Reached> {
    let before = reached(connection, user, form)?;
    let mut taken_back = Vec::new();
    match intent {
        Some(MatrixIntent::Everywhere(privilege, is_granted)) => {
            let (privilege, is_granted, wanted) = (*privilege, *is_granted, form.wanted.clone());
            let is_of_same = |old: &Everywhere| old.privilege == privilege && old.wanted == wanted;
            taken_back.extend(form.everywhere.extract_if(.., |old| is_of_same(old)));
            if form.everywhere.len() < MOST_EVERYWHERE {
                form.everywhere.push(Everywhere { privilege, is_granted, wanted, since: version });
            }
        }
        Some(MatrixIntent::TakeBack(place)) if *place < form.everywhere.len() => {
            taken_back.push(form.everywhere.remove(*place));
        }
        _ => return Ok(before),
    }
    let after = reached(connection, user, form)?;
    let new = after.last().filter(|_| matches!(intent, Some(MatrixIntent::Everywhere(..))));
    for (project, edit) in &mut form.edits {
        if edit.selected == wished(&before, project, edit.baseline) {
            edit.selected = wished(&after, project, edit.baseline);
            continue;
        }
        for old in &taken_back {
            edit.selected = old.undone(*edit);
        }
        if let Some((change, _)) = new.filter(|(_, projects)| projects.contains(project)) {
            edit.selected = change.apply(edit.selected);
        }
    }
    Ok(after)
}

/// The projects that each change in bulk reaches.
fn reached(connection: &mut DbConnection, user: Option<&ApiUserId>, form: &MatrixForm) -> DbResult<Reached> {
    let of_each = form.everywhere.iter().map(|everywhere| {
        let change = everywhere.change(user);
        let projects = api_users::reached(connection, user, &change)?;
        Ok((change, projects))
    });
    of_each.collect()
}

/// What the changes in bulk make of the privileges in a project.
fn wished(reached: &Reached, project: &ProjectId, baseline: PrivilegeSet) -> PrivilegeSet {
    let changes = reached.iter().filter(|(_, projects)| projects.contains(project));
    changes.fold(baseline, |privileges, (change, _)| change.apply(privileges))
}

/// The saved privileges in these projects; in all, where others are needed too.
fn saved(
    connection: &mut DbConnection,
    user: Option<&ApiUserId>,
    shown: &HashSet<ProjectId>,
    are_enough: bool,
) -> DbResult<HashMap<ProjectId, PrivilegeSet>> {
    let Some(user) = user else { return Ok(HashMap::default()) };
    if are_enough {
        return privileges_in(connection, user, &shown.iter().collect::<Vec<_>>());
    }
    Ok(all_privileges(connection, user)?.into_iter().collect())
}

impl Matrix {
    /// How many of the boxes that a button toggles are ticked.
    #[must_use]
    pub(super) fn ticked(&self, toggle: impl Borrow<Toggle>) -> Ticked {
        toggle.borrow().ticked(self.rows.iter().map(|row| (&row.project.id, row.selected)))
    }

    /// How much a save would change.
    #[must_use]
    pub(super) fn pending(&self) -> Pending {
        let mut pending = self.pending_elsewhere;
        for row in &self.rows {
            pending.add(row.baseline, row.selected);
        }
        pending
    }

    /// Whether there is no project at all that could be shown here.
    #[must_use]
    pub(super) fn is_without_projects(&self) -> bool {
        self.paging.total == 0 && self.wanted == Wanted::default()
    }
}
