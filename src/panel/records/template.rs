//! What the page of a record shows.

use std::borrow::Borrow;

use askama::Template;

use super::{
    form::{RecordForm, input},
    history::ShownVersion,
    name_of,
    rights::Rights,
    shown_field::{Control, ShownField},
    shown_picture::ShownPicture,
    status_of,
    words::{field_label, shortened},
};
use crate::{
    authorization::Status,
    images::PictureKind,
    panel::{
        PageContext, ShownErrors,
        meanwhile::{ShownClash, ToldChange},
        paths,
    },
    projects::fields::ColorCode,
    records::{
        Project, Record,
        form::{COLOR_CODE, FLAGS},
    },
    texts::Text,
};

#[derive(Template)]
#[template(path = "records/record.html")]
pub(super) struct RecordPage {
    pub page: PageContext,
    pub project: Project,
    pub saved: Option<Record>,
    pub form: RecordForm,
    pub fields: Vec<ShownField>,
    /// The name of the input of the color code.
    pub color_code_input: String,
    pub errors: ShownErrors,
    /// Where fields were changed on both sides, which.
    pub clashes: Option<Vec<ShownClash>>,
    /// What others did that came along.
    pub came_along: Vec<ToldChange>,
    pub versions: Vec<ShownVersion>,
    pub older: Option<String>,
    pub rights: Rights,
    pub is_unsaved: bool,
    /// Why it is not saved: a title and what to do.
    pub notice: Option<(Text, Text)>,
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
    pub(super) fn may_save_photo(&self) -> bool {
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
