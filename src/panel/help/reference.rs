//! What a page about the API says of its actions and errors, made of [`crate::producer::reference`].
//!
//! The prose stands in Markdown, where a comment such as `<!-- errors -->` names a part.

use askama::Template;

use crate::{
    authorization::Privilege,
    locale::Locale,
    producer::reference::{
        DataMember, ErrorKind, Example, Language, Member, Need, Operation, Values, environment, errors, form,
    },
};

#[derive(Template)]
#[template(path = "help/reference/operation.html")]
struct OperationPart {
    locale: Locale,
    operation: Operation,
    access: String,
    needs: Vec<String>,
    members: Vec<Member>,
    data: Vec<DataMember>,
    programs: Vec<(Language, String)>,
    answer: Option<String>,
}

#[derive(Template)]
#[template(path = "help/reference/actions.html")]
struct ActionsPart {
    locale: Locale,
    operations: [Operation; Operation::COUNT],
}

#[derive(Template)]
#[template(path = "help/reference/members.html")]
struct MembersPart {
    locale: Locale,
    members: [Member; 4],
}

#[derive(Template)]
#[template(path = "help/reference/errors.html")]
struct ErrorsPart {
    locale: Locale,
    errors: Vec<ErrorKind>,
}

#[derive(Template)]
#[template(path = "help/reference/code.html")]
struct CodePart<'a> {
    locale: Locale,
    id: &'a str,
    text: String,
}

/// Puts the parts into a page.
pub(super) fn fill(html: String, locale: Locale) -> String {
    if !html.contains("<!-- ") {
        return html;
    }
    let put = |html: String, (name, part): (&str, String)| html.replace(&format!("<!-- {name} -->"), &part);
    parts(locale).into_iter().fold(html, put)
}

fn parts(locale: Locale) -> Vec<(&'static str, String)> {
    let operations = Operation::all();
    let code = |id, text| written(&CodePart { locale, id, text });
    let example = |name| Example::all().iter().find(|example| example.name == name);
    let answer = |name| example(name).and_then(Example::answer).unwrap_or_default();
    let mut parts = vec![
        ("environment", code("environment", environment())),
        ("actions", written(&ActionsPart { locale, operations })),
        ("members", written(&MembersPart { locale, members: Member::common() })),
        ("errors", written(&ErrorsPart { locale, errors: errors(locale) })),
        ("form", code("form-curl", example("get_record").map(|example| form(&example.call())).unwrap_or_default())),
        ("xml", code("xml-answer", answer("get_record_xml").replace("><", ">\n<"))),
    ];
    parts.extend(operations.map(|operation| (operation.name(), written(&OperationPart::new(locale, operation)))));
    parts
}

impl OperationPart {
    fn new(locale: Locale, operation: Operation) -> Self {
        let example = Example::of(operation);
        let programs =
            |example: &Example| Language::ALL.map(|language| (language, language.program(&example.call()))).to_vec();
        Self {
            locale,
            operation,
            access: Privilege::Access.text(locale).to_string(),
            needs: operation.needs().into_iter().map(|need| needed(locale, need)).collect(),
            members: operation.own_members(),
            data: operation.data().members(),
            programs: example.map(programs).unwrap_or_default(),
            answer: example.and_then(Example::answer).map(|answer| pretty(&answer)),
        }
    }
}

fn needed(locale: Locale, need: Need) -> String {
    let privilege = need.privileges(locale);
    let text = match (need.part, need.member()) {
        (None, _) => return privilege,
        (Some(_), Some(member)) => locale.text("reference-needed-with").arg("member", member),
        (Some(_), None) => locale.text("reference-needed-otherwise"),
    };
    text.arg("privilege", privilege).to_string()
}

/// The answer over lines; its members stay in their order.
pub(in crate::panel) fn pretty(answer: &str) -> String {
    let value: Option<serde_json::Value> = serde_json::from_str(answer).ok();
    value.and_then(|value| serde_json::to_string_pretty(&value).ok()).unwrap_or_default()
}

/// Only memory is written to, so it can't fail.
fn written(part: &impl Template) -> String {
    part.render().unwrap_or_default()
}
