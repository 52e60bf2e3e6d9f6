//! The form of an API user: what each button asks for, what was typed, and what it becomes when all of it is right.

use super::matrix_form::{MatrixForm, MatrixIntent, SAVE_WITH_ACCESS};
use crate::{
    api_users::{self, ApiUser, ServedFields, project_of_field},
    authorization::{ApiUserRole, Permission},
    input::{FieldError, FormErrors, MainOrganization, Organization, PrivateNote, Username},
    locale::{Locale, Timezone},
    panel::{
        ClashChoice, CurrentUser, PageContext, PanelError, form_fields,
        meanwhile::{Meanwhile, ShownClash},
    },
    web::{BadRequest, Fields},
};

form_fields! {
    /// The fields.
    pub(super) enum Field {
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
pub(super) enum Intent {
    /// To save.
    Save,
    /// To see the form again after signing in.
    Resume,
    /// A random password in both fields.
    Generate,
    /// What the table's own buttons ask for.
    Matrix(MatrixIntent),
}

/// What was typed, but for passwords.
#[derive(Clone, Debug)]
pub(super) struct ApiUserForm {
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
    /// What it was served with; nothing in the form of a new one.
    pub served: ServedFields,
    pub matrix: MatrixForm,
}

/// The three password fields.
#[derive(Clone)]
pub(super) struct Passwords {
    pub current: String,
    pub new: String,
    pub again: String,
}

impl Intent {
    fn parse(fields: &Fields) -> Result<Self, BadRequest> {
        let word = fields.optional("intent")?.unwrap_or_default();
        let (word, of) = word.split_once(':').unwrap_or((&word, ""));
        match word {
            // Enter in a text field: in that of the projects it means to look for them.
            "default" if MatrixForm::is_search_typed(fields)? => Ok(Self::Matrix(MatrixIntent::Filter)),
            "" | "default" | "save" | SAVE_WITH_ACCESS => Ok(Self::Save),
            "resume" => Ok(Self::Resume),
            "generate" => Ok(Self::Generate),
            word => MatrixIntent::parse(word, of, fields)?.map(Self::Matrix).ok_or(BadRequest::UnknownValue("intent")),
        }
    }
}

impl ApiUserForm {
    /// Reads the pressed button and the form of this person.
    ///
    /// # Errors
    /// Forbidden, where it has a field that the person may not see; a bad request, where one is missing or repeated.
    pub(super) fn parse(fields: &Fields, user: &CurrentUser) -> Result<(Intent, Self), PanelError> {
        let intent = Intent::parse(fields)?;
        let sees_note = user.may(Permission::ReadPrivateNotes);
        if fields.has("private_note") && !sees_note {
            return Err(PanelError::Forbidden);
        }
        let matrix = MatrixForm::parse(fields)?;
        // Only the button of the filter looks for other projects than those that stand in the form.
        let keeps_filter = !matches!(intent, Intent::Matrix(MatrixIntent::Filter) | Intent::Resume);
        let mut form = Self {
            username: fields.one("username")?,
            // No radio button is no field.
            role: fields.optional("role")?.unwrap_or_default(),
            organization: fields.one("organization")?,
            language: fields.one("language")?,
            timezone: fields.one("timezone")?,
            private_note: if sees_note { Some(fields.one("private_note")?) } else { None },
            version: fields.optional("version")?.unwrap_or_default(),
            served: ServedFields::default(),
            matrix: if keeps_filter { matrix.over_shown(fields)? } else { matrix },
        };
        if !form.version.is_empty() {
            form.served = ServedFields {
                username: fields.one("served.username")?,
                role: fields.one("served.role")?,
                organization: fields.one("served.organization")?,
                language: fields.one("served.language")?,
                timezone: fields.one("served.timezone")?,
                private_note: if sees_note { fields.one("served.private_note")? } else { String::new() },
            };
        }
        form.keep_theirs(fields)?;
        Ok((intent, form))
    }

    /// The fields that are texts, but for the note: their names, what is typed, and what was served.
    fn texts(&mut self) -> [(&'static str, &mut String, &mut String); 5] {
        let served = &mut self.served;
        [
            ("username", &mut self.username, &mut served.username),
            ("role", &mut self.role, &mut served.role),
            ("organization", &mut self.organization, &mut served.organization),
            ("language", &mut self.language, &mut served.language),
            ("timezone", &mut self.timezone, &mut served.timezone),
        ]
    }

    /// Takes what is saved by now for the fields of a clash where that was chosen.
    fn keep_theirs(&mut self, fields: &Fields) -> Result<(), BadRequest> {
        for (field, theirs) in ClashChoice::all_theirs(fields) {
            let typed = match field {
                "private_note" => self.private_note.as_mut(),
                field => self.texts().into_iter().find(|(name, ..)| *name == field).map(|(_, typed, _)| typed),
            };
            *typed.ok_or(BadRequest::UnknownValue("keep"))? = theirs;
        }
        Ok(())
    }

    /// The form over what is saved by now: fields that were not changed here become that.
    pub(super) fn rebase(&mut self, saved: &ApiUser, user: &CurrentUser) {
        let mut newest = Self::of(saved, user, MatrixForm::default());
        for ((_, typed, served), (_, saved, _)) in self.texts().into_iter().zip(newest.texts()) {
            if typed == served {
                *typed = std::mem::take(saved);
            }
        }
        if let Some(typed) = &mut self.private_note
            && PrivateNote::parse(typed).is_ok_and(|note| ServedFields::digest(&note) == self.served.private_note)
        {
            *typed = saved.private_note.to_string();
        }
        self.served = newest.served;
        self.version = newest.version;
    }

    /// A field that was changed on both sides, as it is to be chosen. The form stands on what is saved by now.
    pub(super) fn clash(
        &mut self,
        page: &PageContext,
        meanwhile: &Meanwhile,
        field: &str,
        saved: &ApiUser,
    ) -> ShownClash {
        if let Some(edit) = project_of_field(field).and_then(|project| self.matrix.edits.get(&project)) {
            return ShownClash::of_privileges(page, meanwhile, field, (edit.baseline, edit.selected));
        }
        if let ("private_note", Some(typed)) = (field, &self.private_note) {
            return ShownClash::of_text(page, meanwhile, field, (saved.private_note.as_str(), typed));
        }
        match self.texts().into_iter().find(|(name, ..)| *name == field) {
            Some((_, typed, served)) => ShownClash::of_text(page, meanwhile, field, (served, typed)),
            None => ShownClash::of_password(page, meanwhile),
        }
    }

    /// The form of a new API user.
    pub(super) fn blank(user: &CurrentUser, locale: Locale) -> Self {
        Self {
            username: String::new(),
            role: ApiUserRole::Operator.as_str().to_owned(),
            organization: String::new(),
            language: locale.tag().to_owned(),
            timezone: user.person.timezone.name().to_owned(),
            private_note: user.may(Permission::ReadPrivateNotes).then(String::new),
            version: String::new(),
            served: ServedFields::default(),
            matrix: MatrixForm::default(),
        }
    }

    /// The form of a saved one as this person sees it, at these projects.
    pub(super) fn of(saved: &ApiUser, user: &CurrentUser, matrix: MatrixForm) -> Self {
        let served = ServedFields::of(saved);
        let ServedFields { username, role, organization, language, timezone, .. } = served.clone();
        let note = || saved.private_note.to_string();
        Self {
            username,
            role,
            organization,
            language,
            timezone,
            private_note: user.may(Permission::ReadPrivateNotes).then(note),
            version: saved.version.to_string(),
            served,
            matrix,
        }
    }

    /// Whether anything is typed that is not saved.
    pub(super) fn differs_from(&self, saved: &ApiUser, user: &CurrentUser) -> bool {
        let saved = Self::of(saved, user, MatrixForm::default());
        let texts = |form: &Self| {
            let Self { username, role, organization, language, timezone, private_note, .. } = form.clone();
            // As forms send line ends.
            let note = private_note.map(|note| note.replace("\r\n", "\n"));
            (username, role, organization, language, timezone, note)
        };
        texts(self) != texts(&saved) || self.matrix.is_change()
    }

    /// The same, but with the saved role where the typed one can't be chosen by this person any more.
    pub(super) fn with_a_role_to_choose(self, user: &CurrentUser, saved: Option<&ApiUser>) -> Self {
        let saved = saved.map_or(ApiUserRole::Operator, |saved| saved.role);
        let is_administrator = self.role == ApiUserRole::Administrator.as_str();
        if is_administrator && !user.may(Permission::GrantAdministratorRole) {
            return Self { role: saved.as_str().to_owned(), ..self };
        }
        self
    }

    /// The version that the form was served with.
    ///
    /// # Errors
    /// Where it is no number.
    pub(super) fn version(&self) -> Result<i64, BadRequest> {
        self.version.parse().map_err(|_| BadRequest::UnknownValue("version"))
    }

    /// The zone that is meant; an older name that was not touched stays.
    fn timezone(&self) -> Result<Timezone, FieldError> {
        let saved = Some(&self.timezone).filter(|typed| **typed == self.served.timezone);
        let zone = saved.and_then(|name| Timezone::parse(name)).or_else(|| Timezone::recognize(&self.timezone));
        zone.ok_or(FieldError::UnknownTimezone)
    }

    /// The fields, where nothing is wrong with them, and everything that is.
    pub(super) fn fields(&self, main: &MainOrganization) -> (Option<api_users::Fields>, FormErrors<Field>) {
        let mut errors = FormErrors::default();
        let unknown = FieldError::UnknownChoice;
        let username = errors.check(Field::Username, Username::parse(&self.username));
        let role = errors.check(Field::Role, ApiUserRole::parse(&self.role).ok_or(unknown));
        let organization = errors.check(Field::Organization, Organization::parse(&self.organization, main));
        let language = errors.check(Field::Language, Locale::parse(&self.language).ok_or(unknown));
        let timezone = errors.check(Field::Timezone, self.timezone());
        let private_note = match &self.private_note {
            Some(note) => errors.check(Field::PrivateNote, PrivateNote::parse(note)).map(Some),
            None => Some(None),
        };
        let fields = (|| {
            Some(api_users::Fields {
                username: username?,
                role: role?,
                organization: organization?,
                language: language?,
                timezone: timezone?,
                private_note: private_note?,
            })
        })();
        (fields, errors)
    }
}

impl Passwords {
    /// Reads them.
    ///
    /// # Errors
    /// When one is missing or repeated.
    pub(super) fn parse(fields: &Fields) -> Result<Self, BadRequest> {
        Ok(Self {
            current: fields.optional("current_password")?.unwrap_or_default(),
            new: fields.one("new_password")?,
            again: fields.one("new_password_again")?,
        })
    }

    /// Whether nothing was typed.
    pub(super) const fn are_empty(&self) -> bool {
        self.current.is_empty() && self.new.is_empty() && self.again.is_empty()
    }
}
