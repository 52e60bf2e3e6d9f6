//! The page of a record: the form with all that stands around it.

use std::borrow::Borrow;

use actix_web::{
    HttpResponse,
    http::header::{HeaderName, HeaderValue},
};
use askama::Template;

use super::{
    form::{RecordForm, input},
    history::{History, ShownVersion},
    name_of,
    occasion::Occasion,
    shown_picture::ShownPicture,
    status_of,
    words::{errors, field_label, hint, picture_errors, shortened, value_text},
};
use crate::{
    authorization::{Deed, RecordAuthority, RecordState, Status},
    db::{DbConnection, DbResult},
    ids::RecordId,
    images::PictureKind,
    merge::Clashes,
    panel::{
        ClashChoice, PageContext, PanelError, ShownErrors,
        meanwhile::{ShownClash, ToldChange},
        paths, render,
    },
    projects::fields::{ColorCode, Field, FieldKind},
    records::{
        Project, Record, find,
        form::{COLOR_CODE, FLAGS, action_of_move, action_of_picture},
    },
    texts::Text,
    web::headers,
};

/// From how many characters on a text has several lines.
const ONE_LINE: usize = 120;

/// The page before it knows its reader.
pub(super) struct RecordView {
    project: Project,
    /// By what the reader may do something here.
    authority: RecordAuthority,
    /// None for a new record.
    saved: Option<Record>,
    /// Whether there was one that is gone.
    is_gone: bool,
    form: RecordForm,
    history: History,
    /// What others did while the form was open.
    meanwhile: History,
}

/// A field as it stands in the form.
struct ShownField {
    name: String,
    label: String,
    hint: String,
    value: String,
    control: Control,
    is_optional: bool,
}

/// How a value is typed.
enum Control {
    Line,
    Lines,
    Number,
    Date,
    Email,
    /// With what can be chosen.
    Choice(Vec<String>),
}

/// What the reader may do here.
#[expect(clippy::struct_excessive_bools, reason = "each shows or hides something of its own")]
struct Rights {
    /// To save what stands in the form.
    save: bool,
    /// To make another record.
    add: bool,
    /// To delete this one, as it is now.
    delete: bool,
    /// To see its card.
    preview: bool,
    /// Where to move this one.
    moves: Vec<Status>,
    /// To save and remove its photo, and its signature.
    pictures: [bool; PictureKind::ALL.len()],
}

#[derive(Template)]
#[template(path = "records/record.html")]
struct RecordPage {
    page: PageContext,
    project: Project,
    saved: Option<Record>,
    form: RecordForm,
    fields: Vec<ShownField>,
    /// The name of the input of the color code.
    color_code_input: String,
    errors: ShownErrors,
    /// Where fields were changed on both sides, which.
    clashes: Option<Vec<ShownClash>>,
    /// What others did that came along.
    came_along: Vec<ToldChange>,
    versions: Vec<ShownVersion>,
    older: Option<String>,
    rights: Rights,
    is_unsaved: bool,
    /// Why it is not saved: a title and what to do.
    notice: Option<(Text, Text)>,
}

impl RecordView {
    /// Reads the record, where it is not a new one, and all that the page shows around the form: what is typed, else what
    /// is saved. None where there is no such record and nothing is typed.
    pub(super) fn load(
        connection: &mut DbConnection,
        (project, authority): (Project, RecordAuthority),
        record: Option<&RecordId>,
        typed: Option<RecordForm>,
        occasion: &Occasion,
        newest: Option<i64>,
    ) -> DbResult<Option<Self>> {
        let Some(id) = record else {
            let form = typed.unwrap_or_else(|| RecordForm::blank(&project));
            return Ok(Some(Self::unsaved((project, authority), form, false)));
        };
        let Some(saved) = find(connection, &project.id, id)? else {
            return Ok(typed.map(|form| Self::unsaved((project, authority), form.made_anew(), true)));
        };
        let form = typed.unwrap_or_else(|| RecordForm::of(&saved, &project));
        let versions = occasion.versions(form.version, saved.version);
        Ok(Some(Self {
            history: History::load(connection, id, newest.unwrap_or(saved.version))?,
            meanwhile: History::between(connection, id, versions)?,
            form: if matches!(occasion, Occasion::Clash(_)) { form.rebased(&saved, &project) } else { form },
            saved: Some(saved),
            is_gone: false,
            project,
            authority,
        }))
    }

    /// Whether the record is gone that a form was about.
    pub(super) const fn is_gone_after(&self, occasion: &Occasion) -> bool {
        self.is_gone && !matches!(occasion, Occasion::Gone)
    }

    /// Whether the reader may save what stands in the form.
    pub(super) fn may_save(&self) -> bool {
        self.rights().save
    }

    fn unsaved((project, authority): (Project, RecordAuthority), form: RecordForm, is_gone: bool) -> Self {
        let (history, meanwhile) = (History::default(), History::default());
        Self { project, authority, saved: None, is_gone, form, history, meanwhile }
    }

    fn rights(&self) -> Rights {
        let (authority, saved) = (self.authority, self.saved.as_ref());
        let state = saved.map_or(RecordState::Absent, Record::state);
        let may_move = |record: &Record, to| authority.may(action_of_move(Some(record), to), state);
        let moves = saved.map(|record| status_of(record).moves().filter(|&to| may_move(record, to)).collect());
        Rights {
            save: authority.may_do(if saved.is_some() { Deed::UpdateRecord } else { Deed::InsertRecord }, state),
            add: authority.may_do(Deed::InsertRecord, RecordState::Absent),
            delete: saved.is_some() && authority.may_do(Deed::DeleteRecord, state),
            preview: saved.is_some() && authority.may_do(Deed::GetBadgePreview, state),
            moves: moves.unwrap_or_default(),
            pictures: PictureKind::ALL.map(|kind| authority.may(action_of_picture(kind), state)),
        }
    }

    /// The page.
    ///
    /// # Errors
    /// When the template can't be written.
    pub(super) fn answer(self, page: PageContext, occasion: &Occasion) -> Result<HttpResponse, PanelError> {
        let rights = self.rights();
        let Self { project, saved, form, history, meanwhile, .. } = self;
        let (clashes, came_along) = match (occasion, &saved) {
            (Occasion::Clash(clashes), Some(saved)) => {
                let saved = RecordForm::of(saved, &project);
                let shown = clashes.iter().map(|key| clash(&page, &project, &meanwhile, key, (&saved, &form)));
                (Some(shown.collect()), meanwhile.tell(&page, &project, clashes))
            }
            _ => (None, meanwhile.tell(&page, &project, &Clashes::default())),
        };
        let errors = match occasion {
            Occasion::Invalid(problems) => errors(&page, &project, problems),
            Occasion::BadPicture(kind, problem) => picture_errors(&page, *kind, *problem),
            _ => ShownErrors::default(),
        };
        let notice = match occasion {
            Occasion::Gone => {
                let text = if rights.save { "record-gone-text" } else { "record-gone-text-read" };
                Some((page.text("record-gone-title"), page.text(text)))
            }
            Occasion::PutOff(error) => Some(error.texts(page.locale())),
            _ => None,
        };
        let older = saved.as_ref().zip(history.older);
        let shown = RecordPage {
            fields: project.fields.iter().map(|field| shown_field(&page, field, &form, saved.is_none())).collect(),
            versions: history.shown(&page, &project),
            older: older.map(|(record, version)| paths::record_history(&project.id, &record.id, version)),
            rights,
            color_code_input: input(COLOR_CODE),
            is_unsaved: occasion.is_unsaved(),
            page,
            project,
            saved,
            form,
            errors,
            clashes,
            came_along,
            notice,
        };
        let may_photograph = shown.may_save_photo();
        let mut response = render(occasion.status(), &shown)?;
        if may_photograph {
            let (name, value) = headers::WITH_CAMERA;
            response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        Ok(response)
    }
}

fn shown_field(page: &PageContext, field: &Field, form: &RecordForm, is_new: bool) -> ShownField {
    let value = form.text(field.id.as_str());
    let control = match field.kind {
        FieldKind::Text if field.max_length > ONE_LINE || value.contains('\n') => Control::Lines,
        FieldKind::Number => Control::Number,
        FieldKind::Date if value.is_empty() || field.check(&value).is_ok() => Control::Date,
        // Browsers drop from a date field what is no date.
        FieldKind::Text | FieldKind::Date => Control::Line,
        FieldKind::Email => Control::Email,
        FieldKind::Choice => Control::Choice(field.choices.clone()),
    };
    ShownField {
        name: input(field.id.as_str()),
        label: field.label.clone(),
        hint: hint(page, field, is_new),
        value,
        control,
        is_optional: !field.is_required || is_new && field.name.is_id_number(),
    }
}

/// A field that was changed on both sides, as it is to be chosen.
fn clash(
    page: &PageContext,
    project: &Project,
    meanwhile: &History,
    key: &str,
    (saved, form): (&RecordForm, &RecordForm),
) -> ShownClash {
    let theirs = saved.text(key);
    ShownClash {
        input: ClashChoice::input(key),
        label: field_label(page, project, key),
        by: meanwhile.last(page, key),
        mine: value_text(page, project, key, Some(&form.text(key))),
        images: [None, None],
        choices: Some((ClashChoice::Theirs(theirs.clone()), ClashChoice::Mine)),
        theirs: value_text(page, project, key, Some(&theirs)),
    }
}

impl Rights {
    /// Whether a picture of this kind may be saved and removed.
    const fn may_save(&self, kind: PictureKind) -> bool {
        self.pictures[kind as usize]
    }
}

/// A button that moves the record.
struct Move {
    to: Status,
    text: Text,
}

impl RecordPage {
    /// Where the form goes.
    fn action(&self) -> String {
        match &self.saved {
            Some(saved) => paths::record(&self.project.id, &saved.id),
            None => paths::new_record(&self.project.id),
        }
    }

    fn title(&self) -> String {
        let name = |saved: &Record| name_of(saved, &self.project);
        self.saved.as_ref().map_or_else(|| self.page.text("new-record").to_string(), name)
    }

    /// The first two values beside the number: on most cards the name of their holder.
    fn name(&self) -> String {
        let Some(saved) = &self.saved else { return String::new() };
        let fields = self.project.fields.iter().filter(|field| !field.name.is_id_number()).take(2);
        let values = fields.filter_map(|field| saved.values.get(&field.id)).map(shortened);
        values.collect::<Vec<_>>().join(" ")
    }

    /// Whether a photo of the record may be saved; only then is the camera asked for.
    fn may_save_photo(&self) -> bool {
        self.saved.is_some() && self.rights.may_save(PictureKind::Photo)
    }

    /// Whether a signature of the record may be saved.
    fn may_save_signature(&self) -> bool {
        self.saved.is_some() && self.rights.may_save(PictureKind::Signature)
    }

    /// The photo and the signature.
    fn pictures(&self, saved: &Record) -> [ShownPicture; PictureKind::ALL.len()] {
        PictureKind::ALL.map(|kind| ShownPicture::of(&self.page, kind, saved, self.title(), self.rights.may_save(kind)))
    }

    /// The statuses to which the reader can move it; out of Trash first to what it was.
    fn moves(&self, saved: &Record) -> Vec<Move> {
        let is_restored = |to| saved.is_in_trash && (to == Status::Active) == saved.is_active;
        let text = |to| match to {
            Status::Active if is_restored(to) => self.page.text("record-restore-active"),
            Status::Inactive if is_restored(to) => self.page.text("record-restore-inactive"),
            to => self.page.move_to(to),
        };
        let mut moves: Vec<Move> = self.rights.moves.iter().map(|&to| Move { to, text: text(to) }).collect();
        moves.sort_by_key(|each| !is_restored(each.to));
        moves
    }

    fn status(&self) -> Option<Status> {
        self.saved.as_ref().map(status_of)
    }

    fn status_meaning(&self, status: impl Borrow<Status>) -> Text {
        self.page.text(match status.borrow() {
            Status::Active => "record-active-meaning",
            Status::Inactive => "record-inactive-meaning",
            Status::Trash if self.page.api_user().is_some() => "record-trash-meaning-own",
            Status::Trash => "record-trash-meaning",
        })
    }

    /// The color code that stands in the form.
    fn color_code(&self) -> Option<&ColorCode> {
        let typed = self.form.text(COLOR_CODE);
        self.project.color_codes.iter().find(|known| known.code.to_string() == typed)
    }

    /// The flags with their input's name, their label, and whether they are ticked.
    fn flags(&self) -> Vec<(String, String, bool)> {
        let shown =
            FLAGS.map(|key| (input(key), field_label(&self.page, &self.project, key), self.form.text(key) == "1"));
        shown.into()
    }
}
