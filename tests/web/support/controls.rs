//! The controls of a form, read from its markup.

use std::slice;

use scraper::{ElementRef, Html};

use super::html;

/// A control that may send something.
pub(super) struct Control {
    pub(super) name: String,
    pub(super) is_disabled: bool,
    pub(super) state: State,
    is_read_only: bool,
}

/// What it is, and what is in it.
pub(super) enum State {
    /// A field to type into, or one that nobody sees.
    Text { value: String, is_hidden: bool },
    /// A box to tick.
    Checkbox(Choice),
    /// One button of a group.
    Radio(Choice),
    /// A list to choose from.
    Select(Vec<Choice>),
    /// A file to choose: what it is called and what is in it.
    File(Option<(String, Vec<u8>)>),
    /// What sends the form.
    Button(Button),
}

/// Something to choose.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) is_chosen: bool,
    is_disabled: bool,
}

/// A button that sends the form.
pub(super) struct Button {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) action: Option<String>,
    pub(super) method: Option<String>,
}

/// The form of this id or that matches the selector, or that owns what does.
#[track_caller]
pub(super) fn find_form<'a>(document: &'a Html, id_or_css: &str) -> Option<ElementRef<'a>> {
    let found = by_id(document, id_or_css).or_else(|| document.select(&html::selector(id_or_css)).next())?;
    if found.value().name() == "form" { Some(found) } else { owner(document, found) }
}

/// The controls that the form owns, in the order of the page.
pub(super) fn of(document: &Html, form: ElementRef<'_>) -> Vec<Control> {
    let all = document.root_element().descendants().filter_map(ElementRef::wrap);
    let own = all.filter(|&element| owner(document, element).is_some_and(|owner| owner.id() == form.id()));
    // A template is no part of the page yet.
    let own = own.filter(|&element| !stands_in(element, "template"));
    let mut controls: Vec<Control> = own.filter_map(Control::of).collect();
    leave_one_of_each_radio_group(&mut controls);
    controls
}

impl Control {
    fn of(element: ElementRef<'_>) -> Option<Self> {
        Some(Self {
            name: element.attr("name").unwrap_or_default().to_owned(),
            is_disabled: is_disabled(element),
            is_read_only: element.attr("readonly").is_some(),
            state: State::of(element)?,
        })
    }

    /// Whether there is something to type or to choose under this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name && !matches!(self.state, State::Button(_))
    }

    /// Fills it in as a person can.
    #[track_caller]
    pub(super) fn set(&mut self, typed: &str) {
        let (name, offers) = (&self.name, self.offers().into_iter().map(str::to_owned).collect::<Vec<_>>());
        assert!(!self.is_disabled, "{name:?} is disabled: no person can set it");
        assert!(!self.is_read_only, "{name:?} is read-only: no person can set it");
        let choices = match &mut self.state {
            State::Text { is_hidden: true, .. } => panic!("{name:?} is hidden: no person can set it"),
            State::Text { value, .. } => return typed.clone_into(value),
            State::Checkbox(_) | State::Button(_) => panic!("{name:?} is a box: tick or untick it"),
            State::File(_) => panic!("{name:?} takes a file: attach one"),
            State::Radio(choice) => slice::from_mut(choice),
            State::Select(choices) => choices,
        };
        let can = choices.iter().any(|choice| choice.value == typed && !choice.is_disabled);
        assert!(can, "{typed:?} of {name:?} can't be chosen from {offers:?}");
        for choice in choices {
            choice.is_chosen = choice.value == typed && !choice.is_disabled;
        }
    }

    /// The button that it is.
    pub(super) fn button(&self) -> Option<&Button> {
        match &self.state {
            State::Button(button) => Some(button),
            _ => None,
        }
    }

    /// Whether it takes part when the form is sent.
    pub(super) fn can_send(&self) -> bool {
        !self.is_disabled && !self.name.is_empty()
    }

    /// What it holds now.
    pub(super) fn values(&self) -> Vec<&str> {
        match &self.state {
            State::Text { value, .. } => vec![value],
            State::Button(button) => vec![&button.value],
            State::File(file) => vec![file.as_ref().map_or("", |(name, _)| name)],
            State::Checkbox(choice) | State::Radio(choice) => chosen(slice::from_ref(choice)),
            State::Select(choices) => chosen(choices),
        }
    }

    /// What can be chosen of it.
    pub(super) fn offers(&self) -> Vec<&str> {
        match &self.state {
            State::Text { .. } | State::Button(_) | State::File(_) => Vec::new(),
            State::Checkbox(choice) | State::Radio(choice) => vec![&choice.value],
            State::Select(choices) => {
                choices.iter().filter(|choice| !choice.is_disabled).map(|choice| choice.value.as_str()).collect()
            }
        }
    }
}

impl State {
    fn of(element: ElementRef<'_>) -> Option<Self> {
        let kind = element.attr("type").unwrap_or_default().to_ascii_lowercase();
        let value = element.attr("value");
        Some(match (element.value().name(), kind.as_str()) {
            ("button" | "input", "button" | "reset") => return None,
            ("button", _) => Self::Button(Button::of(element, label_of(element))),
            ("input", "submit") => Self::Button(Button::of(element, value.unwrap_or_default().to_owned())),
            ("input", "checkbox") => Self::Checkbox(Choice::of_box(element)),
            ("input", "radio") => Self::Radio(Choice::of_box(element)),
            ("input", "file") => Self::File(None),
            ("input", "image" | "range") => panic!("inputs of the type {kind} are not understood"),
            ("input", "color") => Self::Text { value: color(value.unwrap_or_default()), is_hidden: false },
            ("input", "hidden") => Self::Text { value: value.unwrap_or_default().to_owned(), is_hidden: true },
            ("input", kind) => Self::Text { value: on_one_line(value.unwrap_or_default(), kind), is_hidden: false },
            ("textarea", _) => Self::Text { value: element.text().collect(), is_hidden: false },
            ("select", _) => Self::Select(options(element)),
            _ => return None,
        })
    }
}

impl Choice {
    fn of_box(element: ElementRef<'_>) -> Self {
        let value = element.attr("value").unwrap_or("on").to_owned();
        Self { value, is_chosen: element.attr("checked").is_some(), is_disabled: false }
    }

    fn of_option(option: ElementRef<'_>) -> Self {
        let text = || html::collapse(&option.text().collect::<String>());
        let group = option.parent().and_then(ElementRef::wrap).filter(|parent| parent.value().name() == "optgroup");
        let is_marked = |element: ElementRef<'_>| element.attr("disabled").is_some();
        Self {
            value: option.attr("value").map_or_else(text, str::to_owned),
            is_chosen: option.attr("selected").is_some(),
            is_disabled: is_marked(option) || group.is_some_and(is_marked),
        }
    }
}

impl Button {
    fn of(element: ElementRef<'_>, label: String) -> Self {
        let attribute = |name: &str| element.attr(name).map(str::to_owned);
        let value = attribute("value").unwrap_or_default();
        Self { label, value, action: attribute("formaction"), method: attribute("formmethod") }
    }
}

/// What is no color becomes black (HTML Standard, the value sanitization of colors).
fn color(value: &str) -> String {
    let is_color = |digits: &str| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_color = value.strip_prefix('#').is_some_and(is_color);
    if is_color { value.to_ascii_lowercase() } else { "#000000".to_owned() }
}

/// A button with nothing but an icon has a name for who can't see it.
fn label_of(button: ElementRef<'_>) -> String {
    let text = html::text_of(button);
    let name = || button.attr("aria-label").or_else(|| button.attr("title"));
    if text.is_empty() { name().unwrap_or_default().to_owned() } else { text }
}

fn chosen(choices: &[Choice]) -> Vec<&str> {
    let chosen = choices.iter().filter(|choice| choice.is_chosen && !choice.is_disabled);
    chosen.map(|choice| choice.value.as_str()).collect()
}

/// Where no more than one can be chosen, the last that says so is; where none says so, the first that can be.
fn options(select: ElementRef<'_>) -> Vec<Choice> {
    let mut choices: Vec<_> = select.select(&html::selector("option")).map(Choice::of_option).collect();
    if select.attr("multiple").is_some() {
        return choices;
    }
    let size = select.attr("size").and_then(|size| size.parse().ok()).unwrap_or(1);
    let first = || choices.iter().position(|choice| !choice.is_disabled).filter(|_| size == 1);
    let only = choices.iter().rposition(|choice| choice.is_chosen).or_else(first);
    for (at, choice) in choices.iter_mut().enumerate() {
        choice.is_chosen = Some(at) == only;
    }
    choices
}

fn leave_one_of_each_radio_group(controls: &mut [Control]) {
    let mut decided: Vec<String> = Vec::new();
    for control in controls.iter_mut().rev() {
        let State::Radio(choice) = &mut control.state else { continue };
        if decided.contains(&control.name) {
            choice.is_chosen = false;
        } else if choice.is_chosen && !control.name.is_empty() {
            decided.push(control.name.clone());
        }
    }
}

/// HTML Standard, "value sanitization algorithm".
fn on_one_line(value: &str, kind: &str) -> String {
    let line = value.replace(['\r', '\n'], "");
    if matches!(kind, "email" | "url") { line.trim_matches(|c: char| c.is_ascii_whitespace()).to_owned() } else { line }
}

fn owner<'a>(document: &'a Html, element: ElementRef<'a>) -> Option<ElementRef<'a>> {
    let is_form = |element: &ElementRef<'_>| element.value().name() == "form";
    match element.attr("form") {
        Some(id) => by_id(document, id).filter(is_form),
        None => element.ancestors().filter_map(ElementRef::wrap).find(is_form),
    }
}

fn by_id<'a>(document: &'a Html, id: &str) -> Option<ElementRef<'a>> {
    let mut elements = document.root_element().descendants().filter_map(ElementRef::wrap);
    elements.find(|element| element.attr("id") == Some(id))
}

fn stands_in(element: ElementRef<'_>, name: &str) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|ancestor| ancestor.value().name() == name)
}

/// A disabled fieldset disables what is in it, but for what is in its first legend.
fn is_disabled(element: ElementRef<'_>) -> bool {
    let mut inner = element;
    for outer in element.ancestors().filter_map(ElementRef::wrap) {
        let is_off = outer.value().name() == "fieldset" && outer.attr("disabled").is_some();
        let mut children = outer.children().filter_map(ElementRef::wrap);
        let legend = children.find(|child| child.value().name() == "legend");
        if is_off && legend.is_none_or(|legend| legend.id() != inner.id()) {
            return true;
        }
        inner = outer;
    }
    element.attr("disabled").is_some()
}
