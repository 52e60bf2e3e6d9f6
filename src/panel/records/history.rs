//! What was done to a record, as pages tell it.

use std::collections::HashSet;

use super::words::change_text;
use crate::{
    api_users,
    audit::{Action, PastAct},
    clock::Timestamp,
    db::{DbConnection, DbResult},
    ids::{ApiUserId, RecordId},
    merge::Clashes,
    panel::{PageContext, meanwhile::ToldChange, paths},
    records::{PastVersion, Project, history},
    texts::Text,
};

/// How many versions stand on a page.
const TOLD: i64 = 25;

/// Some versions of a record, the newest first.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    versions: Vec<PastVersion>,
    /// The API users that there still are among those who made them.
    api_users: HashSet<ApiUserId>,
    /// Up to which version the older ones go; none where these are all.
    pub older: Option<i64>,
}

/// A version for the reader.
pub(super) struct ShownVersion {
    pub what: Text,
    pub by: String,
    /// The page of who made it.
    pub link: Option<String>,
    /// What kind of account it is.
    pub kind: Option<Text>,
    pub at: Timestamp,
    /// The address; empty for the command line.
    pub from: String,
    pub lines: Vec<String>,
}

impl History {
    /// The newest versions up to one.
    pub(super) fn load(connection: &mut DbConnection, record: &RecordId, up_to: i64) -> DbResult<Self> {
        let mut versions = history(connection, record, (0, up_to), TOLD + 1)?;
        let has_older = i64::try_from(versions.len()).is_ok_and(|count| count > TOLD);
        versions.truncate(usize::try_from(TOLD).unwrap_or_default());
        let older = versions.last().filter(|_| has_older).map(|oldest| oldest.act.version - 1);
        let by_api_users = versions.iter().filter(|version| version.act.actor_kind == "api_user");
        let ids: HashSet<ApiUserId> =
            by_api_users.filter_map(|version| ApiUserId::parse(&version.act.actor_id)).collect();
        let api_users = api_users::which_exist(connection, &ids)?;
        Ok(Self { versions, api_users, older })
    }

    /// The versions between two.
    pub(super) fn between(
        connection: &mut DbConnection,
        record: &RecordId,
        versions: Option<(i64, i64)>,
    ) -> DbResult<Self> {
        let Some(versions) = versions else { return Ok(Self::default()) };
        let mut versions = history(connection, record, versions, TOLD)?;
        versions.reverse();
        Ok(Self { versions, ..Self::default() })
    }

    /// All of it.
    pub(super) fn shown(&self, page: &PageContext, project: &Project) -> Vec<ShownVersion> {
        let shown = self.versions.iter().map(|PastVersion { act, changes }| {
            let id = ApiUserId::parse(&act.actor_id).filter(|id| self.api_users.contains(id));
            ShownVersion {
                what: page.text(match act.action {
                    Action::Created => "record-was-created",
                    Action::Moved => "record-was-moved",
                    _ => "record-was-changed",
                }),
                by: who(page, act),
                link: id.filter(|_| page.user().is_some()).map(|id| paths::api_user(&id)),
                kind: kind(page, act),
                at: act.at,
                from: if page.user().is_some() || is_reader(page, act) { act.address.clone() } else { String::new() },
                lines: changes.iter().map(|change| change_text(page, project, change, act.action)).collect(),
            }
        });
        shown.collect()
    }

    /// All of it, but for fields that clash, in short.
    pub(super) fn tell(&self, page: &PageContext, project: &Project, but: &Clashes) -> Vec<ToldChange> {
        let told = self.versions.iter().map(|PastVersion { act, changes }| {
            let changes = changes.iter().filter(|change| !but.has(&change.field));
            let what = changes.map(|change| change_text(page, project, change, act.action)).collect();
            ToldChange { by: who_to(page, act), at: act.at, what }
        });
        told.filter(|change| !change.what.is_empty()).collect()
    }

    /// Who changed a field last, and when.
    pub(super) fn last(&self, page: &PageContext, key: &str) -> Option<(String, Timestamp)> {
        let has_field = |version: &&PastVersion| version.changes.iter().any(|change| change.field == key);
        let PastVersion { act, .. } = self.versions.iter().rev().find(has_field)?;
        Some((who_to(page, act), act.at))
    }
}

/// Who it was; the reader as "you".
fn who_to(page: &PageContext, act: &PastAct) -> String {
    if is_reader(page, act) { page.text("meanwhile-by-you").to_string() } else { who(page, act) }
}

/// Who it was.
pub(in crate::panel) fn who(page: &PageContext, act: &PastAct) -> String {
    if !is_named(page, act) {
        page.text("meanwhile-by-administrator").to_string()
    } else if act.actor_name.is_empty() {
        page.text("meanwhile-by-command-line").to_string()
    } else {
        act.actor_name.clone()
    }
}

/// What kind of account it was, and who ran it as that.
pub(in crate::panel) fn kind(page: &PageContext, act: &PastAct) -> Option<Text> {
    match act.actor_kind.as_str() {
        _ if !is_named(page, act) => None,
        "api_user" if !act.run_by.is_empty() => {
            let is_told = page.user().is_some();
            let somebody = || page.text("meanwhile-by-administrator").to_string();
            let name = if is_told { act.run_by.clone() } else { somebody() };
            Some(page.text("record-by-api-client").arg("name", name))
        }
        "api_user" => Some(page.text("record-by-api-user")),
        "panel_user" => Some(page.text("record-by-panel-user")),
        _ => None,
    }
}

fn is_reader(page: &PageContext, act: &PastAct) -> bool {
    act.run_by.is_empty() && page.author().is_some_and(|author| author.id() == act.actor_id)
}

/// Who works here is no matter of API users; each other they know by name.
fn is_named(page: &PageContext, act: &PastAct) -> bool {
    page.user().is_some() || act.actor_kind == "api_user"
}
