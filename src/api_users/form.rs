//! The form of an API user: what each button asks for, what was typed, and what it becomes when all of it is right.

use super::{ApiUser, matrix_form::MatrixForm};
use crate::{
    authorization::{ApiUserRole, Permission, Privilege},
    error::{AppError, BadRequest},
    form_fields,
    forms::{FieldError, FormErrors, Organization, PrivateNote, Username},
    i18n::{Locale, Timezone},
    projects::ProjectId,
    web::{Actor, Fields},
};

form_fields! {
    /// The fields.
    pub enum Field {
        Username = "username", "field-username";
        Role = "role", "field-role";
        Organization = "organization", "field-organization";
        Language = "language", "field-language";
        Timezone = "timezone", "field-timezone";
        PrivateNote = "private_note", "field-private-note";
        CurrentPassword = "current_password", "field-current-password";
        NewPassword = "new_password", "field-new-password";
        NewPasswordAgain = "new_password_again", "field-new-password-again";
        ProjectSearch = "projects", "field-project-search";
    }
}

/// What the pressed button asks for. All but saving show the form again with what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// To save.
    Save,
    /// To see the form again after signing in.
    Resume,
    /// A random password in both fields.
    Generate,
    /// Other projects.
    Filter,
    /// Another page of projects.
    Page(i64),
    /// All privileges of a project, or none where it has all.
    ToggleRow(ProjectId),
    /// A privilege in all projects of the page, or in none.
    ToggleColumn(Privilege),
    /// All privileges of the page, or none.
    ToggleAll,
}

/// What was typed, but for passwords.
#[derive(Clone, Debug)]
pub struct Typed {
    /// As typed; so for all texts.
    pub username: String,
    pub role: String,
    pub organization: String,
    pub language: String,
    pub timezone: String,
    /// None where the person's role does not see it.
    pub private_note: Option<String>,
    /// The version that the form was served with; empty in the form of a new one.
    pub version: String,
    pub matrix: MatrixForm,
}

/// The three password fields.
#[derive(Clone)]
pub struct Passwords {
    pub current: String,
    pub new: String,
    pub again: String,
}

/// A form without errors.
#[derive(Clone, Debug)]
pub struct Draft {
    pub username: Username,
    pub role: ApiUserRole,
    pub organization: Organization,
    pub language: Locale,
    pub timezone: Timezone,
    pub private_note: Option<PrivateNote>,
}

impl Intent {
    /// Reads it.
    ///
    /// # Errors
    /// What no button of ours asks for.
    pub fn parse(fields: &Fields) -> Result<Self, BadRequest> {
        let unknown = BadRequest::UnknownValue("intent");
        let word = fields.optional("intent")?.unwrap_or_default();
        let (word, of) = word.split_once(':').unwrap_or((&word, ""));
        match word {
            // Enter in a text field: in that of the projects it means to look for them.
            "default" if MatrixForm::is_search_typed(fields)? => Ok(Self::Filter),
            "" | "default" | "save" => Ok(Self::Save),
            "resume" => Ok(Self::Resume),
            "generate" => Ok(Self::Generate),
            "filter" => Ok(Self::Filter),
            "page" => of.parse().ok().filter(|&page| page > 0).map(Self::Page).ok_or(BadRequest::BadPage),
            "toggle-row" => ProjectId::parse(of).map(Self::ToggleRow).ok_or(unknown),
            "toggle-column" => Privilege::parse(of).map(Self::ToggleColumn).ok_or(unknown),
            "toggle-all" => Ok(Self::ToggleAll),
            _ => Err(unknown),
        }
    }
}

impl Typed {
    /// Reads the form of this person.
    ///
    /// # Errors
    /// Forbidden, where it has a field that the person may not see; a bad request, where one is missing or repeated.
    pub fn parse(fields: &Fields, actor: &Actor) -> Result<Self, AppError> {
        let sees_note = actor.person.role.may(Permission::ReadPrivateNotes);
        if fields.has("private_note") && !sees_note {
            return Err(AppError::Forbidden);
        }
        Ok(Self {
            username: fields.one("username")?,
            // No radio button is no field.
            role: fields.optional("role")?.unwrap_or_default(),
            organization: fields.one("organization")?,
            language: fields.one("language")?,
            timezone: fields.one("timezone")?,
            private_note: if sees_note { Some(fields.one("private_note")?) } else { None },
            version: fields.optional("version")?.unwrap_or_default(),
            matrix: MatrixForm::parse(fields)?,
        })
    }

    /// The form of a new API user.
    pub fn blank(actor: &Actor, locale: Locale) -> Self {
        Self {
            username: String::new(),
            role: ApiUserRole::Operator.as_str().to_owned(),
            organization: String::new(),
            language: locale.tag().to_owned(),
            timezone: actor.person.timezone.name().to_owned(),
            private_note: actor.person.role.may(Permission::ReadPrivateNotes).then(String::new),
            version: String::new(),
            matrix: MatrixForm::default(),
        }
    }

    /// The form of a saved one as this person sees it.
    pub fn of(user: &ApiUser, actor: &Actor) -> Self {
        Self {
            username: user.username.clone(),
            role: user.role.as_str().to_owned(),
            organization: user.organization.clone(),
            language: user.language.tag().to_owned(),
            timezone: user.timezone.name().to_owned(),
            private_note: actor.person.role.may(Permission::ReadPrivateNotes).then(|| user.private_note.clone()),
            version: user.version.to_string(),
            matrix: MatrixForm::default(),
        }
    }

    /// Whether anything is typed that is not saved.
    pub fn differs_from(&self, user: &ApiUser, actor: &Actor) -> bool {
        let saved = Self::of(user, actor);
        let texts = |typed: &Self| {
            let Self { username, role, organization, language, timezone, private_note, .. } = typed.clone();
            // As forms send line ends.
            let note = private_note.map(|note| note.replace("\r\n", "\n"));
            (username, role, organization, language, timezone, note)
        };
        texts(self) != texts(&saved) || self.matrix.changed().next().is_some()
    }

    /// The same, but with the saved role where the typed one can't be chosen by this person any more.
    pub fn with_a_role_to_choose(self, actor: &Actor, user: Option<&ApiUser>) -> Self {
        let administrator = ApiUserRole::Administrator;
        let saved = user.map_or(ApiUserRole::Operator, |user| user.role);
        let may_choose = actor.person.role.may(Permission::GrantAdministratorRole) || saved == administrator;
        if self.role == administrator.as_str() && !may_choose {
            return Self { role: saved.as_str().to_owned(), ..self };
        }
        self
    }

    /// The draft, where nothing is wrong, and everything that is.
    pub fn draft(&self) -> (Option<Draft>, FormErrors<Field>) {
        let mut errors = FormErrors::default();
        let unknown = FieldError::UnknownChoice;
        let username = errors.check(Field::Username, Username::parse(&self.username));
        let role = errors.check(Field::Role, ApiUserRole::parse(&self.role).ok_or(unknown));
        let organization = errors.check(Field::Organization, Organization::parse(&self.organization));
        let language = errors.check(Field::Language, Locale::parse(&self.language).ok_or(unknown));
        let timezone = errors.check(Field::Timezone, Timezone::parse(&self.timezone).ok_or(unknown));
        let private_note = match &self.private_note {
            Some(note) => errors.check(Field::PrivateNote, PrivateNote::parse(note)).map(Some),
            None => Some(None),
        };
        let draft = (|| {
            Some(Draft {
                username: username?,
                role: role?,
                organization: organization?,
                language: language?,
                timezone: timezone?,
                private_note: private_note?,
            })
        })();
        (draft, errors)
    }
}

impl Passwords {
    /// Reads them.
    ///
    /// # Errors
    /// When one is missing or repeated.
    pub fn parse(fields: &Fields) -> Result<Self, BadRequest> {
        Ok(Self {
            current: fields.optional("current_password")?.unwrap_or_default(),
            new: fields.one("new_password")?,
            again: fields.one("new_password_again")?,
        })
    }

    /// Whether nothing was typed.
    pub const fn are_empty(&self) -> bool {
        self.current.is_empty() && self.new.is_empty() && self.again.is_empty()
    }
}
