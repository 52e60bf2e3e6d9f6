//! The inputs of a call: what its action takes, as plain fields.

use super::form::{API, ClientForm, DATA};
use crate::{
    panel::PageContext,
    producer::reference::{DataMember, Member, Operation, Values},
    projects::fields::{Field, FieldKind},
    records::Project,
};

/// An input.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// Its name in the form.
    pub name: String,
    pub label: String,
    pub hint: String,
    pub control: Control,
    pub value: String,
}

/// How it is filled in.
#[derive(Clone, Debug)]
pub(super) enum Control {
    /// By choosing one of these words.
    Words(Vec<String>),
    /// In one line.
    Line,
    /// In several lines.
    Lines,
}

/// From how many characters on a text has several lines.
const ONE_LINE: usize = 120;

/// The members of `api` that the operation has of its own, but for the primary key.
pub(super) fn of_api(page: &PageContext, operation: Operation, form: &ClientForm) -> Vec<Input> {
    let members = operation.own_members().into_iter();
    let asked = members.filter(|member| !matches!(member.name, "api_primary_key" | "api_output_format"));
    let input = |member: Member| Input {
        name: format!("{API}{}", member.name),
        hint: match member.default {
            Some(default) => page
                .text("api-client-default")
                .arg("about", member.about(page.locale()).to_string())
                .arg("default", default)
                .to_string(),
            None => member.about(page.locale()).to_string(),
        },
        value: form.api(member.name),
        control: control(member.values),
        label: member.name.to_owned(),
    };
    asked.map(input).collect()
}

/// The members of `data`: the fields of the project, then what every record has.
pub(super) fn of_data(page: &PageContext, operation: Operation, project: &Project, form: &ClientForm) -> Vec<Input> {
    let shape = operation.data();
    if !shape.has_fields() {
        return Vec::new();
    }
    let of_field = |field: &Field| Input {
        name: format!("{DATA}{}", field.name.as_str()),
        label: field.label.clone(),
        hint: field.name.to_string(),
        control: match field.kind {
            FieldKind::Choice => Control::Words(field.choices.clone()),
            FieldKind::Text if field.max_length > ONE_LINE => Control::Lines,
            _ => Control::Line,
        },
        value: form.data(field.name.as_str()),
    };
    // Pictures are too long to be typed, and a deletion is an action of its own.
    let is_asked = |member: &DataMember| !matches!(member.name, "idc_delete" | "idc_photo" | "idc_signature");
    let of_member = |member: DataMember| Input {
        name: format!("{DATA}{}", member.name),
        hint: member.about(page.locale()).to_string(),
        value: form.data(member.name),
        control: control(member.values),
        label: member.name.to_owned(),
    };
    let members = shape.members().into_iter().filter(is_asked).map(of_member);
    project.fields.iter().map(of_field).chain(members).collect()
}

fn control(values: Values) -> Control {
    match values {
        Values::OneOf(words) => Control::Words(words.into_iter().map(str::to_owned).collect()),
        Values::Range { .. } | Values::Text | Values::OneField => Control::Line,
    }
}
