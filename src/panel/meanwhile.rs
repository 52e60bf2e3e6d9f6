//! What was done to something while a page of it was open, as pages tell it.

use std::collections::HashMap;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::{PageContext, PanelError, render};
use crate::{
    audit::{Change, PastChange, Subject, changes_after},
    authorization::{ApiUserRole, Privilege, PrivilegeSet, Status},
    clock::Timestamp,
    db::{DbConnection, DbResult},
    ids::ProjectId,
    locale::Locale,
    merge::{Clashes, Edited},
    projects,
    texts::Text,
    users::Theme,
    web::{BadRequest, Fields},
};

/// How many changes are told.
const TOLD: i64 = 20;

/// What was done to something, with the names of the projects in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Meanwhile {
    changes: Vec<PastChange>,
    projects: HashMap<String, String>,
}

/// A change for the reader.
#[derive(Clone, Debug)]
pub(super) struct ToldChange {
    /// Who did it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What, field by field.
    pub what: Vec<String>,
}

/// A field that was changed on both sides, for the person to choose.
#[derive(Clone, Debug)]
pub(super) struct ShownClash {
    /// The name of the field in the trail.
    pub field: String,
    /// Its label.
    pub label: String,
    /// Who changed it last and when, where the trail knows.
    pub by: Option<(String, Timestamp)>,
    /// What is saved.
    pub theirs: String,
    /// What is typed here.
    pub mine: String,
    /// What the choice of theirs sends. None where there is nothing to choose.
    pub choice: Option<String>,
}

/// Something was changed since the page that asks for a deed was shown.
#[derive(Template)]
#[template(path = "meanwhile.html")]
pub(super) struct MeanwhilePage {
    pub page: PageContext,
    /// What it is called.
    pub name: String,
    /// Its page.
    pub back: String,
    /// Its status by now.
    pub status: Status,
    pub changes: Vec<ToldChange>,
    /// Where the deed is asked for once more.
    pub action: String,
    /// With what.
    pub fields: Vec<(&'static str, String)>,
    pub button: Text,
}

impl MeanwhilePage {
    /// Of a move from one status to another.
    pub(super) fn of_move(
        page: PageContext,
        (back, name): (String, String),
        (status, to): (Status, Status),
        version: i64,
        meanwhile: &Meanwhile,
    ) -> Self {
        Self {
            name,
            status,
            changes: meanwhile.tell(&page, &Clashes::default()),
            action: format!("{back}/status"),
            back,
            fields: vec![("version", version.to_string()), ("status", to.as_str().to_owned())],
            button: page.move_to(to),
            page,
        }
    }

    /// 409 with what happened and the button that does it all the same.
    pub(super) fn answer(&self) -> Result<HttpResponse, PanelError> {
        render(StatusCode::CONFLICT, self)
    }
}

impl Meanwhile {
    /// What was done to it after one version, up to another.
    pub(super) fn load(connection: &mut DbConnection, subject: &Subject, after: i64, up_to: i64) -> DbResult<Self> {
        let mut changes = changes_after(connection, subject, after, TOLD)?;
        changes.retain(|change| change.version <= up_to);
        let fields = changes.iter().flat_map(|change| change.changes.iter());
        let ids: Vec<ProjectId> =
            fields.filter_map(|change| ProjectId::parse(change.field.strip_prefix("privileges.")?)).collect();
        let mut names = HashMap::new();
        for id in ids {
            if let Some(project) = projects::find(connection, &id)? {
                names.insert(id.to_string(), project.name.to_string());
            }
        }
        Ok(Self { changes, projects: names })
    }

    /// All of it, but for fields that clash.
    pub(super) fn tell(&self, page: &PageContext, but: &Clashes) -> Vec<ToldChange> {
        let told = self.changes.iter().map(|change| ToldChange {
            by: who(page, change),
            at: change.at,
            what: change
                .changes
                .iter()
                .filter(|change| !but.has(&change.field))
                .map(|change| self.sentence(page, change))
                .collect(),
        });
        told.filter(|change| !change.what.is_empty()).collect()
    }

    /// Who changed the field last, and when.
    pub(super) fn last(&self, page: &PageContext, field: &str) -> Option<(String, Timestamp)> {
        let has_field = |change: &&PastChange| change.changes.iter().any(|change| change.field == field);
        self.changes.iter().rev().find(has_field).map(|change| (who(page, change), change.at))
    }

    /// What the field is called.
    pub(super) fn label(&self, page: &PageContext, field: &str) -> String {
        if let Some(project) = field.strip_prefix("privileges.") {
            let project = self.projects.get(project).cloned().unwrap_or_default();
            return page.text("meanwhile-privileges").arg("project", project).to_string();
        }
        let label = match field {
            "username" => "field-username",
            "role" => "field-role",
            "organization" => "field-organization",
            "language" => "field-language",
            "timezone" => "field-timezone",
            "private_note" => "field-private-note",
            "password" => "field-password",
            "name" => "field-project-name",
            "theme" => "field-theme",
            "status" => "field-status",
            "key" => "user-key",
            _ => "meanwhile-other",
        };
        page.text(label).to_string()
    }

    fn sentence(&self, page: &PageContext, change: &Change) -> String {
        let label = self.label(page, &change.field);
        let (Some(before), Some(after)) = (&change.before, &change.after) else { return label };
        let text = page.text("meanwhile-change").arg("field", label);
        let word = |value: &str| value_text(page, &change.field, value);
        text.arg("before", word(before)).arg("after", word(after)).to_string()
    }
}

/// Between which versions others saved, as the link to a page says that was just saved on top of that.
pub(super) fn merged(query: &Fields) -> Result<Option<(i64, i64)>, BadRequest> {
    let Some(versions) = query.optional("merged")? else { return Ok(None) };
    let versions = versions.split_once('-').and_then(|(after, up_to)| Some((after.parse().ok()?, up_to.parse().ok()?)));
    versions.map(Some).ok_or(BadRequest::UnknownValue("merged"))
}

/// That link, where others saved meanwhile.
pub(super) fn merged_link(path: &str, version: i64, edited: Edited) -> String {
    if edited.found > version { format!("{path}?merged={version}-{}", edited.found) } else { path.to_owned() }
}

/// A value of the trail for the reader.
pub(super) fn value_text(page: &PageContext, field: &str, value: &str) -> String {
    let known = match field {
        "status" => Status::parse(value).map(|status| page.status(status).to_string()),
        "role" => ApiUserRole::parse(value).map(|role| page.api_user_role(role).to_string()),
        "language" if value.is_empty() => Some(page.text("account-language-browser").to_string()),
        "language" => Locale::parse(value).map(|locale| locale.own_name().to_owned()),
        "organization" if value.is_empty() => Some(page.organization.clone()),
        "theme" => Theme::parse(value).map(|theme| theme.text(page.locale()).to_string()),
        field if field.starts_with("privileges.") => {
            let set: PrivilegeSet = value.split(' ').filter_map(Privilege::parse).collect();
            Some(privileges_text(page, set))
        }
        _ => None,
    };
    known.unwrap_or_else(|| value.to_owned())
}

/// The privileges of a set by name.
pub(super) fn privileges_text(page: &PageContext, set: PrivilegeSet) -> String {
    if set.is_empty() {
        return page.text("meanwhile-no-privileges").to_string();
    }
    set.iter().map(|privilege| page.privilege(privilege).to_string()).collect::<Vec<_>>().join(", ")
}

fn who(page: &PageContext, change: &PastChange) -> String {
    let reader = page.person.as_ref().map(|person| person.id.to_string());
    if reader.as_ref() == Some(&change.actor_id) {
        page.text("meanwhile-by-you").to_string()
    } else if change.actor_name.is_empty() {
        page.text("meanwhile-by-command-line").to_string()
    } else {
        change.actor_name.clone()
    }
}
