//! The inputs of a call: what its action takes, as plain fields.

use super::form::{API, ClientForm, DATA, EMPTIED, FILE, FROM_FILE, PICTURE};
use crate::{
    images::{MAX_BYTES, PictureKind},
    panel::PageContext,
    producer::reference::{DataMember, DataShape, Member, Operation, Values},
    projects::fields::{Field, FieldKind},
    records::{Project, name_of_picture},
    texts::Text,
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
    /// Where it can be sent empty, as which member, and whether it is.
    pub empty: Option<(String, bool)>,
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
    /// By choosing one of these values, by their texts.
    Choices(Vec<(&'static str, Text)>),
    /// By choosing a file of one of these media types.
    File(String),
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
        empty: None,
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
        empty: (shape == DataShape::Change && !field.is_required)
            .then(|| (field.name.to_string(), form.is_emptied(field.name.as_str()))),
    };
    let is_picture = |member: &DataMember| PictureKind::ALL.iter().any(|&kind| name_of_picture(kind) == member.name);
    // A deletion is an action of its own.
    let is_asked = |member: &DataMember| member.name != "idc_delete" && !is_picture(member);
    let of_member = |member: DataMember| Input {
        name: format!("{DATA}{}", member.name),
        hint: member.about(page.locale()).to_string(),
        value: form.data(member.name),
        control: control(member.values),
        empty: None,
        label: member.name.to_owned(),
    };
    let members = shape.members().into_iter().filter(is_asked).map(of_member);
    let pictures = PictureKind::ALL.into_iter().flat_map(|kind| of_picture(page, shape, kind, form));
    project.fields.iter().map(of_field).chain(members).chain(pictures).collect()
}

/// What is sent of a picture, and its file.
fn of_picture(page: &PageContext, shape: DataShape, kind: PictureKind, form: &ClientForm) -> [Input; 2] {
    let name = name_of_picture(kind);
    let about = shape.members().into_iter().find(|member| member.name == name);
    let is_emptied = form.is_emptied(name);
    let mut choices =
        vec![("", page.text("api-client-picture-none")), (FROM_FILE, page.text("api-client-picture-file"))];
    if shape == DataShape::Change {
        choices.push((EMPTIED, page.text("api-client-picture-empty")));
    }
    let hint = match kind {
        PictureKind::Photo => "photo-hint",
        PictureKind::Signature => "signature-hint",
    };
    let value = if form.is_from_file(kind) {
        FROM_FILE
    } else if is_emptied {
        EMPTIED
    } else {
        ""
    };
    let media_types: Vec<_> = kind.formats().iter().map(|format| format.media_type()).collect();
    [
        Input {
            name: format!("{PICTURE}{name}"),
            label: name.to_owned(),
            hint: about.map(|member| member.about(page.locale()).to_string()).unwrap_or_default(),
            control: Control::Choices(choices),
            value: value.to_owned(),
            empty: None,
        },
        Input {
            name: file_input(kind),
            label: page.text(file_label(kind)).to_string(),
            hint: page
                .text("api-client-file-hint")
                .arg("formats", page.text(hint).arg("max", MAX_BYTES / (1024 * 1024)).to_string())
                .to_string(),
            control: Control::File(media_types.join(",")),
            value: String::new(),
            empty: None,
        },
    ]
}

/// The name of the input for the file of a picture.
pub(super) fn file_input(kind: PictureKind) -> String {
    format!("{FILE}{}", name_of_picture(kind))
}

/// The message of its label.
pub(super) const fn file_label(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::Photo => "photo-file",
        PictureKind::Signature => "signature-file",
    }
}

fn control(values: Values) -> Control {
    match values {
        Values::OneOf(words) => Control::Words(words.into_iter().map(str::to_owned).collect()),
        Values::Range { .. } | Values::Text | Values::OneField => Control::Line,
    }
}
