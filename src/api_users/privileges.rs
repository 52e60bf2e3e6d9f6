//! The rows of privileges: one per API user and project, and none where there is no privilege.

use std::collections::{BTreeMap, HashMap, HashSet};

use diesel::{dsl::count_star, prelude::*};

use super::Refused;
use crate::{
    audit::{Change, Changes, Subject, changes_between},
    authorization::{Privilege, PrivilegeSet},
    db::{
        DbConnection, DbError, DbResult, among,
        schema::{self, privileges},
    },
    ids::{ApiUserId, ProjectId},
    merge::Clashes,
    projects::{self, ProjectFilter},
};

/// The privileges of an API user in one project, as they are to become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivilegeChange {
    /// In which project.
    pub project: ProjectId,
    /// What the actor saw.
    pub baseline: PrivilegeSet,
    /// What the actor wants.
    pub selected: PrivilegeSet,
}

/// A change of privileges in projects that are not named one by one.
#[derive(Clone, Debug)]
pub enum BulkPrivilegeChange {
    /// A privilege that is given, with Access Producer, or taken in every project that the filter finds.
    Everywhere {
        /// Which one.
        privilege: Privilege,
        /// Whether it is given.
        is_granted: bool,
        /// In which projects.
        filter: ProjectFilter,
        /// The version that the actor saw: what others gave or took since then stays.
        since: i64,
    },
    /// Access Producer in every project where others have no effect for want of it.
    AccessWhereIneffective {
        /// As of [`BulkPrivilegeChange::Everywhere`].
        since: i64,
    },
}

/// All changes of the privileges of an API user.
#[derive(Clone, Debug, Default)]
pub struct PrivilegeChanges {
    /// Project by project.
    pub single: Vec<PrivilegeChange>,
    /// In many projects at once, after those.
    pub bulk: Vec<BulkPrivilegeChange>,
    /// The projects whose privileges were told one by one, changed or not: no filter reaches them.
    pub told: HashSet<ProjectId>,
}

impl From<Vec<PrivilegeChange>> for PrivilegeChanges {
    fn from(single: Vec<PrivilegeChange>) -> Self {
        Self { single, ..Self::default() }
    }
}

impl BulkPrivilegeChange {
    /// Whether it finds its projects by a filter.
    const fn has_filter(&self) -> bool {
        matches!(self, Self::Everywhere { .. })
    }

    /// What becomes of the privileges in a project that it reaches.
    #[must_use]
    pub const fn apply(&self, before: PrivilegeSet) -> PrivilegeSet {
        match self {
            Self::Everywhere { privilege, is_granted: true, .. } => before.with(*privilege).with(Privilege::Access),
            Self::Everywhere { privilege, is_granted: false, .. } => before.without(*privilege),
            Self::AccessWhereIneffective { .. } if before.is_ineffective() => before.with(Privilege::Access),
            Self::AccessWhereIneffective { .. } => before,
        }
    }
}

/// Writes the privileges that are changed, and no others. A project clashes where what both want leaves privileges
/// without Access Producer, which neither wanted.
pub(super) fn apply(
    connection: &mut DbConnection,
    user: &ApiUserId,
    wanted: &PrivilegeChanges,
    (changes, clashes): (&mut Changes, &mut Clashes),
) -> Result<(), Refused> {
    if wanted.single.is_empty() && wanted.bulk.is_empty() {
        return Ok(());
    }
    let ids: Vec<&ProjectId> = wanted.single.iter().map(|change| &change.project).collect();
    if !are_projects(connection, &ids)? {
        return Err(Refused::UnknownProject);
    }
    let saved: BTreeMap<ProjectId, PrivilegeSet> = match wanted.bulk.as_slice() {
        [] => privileges_in(connection, user, &ids)?.into_iter().collect(),
        _ => all_privileges(connection, user)?.into_iter().collect(),
    };
    let mut after = saved.clone();
    for PrivilegeChange { project, baseline, selected } in &wanted.single {
        let before = saved.get(project).copied().unwrap_or_default();
        let merged = PrivilegeSet::merge(*baseline, *selected, before);
        if merged.is_ineffective() && !before.is_ineffective() && !selected.is_ineffective() {
            clashes.add(privileges_field(project));
        } else {
            after.insert(project.clone(), merged);
        }
    }
    for change in &wanted.bulk {
        let projects = match change {
            BulkPrivilegeChange::Everywhere { .. } => reached(connection, Some(user), change)?,
            BulkPrivilegeChange::AccessWhereIneffective { .. } => {
                let kept = changed_since(connection, Some(user), change)?;
                after.keys().filter(|project| !kept.contains(project)).cloned().collect()
            }
        };
        let is_told = |project: &ProjectId| change.has_filter() && wanted.told.contains(project);
        for project in projects.into_iter().filter(|project| !is_told(project)) {
            let privileges = after.entry(project).or_default();
            *privileges = change.apply(*privileges);
        }
    }
    for (project, after) in after {
        let before = saved.get(&project).copied().unwrap_or_default();
        if before != after {
            set(connection, user, &project, (before, after))?;
            changes.compare(privileges_field(&project), &words(before), &words(after));
        }
    }
    Ok(())
}

/// The projects that a change in bulk finds and in which it undoes nothing that others did.
pub(crate) fn reached(
    connection: &mut DbConnection,
    user: Option<&ApiUserId>,
    change: &BulkPrivilegeChange,
) -> DbResult<HashSet<ProjectId>> {
    let BulkPrivilegeChange::Everywhere { filter, .. } = change else { return Ok(HashSet::new()) };
    let kept = changed_since(connection, user, change)?;
    Ok(projects::ids(connection, filter)?.into_iter().filter(|project| !kept.contains(project)).collect())
}

/// The projects in which a privilege that a change in bulk sets was given or taken since the actor saw it.
fn changed_since(
    connection: &mut DbConnection,
    user: Option<&ApiUserId>,
    change: &BulkPrivilegeChange,
) -> DbResult<HashSet<ProjectId>> {
    let Some(user) = user else { return Ok(HashSet::new()) };
    let access = Privilege::Access;
    let (since, set) = match change {
        BulkPrivilegeChange::Everywhere { privilege, is_granted: true, since, .. } => {
            (*since, vec![*privilege, access])
        }
        BulkPrivilegeChange::Everywhere { privilege, since, .. } => (*since, vec![*privilege]),
        BulkPrivilegeChange::AccessWhereIneffective { since } => (*since, vec![access]),
    };
    let subject = Subject::ApiUser(user.clone(), String::new());
    let past = changes_between(connection, &subject, (since, i64::MAX), i64::MAX)?;
    let has = |words: &Option<String>, privilege: Privilege| {
        words.iter().any(|words| words.split(' ').any(|word| word == privilege.as_str()))
    };
    let is_changed = |change: &&Change| set.iter().any(|&one| has(&change.before, one) != has(&change.after, one));
    let changes = past.iter().flat_map(|past| past.changes.iter()).filter(is_changed);
    Ok(changes.filter_map(|change| project_of_field(&change.field)).collect())
}

/// What the trail calls the privileges in a project.
#[must_use]
pub(crate) fn privileges_field(project: &ProjectId) -> String {
    format!("privileges.{project}")
}

/// The project of a field that [`privileges_field`] names.
#[must_use]
pub(crate) fn project_of_field(field: &str) -> Option<ProjectId> {
    ProjectId::parse(field.strip_prefix("privileges.")?)
}

/// As the trail writes them.
pub(super) fn words(set: PrivilegeSet) -> String {
    set.iter().map(Privilege::as_str).collect::<Vec<_>>().join(" ")
}

/// The privileges in these projects; where there are none the project is missing.
pub(crate) fn privileges_in(
    connection: &mut DbConnection,
    user: &ApiUserId,
    projects: &[&ProjectId],
) -> DbResult<HashMap<ProjectId, PrivilegeSet>> {
    let rows: Vec<(ProjectId, i32)> = privileges::table
        .filter(privileges::api_user_id.eq(user))
        .filter(among(privileges::project_id, projects.iter().map(|id| id.as_str())))
        .select((privileges::project_id, privileges::bits))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(project, bits)| Some((project, PrivilegeSet::from_bits(bits)?))).collect())
}

/// The first `limit` projects, by name, in which it has privileges, and which.
pub(crate) fn first_privileges(
    connection: &mut DbConnection,
    user: &ApiUserId,
    limit: i64,
) -> DbResult<Vec<(String, PrivilegeSet)>> {
    let rows: Vec<(String, i32)> = privileges::table
        .inner_join(schema::projects::table.on(schema::projects::id.eq(privileges::project_id)))
        .filter(privileges::api_user_id.eq(user))
        .order(schema::projects::name_key)
        .limit(limit)
        .select((schema::projects::name, privileges::bits))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(name, bits)| Some((name, PrivilegeSet::from_bits(bits)?))).collect())
}

/// In how many projects it has privileges.
pub(crate) fn count_privileges(connection: &mut DbConnection, user: &ApiUserId) -> DbResult<i64> {
    Ok(privileges::table.filter(privileges::api_user_id.eq(user)).select(count_star()).first(connection)?)
}

/// In how many projects they have no effect for want of Access Producer.
pub(crate) fn count_ineffective(connection: &mut DbConnection, user: &ApiUserId) -> DbResult<i64> {
    // The bit of Access Producer is the lowest. In SQL of Diesel's own, so that the statement stays prepared.
    let are_without_access = (privileges::bits / 2 * 2).eq(privileges::bits);
    let rows = privileges::table.filter(privileges::api_user_id.eq(user)).filter(are_without_access);
    Ok(rows.select(count_star()).first(connection)?)
}

/// Makes its privileges in the project what they are to become, where they still are what they were before.
fn set(
    connection: &mut DbConnection,
    user: &ApiUserId,
    project: &ProjectId,
    (before, after): (PrivilegeSet, PrivilegeSet),
) -> Result<(), Refused> {
    let row = privileges::table.find((user, project));
    let saved = row.filter(privileges::bits.eq(before.bits()));
    let changed = if before.is_empty() {
        let new =
            (privileges::api_user_id.eq(user), privileges::project_id.eq(project), privileges::bits.eq(after.bits()));
        diesel::insert_into(privileges::table).values(new).execute(connection)?
    } else if after.is_empty() {
        diesel::delete(saved).execute(connection)?
    } else {
        diesel::update(saved).set(privileges::bits.eq(after.bits())).execute(connection)?
    };
    if changed == 1 { Ok(()) } else { Err(Refused::Conflict) }
}

/// All of an API user's privileges.
pub(crate) fn all_privileges(
    connection: &mut DbConnection,
    user: &ApiUserId,
) -> DbResult<Vec<(ProjectId, PrivilegeSet)>> {
    let rows: Vec<(ProjectId, i32)> = privileges::table
        .filter(privileges::api_user_id.eq(user))
        .select((privileges::project_id, privileges::bits))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(project, bits)| Some((project, PrivilegeSet::from_bits(bits)?))).collect())
}

/// Takes all of them away.
pub(super) fn delete_all(connection: &mut DbConnection, user: &ApiUserId) -> DbResult<()> {
    diesel::delete(privileges::table.filter(privileges::api_user_id.eq(user)))
        .execute(connection)
        .map(|_| ())
        .map_err(DbError::from)
}

/// Whether all of these are projects.
fn are_projects(connection: &mut DbConnection, ids: &[&ProjectId]) -> DbResult<bool> {
    let are_wanted = among(schema::projects::id, ids.iter().map(|id| id.as_str()));
    let found: i64 = schema::projects::table.filter(are_wanted).select(count_star()).first(connection)?;
    Ok(usize::try_from(found) == Ok(ids.len()))
}
