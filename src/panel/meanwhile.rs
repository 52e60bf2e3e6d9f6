//! What was done to something while a page of it was open, as pages tell it.

use std::collections::HashMap;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::{
    ClashChoice, PageContext, PanelError,
    projects::{
        design::words as design_words,
        fields::words::{self, FieldLabels},
    },
    render,
};
use crate::{
    api_users::project_of_field,
    audit::{Change, PastChange, Subject, changes_between},
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

/// How many changes are told; the newest.
const TOLD: i64 = 20;

/// How many fields of one change are told; one save can change the privileges in hundreds of projects.
const TOLD_FIELDS: usize = 12;

/// What was done to something, with the names of the projects in it, or the labels of the project's fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Meanwhile {
    changes: Vec<PastChange>,
    projects: HashMap<ProjectId, String>,
    fields: FieldLabels,
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
    /// The name of the input that sends the choice.
    pub input: String,
    /// Its label.
    pub label: String,
    /// Who changed it last and when, where the trail knows.
    pub by: Option<(String, Timestamp)>,
    /// What is saved.
    pub theirs: String,
    /// What is typed here.
    pub mine: String,
    /// Where what is saved and what is typed are images, where they are; none for no image.
    pub images: [Option<String>; 2],
    /// What is sent to keep theirs, and to keep mine. None where there is nothing to choose.
    pub choices: Option<(ClashChoice, ClashChoice)>,
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

impl ShownClash {
    /// Of a field that is a text in the form: what is saved, and what is typed.
    pub(super) fn of_text(
        page: &PageContext,
        meanwhile: &Meanwhile,
        field: &str,
        (theirs, mine): (&str, &str),
    ) -> Self {
        let texts = (meanwhile.value_text(page, field, theirs), meanwhile.value_text(page, field, mine));
        Self::new(page, meanwhile, field, texts, Some(ClashChoice::Theirs(theirs.to_owned())))
    }

    /// Of the privileges in a project.
    pub(super) fn of_privileges(
        page: &PageContext,
        meanwhile: &Meanwhile,
        field: &str,
        (theirs, mine): (PrivilegeSet, PrivilegeSet),
    ) -> Self {
        let texts = (privileges_text(page, theirs), privileges_text(page, mine));
        Self::new(page, meanwhile, field, texts, Some(ClashChoice::TheirPrivileges))
    }

    /// Of the password, of which nothing can be shown or kept.
    pub(super) fn of_password(page: &PageContext, meanwhile: &Meanwhile) -> Self {
        let texts = (page.text("clash-password").to_string(), String::new());
        Self::new(page, meanwhile, "password", texts, None)
    }

    fn new(
        page: &PageContext,
        meanwhile: &Meanwhile,
        field: &str,
        (theirs, mine): (String, String),
        theirs_kept: Option<ClashChoice>,
    ) -> Self {
        let choices = theirs_kept.map(|theirs| (theirs, ClashChoice::Mine));
        let (label, by) = (meanwhile.label(page, field), meanwhile.last(page, field));
        Self { input: ClashChoice::input(field), label, by, theirs, mine, images: [None, None], choices }
    }
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
    pub(super) fn load(connection: &mut DbConnection, subject: &Subject, versions: (i64, i64)) -> DbResult<Self> {
        let changes = changes_between(connection, subject, versions, TOLD)?;
        let fields = changes.iter().flat_map(|change| change.changes.iter()).map(|change| change.field.as_str());
        let ids: Vec<ProjectId> = fields.filter_map(project_of_field).collect();
        let projects = if ids.is_empty() { HashMap::new() } else { projects::names(connection, &ids)? };
        let fields = match subject {
            Subject::Project(id, _) => projects::fields::fields(connection, id)?.labels(),
            _ => FieldLabels::new(),
        };
        Ok(Self { changes, projects, fields })
    }

    /// [`Meanwhile::load`], where there is anything to tell.
    pub(super) fn load_some(
        connection: &mut DbConnection,
        subject: &Subject,
        versions: Option<(i64, i64)>,
    ) -> DbResult<Self> {
        versions.map_or(Ok(Self::default()), |versions| Self::load(connection, subject, versions))
    }

    /// What of it was done to these fields.
    pub(super) fn only(mut self, fields: &[&str]) -> Self {
        self.changes.iter_mut().for_each(|change| change.changes.retain(fields));
        self
    }

    /// All of it, but for fields that clash.
    pub(super) fn tell(&self, page: &PageContext, but: &Clashes) -> Vec<ToldChange> {
        let told = self.changes.iter().map(|change| {
            let is_told = |change: &&Change| !but.has(&change.field) && !words::is_part_of_new(change);
            let fields: Vec<&Change> = change.changes.iter().filter(is_told).collect();
            let mut what: Vec<String> =
                fields.iter().take(TOLD_FIELDS).map(|change| self.sentence(page, change)).collect();
            if fields.len() > TOLD_FIELDS {
                what.push(page.text("meanwhile-more").arg("count", fields.len() - TOLD_FIELDS).to_string());
            }
            ToldChange { by: who(page, change), at: change.at, what }
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
        if let Some(project) = project_of_field(field) {
            let project = self.projects.get(&project).cloned().unwrap_or_default();
            return page.text("meanwhile-privileges").arg("project", project).to_string();
        }
        if let Some(label) = words::label(page, &self.fields, field).or_else(|| design_words::label(page, field)) {
            return label;
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
            "card_design" => "design",
            "theme" => "field-theme",
            "status" => "field-status",
            "key" => "user-key",
            "quota" => "field-quota",
            _ => "meanwhile-other",
        };
        page.text(label).to_string()
    }

    fn sentence(&self, page: &PageContext, change: &Change) -> String {
        if let Some(sentence) = words::sentence(page, &self.fields, change) {
            return sentence;
        }
        let label = self.label(page, &change.field);
        if change.field == "card_design" {
            return label;
        }
        let (Some(before), Some(after)) = (&change.before, &change.after) else { return label };
        let text = page.text("meanwhile-change").arg("field", label);
        let word = |value: &str| self.value_text(page, &change.field, value);
        text.arg("before", word(before)).arg("after", word(after)).to_string()
    }

    /// A value of the trail for the reader.
    fn value_text(&self, page: &PageContext, field: &str, value: &str) -> String {
        let known = match field {
            "status" => Status::parse(value).map(|status| page.status(status).to_string()),
            "role" => ApiUserRole::parse(value).map(|role| page.api_user_role(role).to_string()),
            "language" if value.is_empty() => Some(page.text("account-language-browser").to_string()),
            "language" => Locale::parse(value).map(|locale| locale.own_name().to_owned()),
            "organization" if value.is_empty() => Some(page.organization.clone()),
            "quota" if value.is_empty() => Some(page.text("quota-none").to_string()),
            "quota" => value.parse::<i64>().ok().map(|calls| page.number(calls)),
            "timezone" => Some(value.replace('_', " ")),
            "theme" => Theme::parse(value).map(|theme| theme.text(page.locale()).to_string()),
            field if project_of_field(field).is_some() => {
                let set: PrivilegeSet = value.split(' ').filter_map(Privilege::parse).collect();
                Some(privileges_text(page, set))
            }
            field => words::value(page, &self.fields, field, value)
                .or_else(|| design_words::value(page, &self.fields, field, value)),
        };
        known.unwrap_or_else(|| value.to_owned())
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

/// The privileges of a set by name.
fn privileges_text(page: &PageContext, set: PrivilegeSet) -> String {
    if set.is_empty() {
        return page.text("meanwhile-no-privileges").to_string();
    }
    set.iter().map(|privilege| page.privilege(privilege).to_string()).collect::<Vec<_>>().join(", ")
}

fn who(page: &PageContext, change: &PastChange) -> String {
    if page.author().is_some_and(|author| author.id() == change.actor_id) {
        page.text("meanwhile-by-you").to_string()
    } else if page.api_user().is_some() {
        // Who works here is no matter of API users.
        page.text("meanwhile-by-administrator").to_string()
    } else if change.actor_name.is_empty() {
        page.text("meanwhile-by-command-line").to_string()
    } else {
        change.actor_name.clone()
    }
}
