//! The page of the form.

use std::borrow::Borrow;

use askama::Template;

use super::{form::FieldsForm, row::Row, summary, view::text_of, words};
use crate::{
    panel::{
        PageContext, ShownErrors,
        forms::ShownError,
        meanwhile::{ShownClash, ToldChange},
        paths,
    },
    projects::{
        Project,
        fields::{FieldKind, Fields, Property, YES},
    },
    texts::Text,
};

#[derive(Template)]
#[template(path = "projects/fields.html")]
pub(super) struct FieldsPage {
    pub(super) page: PageContext,
    pub(super) project: Project,
    pub(super) form: FieldsForm,
    /// Removed fields that stand in no row: they stay so.
    pub(super) removed: Vec<Row>,
    pub(super) errors: ShownErrors,
    /// What was changed on both sides.
    pub(super) clashes: Option<Vec<ShownClash>>,
    /// What others did that came along.
    pub(super) came_along: Vec<ToldChange>,
    /// Why it can't be saved now.
    pub(super) put_off: Option<(Text, Text)>,
    pub(super) is_unsaved: bool,
}

impl FieldsPage {
    fn action(&self) -> String {
        paths::project_fields(&self.project.id)
    }

    /// The rows to be removed, which come back with what is typed in them.
    fn going(&self) -> Vec<&Row> {
        self.form.rows.iter().filter(|row| row.is_removed()).collect()
    }

    /// Whether the button for another row is shown.
    fn has_room(&self) -> bool {
        self.form.in_use().count() < Fields::MOST
    }

    /// The columns of the rows, each with its paragraph in the help.
    const COLUMNS: [(Property, &'static str); 7] = [
        (Property::Label, "projects#field-label"),
        (Property::Name, "projects#field-name"),
        (Property::Kind, "projects#field-type"),
        (Property::MaxLength, "projects#field-length"),
        (Property::IsRequired, "projects#field-required"),
        (Property::IsUnique, "projects#field-unique"),
        (Property::DefaultValue, "projects#field-default"),
    ];

    fn property(&self, property: impl Borrow<Property>) -> Text {
        words::property(&self.page, *property.borrow())
    }

    fn kind(&self, of: impl Borrow<FieldKind>) -> Text {
        words::kind(&self.page, *of.borrow())
    }

    /// What is wrong with a row: the names of the inputs, and as in "Length: Enter a whole number from 1 to 40."
    fn errors_of(&self, row: &Row) -> Vec<(String, Text)> {
        let text = |error: &ShownError| {
            let property = error.name.rsplit('-').next().and_then(Property::parse);
            let label = property.map(|property| self.property(property).to_string()).unwrap_or_default();
            self.page.text("error-summary-line").arg("field", label).arg("message", error.message.to_string())
        };
        let own = self.errors.iter().filter(|error| row.has(&error.name));
        own.map(|error| (error.name.to_string(), text(error))).collect()
    }

    fn served_order(&self) -> String {
        text_of(&self.form.served_order)
    }

    /// "9 of 50 fields".
    fn count(&self) -> Text {
        summary::count(&self.page, self.form.in_use().count())
    }
}
