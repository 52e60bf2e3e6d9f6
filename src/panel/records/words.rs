//! What fields of records and their values are called.

use crate::{
    audit::Action,
    images::PictureKind,
    input::FieldError,
    panel::{PageContext, ShownErrors, forms::ShownError},
    projects::fields::{Field, FieldKind, ValueError},
    records::{
        FieldChange, Project,
        form::{COLOR_CODE, Problem, Problems},
        name_of_picture,
    },
};

use super::{form::input, occasion::PictureProblem};

/// How many characters of a value stand in a table or in a line of the history.
const SHORT: usize = 80;

/// The beginning of a long value.
pub(super) fn shortened(value: &str) -> String {
    let mut characters = value.chars();
    let start: String = characters.by_ref().take(SHORT).collect();
    if characters.next().is_some() { start + "…" } else { start }
}

/// What a field is called, by its key in the history.
pub(super) fn field_label(page: &PageContext, project: &Project, key: &str) -> String {
    let label = match key {
        "idc_active" => "record-field-active",
        "idc_trash" => "record-field-trash",
        "idc_check_in" => "record-field-check-in",
        "idc_print_queue" => "record-field-print-queue",
        "idc_colorcode" => "record-field-color-code",
        "idc_printdate" => "record-print",
        "idc_photo" => "record-photo",
        "idc_signature" => "record-signature",
        key => {
            let fields = &project.fields;
            let field = fields.iter().chain(fields.removed()).find(|field| field.id.as_str() == key);
            return field.map_or_else(|| page.text("meanwhile-other").to_string(), |field| field.label.clone());
        }
    };
    page.text(label).to_string()
}

/// A value for the reader.
pub(super) fn value_text(page: &PageContext, project: &Project, key: &str, value: Option<&str>) -> String {
    match (key, value) {
        (_, None | Some("")) => page.text("record-no-value").to_string(),
        (key, Some("1")) if is_flag(key) => page.text("record-yes").to_string(),
        (key, Some("0")) if is_flag(key) => page.text("record-no").to_string(),
        (key, Some(code)) if key == COLOR_CODE => {
            let known = project.color_codes.iter().find(|known| known.code.to_string() == code);
            known.map_or_else(|| code.to_owned(), |known| known.name.clone())
        }
        (_, Some(value)) => value.to_owned(),
    }
}

fn is_flag(key: &str) -> bool {
    matches!(key, "idc_active" | "idc_trash" | "idc_check_in" | "idc_print_queue")
}

/// "Title: Nurse → Head nurse"; of a new record only what it began with.
pub(super) fn change_text(page: &PageContext, project: &Project, change: &FieldChange, action: Action) -> String {
    let label = field_label(page, project, &change.field);
    if PictureKind::ALL.into_iter().any(|kind| name_of_picture(kind) == change.field) {
        let value = match (&change.before, &change.after) {
            (None, _) => "record-picture-added",
            (Some(_), Some(_)) => "record-picture-replaced",
            (Some(_), None) => "record-picture-removed",
        };
        return page.text("labelled").arg("label", label).arg("value", page.text(value).to_string()).to_string();
    }
    if change.field == "idc_printdate" {
        let printed = page.text("record-print-done").to_string();
        return page.text("labelled").arg("label", label).arg("value", printed).to_string();
    }
    let text = |value: Option<&str>| shortened(&value_text(page, project, &change.field, value));
    let after = text(change.after.as_deref());
    if action == Action::Created {
        return page.text("labelled").arg("label", label).arg("value", after).to_string();
    }
    let before = text(change.before.as_deref());
    page.text("meanwhile-change").arg("field", label).arg("before", before).arg("after", after).to_string()
}

/// What is said under the label of a field.
pub(super) fn hint(page: &PageContext, field: &Field, is_new: bool) -> String {
    let length = page.text("record-hint-length").arg("max", field.max_length);
    let mut hint = match field.kind {
        FieldKind::Text => length.to_string(),
        FieldKind::Number => page.text("record-hint-number").to_string(),
        FieldKind::Date => page.text("record-hint-date").to_string(),
        FieldKind::Email => page.text("record-hint-email").to_string(),
        FieldKind::Choice => page.text("record-hint-choice").to_string(),
    };
    if field.is_unique {
        hint = format!("{hint} {}", page.text("record-hint-unique"));
    }
    if is_new && field.name.is_id_number() {
        hint = format!("{hint} {}", page.text("record-hint-next-number"));
    }
    hint
}

/// Why a picture was not saved, in the reader's language.
pub(super) fn picture_errors(page: &PageContext, kind: PictureKind, problem: PictureProblem) -> ShownErrors {
    let label = match kind {
        PictureKind::Photo => "record-photo",
        PictureKind::Signature => "record-signature",
    };
    let message = match problem {
        PictureProblem::Missing => page.text("record-picture-missing"),
        PictureProblem::Image(error) => error.text(kind, page.locale()),
        PictureProblem::Changed => page.text("record-picture-changed"),
    };
    ShownErrors(vec![ShownError { name: kind.as_str().into(), label: page.text(label).to_string(), message }])
}

/// What is wrong with a form, in the reader's language.
pub(super) fn errors(page: &PageContext, project: &Project, problems: &Problems) -> ShownErrors {
    let shown = problems.iter().map(|(key, problem)| ShownError {
        name: input(key).into(),
        label: field_label(page, project, key),
        message: match problem {
            Problem::Taken => page.text("record-error-taken"),
            Problem::Removed(text) => page.text("record-error-removed").arg("text", text.clone()),
            Problem::Value(ValueError::Required) => FieldError::Required.text(page.locale(), "value"),
            Problem::Value(ValueError::TooLong(max)) => FieldError::TooLong { max: *max }.text(page.locale(), "value"),
            Problem::Value(ValueError::ControlCharacter | ValueError::NotText) => {
                FieldError::ControlCharacter.text(page.locale(), "value")
            }
            Problem::Value(ValueError::Image(kind, error)) => error.text(*kind, page.locale()),
            Problem::Value(ValueError::NotANumber) => page.text("record-error-not-a-number"),
            Problem::Value(ValueError::NotADate) => page.text("record-error-not-a-date"),
            Problem::Value(ValueError::NotAnEmail) => page.text("record-error-not-an-email"),
            Problem::Value(ValueError::NotAChoice | ValueError::NotAFlag | ValueError::NotAColorCode) => {
                FieldError::UnknownChoice.text(page.locale(), "value")
            }
        },
    });
    ShownErrors(shown.collect())
}
