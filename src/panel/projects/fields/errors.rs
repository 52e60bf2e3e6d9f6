//! What is wrong with the form, as its page shows it.

use super::form::FieldsForm;
use crate::{
    panel::{
        PageContext,
        forms::{ShownError, ShownErrors, input_id},
    },
    projects::fields::{ColorCode, Place, Problems, Property},
    texts::Text,
};

impl ShownErrors {
    /// The problems of the fields and color codes in the reader's language.
    pub(super) fn of_fields(page: &PageContext, form: &FieldsForm, problems: &Problems) -> Self {
        let mut sorted: Vec<_> = problems.iter().collect();
        sorted.sort_by_key(|(place, _)| rank(*place));
        let shown = sorted.into_iter().map(|(place, error)| ShownError {
            name: input_id(&input(form, place)).into_owned().into(),
            label: label(page, form, place),
            message: error.text(page.locale(), place),
        });
        Self(shown.collect())
    }
}

/// As the inputs stand on the page.
const fn rank(place: Place) -> (usize, usize) {
    match place {
        Place::Field(at, Property::Label) => (at, 0),
        Place::Field(at, property) => (at, 1 + property as usize),
        Place::ColorName(code) | Place::Color(code) => (usize::MAX, code.unsigned_abs() as usize),
    }
}

/// The name of the input that the place stands for.
fn input(form: &FieldsForm, place: Place) -> String {
    match place {
        Place::Field(at, property) => match form.rows.get(at) {
            // What stays as it is has no input of its own.
            Some(row) if property == Property::IsRemoved || row.is_id_number() && property != Property::MaxLength => {
                row.name(Property::Label)
            }
            Some(row) => row.name(property),
            None => String::new(),
        },
        Place::ColorName(code) => format!("{}.name", ColorCode::field(code)),
        Place::Color(code) => format!("{}.color", ColorCode::field(code)),
    }
}

fn label(page: &PageContext, form: &FieldsForm, place: Place) -> Text {
    match place {
        Place::Field(at, property) => {
            let field = form.rows.get(at).map(|row| row.title(page)).unwrap_or_default();
            page.text("fields-property")
                .arg("field", field)
                .arg("property", super::words::property(page, property).to_string())
        }
        Place::ColorName(code) | Place::Color(code) => page.text("color-code").arg("code", code),
    }
}
