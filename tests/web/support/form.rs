//! Forms as they were served, and what a browser sends of them (HTML Standard, "Constructing the entry list").

use reqwest::Method;

use super::{
    browser::{Answer, Content, Visit},
    controls::{self, Button, Choice, Control, State},
};

const URL_ENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";
const BOUNDARY: &str = "----quince7351trombone";

/// A form of a page, filled in so far as it was served, and further by a person.
pub struct FilledForm {
    page: Answer,
    action: Option<String>,
    method: Option<String>,
    is_multipart: bool,
    controls: Vec<Control>,
    tampering: Vec<Tampering>,
}

/// What no browser would do.
enum Tampering {
    Force(String, String),
    Append(String, String),
    Omit(String),
}

impl FilledForm {
    #[track_caller]
    pub(super) fn of(answer: &Answer, id_or_css: &str) -> Self {
        let document = answer.document();
        let form = controls::find_form(&document, id_or_css);
        let form = form.unwrap_or_else(|| panic!("no form {id_or_css:?} on {answer}"));
        let enctype = form.attr("enctype").unwrap_or(URL_ENCODED);
        assert!([URL_ENCODED, MULTIPART].contains(&enctype), "{enctype} is not understood");
        Self {
            page: answer.clone(),
            action: form.attr("action").map(str::to_owned),
            method: form.attr("method").map(str::to_owned),
            is_multipart: enctype == MULTIPART,
            controls: controls::of(&document, form),
            tampering: Vec::new(),
        }
    }

    /// Types into a field, chooses an option of a select, or a button of a radio group.
    #[track_caller]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        let names = self.names();
        let mut found: Vec<&mut Control> = self.controls.iter_mut().filter(|control| control.is(name)).collect();
        assert!(!found.is_empty(), "the form has no {name:?} to set, only {names:?}");
        if let [only] = found.as_mut_slice() {
            only.set(value);
        } else {
            choose_one(&mut found, value);
        }
        self
    }

    /// Chooses a file.
    #[track_caller]
    pub fn attach(mut self, name: &str, file: impl Into<Vec<u8>>) -> Self {
        let found = self
            .controls
            .iter_mut()
            .filter(|control| control.name == name)
            .find_map(|control| if let State::File(chosen) = &mut control.state { Some(chosen) } else { None });
        *found.unwrap_or_else(|| panic!("the form takes no file {name:?}")) = Some(("picture".to_owned(), file.into()));
        self
    }

    /// Ticks a box.
    #[track_caller]
    pub fn tick(mut self, name: &str, value: &str) -> Self {
        self.check_box(name, value).is_chosen = true;
        self
    }

    /// Takes the tick from a box.
    #[track_caller]
    pub fn untick(mut self, name: &str, value: &str) -> Self {
        self.check_box(name, value).is_chosen = false;
        self
    }

    /// Sends this value in the place of all values of that name, whatever the form allows.
    pub fn force(mut self, name: &str, value: &str) -> Self {
        self.tampering.push(Tampering::Force(name.to_owned(), value.to_owned()));
        self
    }

    /// Sends this value as well, whatever the form allows.
    pub fn append(mut self, name: &str, value: &str) -> Self {
        self.tampering.push(Tampering::Append(name.to_owned(), value.to_owned()));
        self
    }

    /// Sends no value of that name, whatever the form holds.
    pub fn omit(mut self, name: &str) -> Self {
        self.tampering.push(Tampering::Omit(name.to_owned()));
        self
    }

    /// What is in the field, is chosen, or ticked; none where nothing is.
    #[track_caller]
    pub fn value(&self, name: &str) -> Option<String> {
        assert!(
            self.controls.iter().any(|control| control.is(name)),
            "the form has no {name:?} but {:?}",
            self.names()
        );
        let mut values = self.controls.iter().filter(|control| control.is(name)).flat_map(Control::values);
        values.next().map(str::to_owned)
    }

    /// The submit buttons that can be pressed, by their labels.
    pub fn buttons(&self) -> Vec<&str> {
        let enabled = self.controls.iter().filter(|control| !control.is_disabled);
        enabled.filter_map(|control| control.button().map(|button| button.label.as_str())).collect()
    }

    /// Presses the button of this name and value.
    #[track_caller]
    pub fn press(self, name: &str, value: &str) -> impl Future<Output = Answer> + use<> {
        let what = format!("{name}={value}");
        let pressed = self.find_button(&what, |control, button| control.name == name && button.value == value);
        self.submit(pressed)
    }

    /// Presses the button with this label.
    #[track_caller]
    pub fn press_label(self, label: &str) -> impl Future<Output = Answer> + use<> {
        let pressed = self.find_button(label, |_, button| button.label == label);
        self.submit(pressed)
    }

    /// Presses the first button, as Enter in a field does.
    #[track_caller]
    pub fn press_first(self) -> impl Future<Output = Answer> + use<> {
        let pressed = self.find_button("to press", |_, _| true);
        self.submit(pressed)
    }

    #[track_caller]
    fn find_button(&self, what: &str, is_it: impl Fn(&Control, &Button) -> bool) -> usize {
        let is_it = |control: &Control| control.button().is_some_and(|button| is_it(control, button));
        let found = self.controls.iter().position(is_it);
        let found = found.unwrap_or_else(|| panic!("the form has no button {what}, only {:?}", self.buttons()));
        assert!(!self.controls[found].is_disabled, "the button {what} is disabled");
        found
    }

    #[track_caller]
    fn submit(self, pressed: usize) -> impl Future<Output = Answer> + use<> {
        let browser = self.page.browser().clone();
        let visit = self.visit(pressed);
        async move { browser.visit(visit).await }
    }

    #[track_caller]
    fn visit(&self, pressed: usize) -> Visit {
        let button = self.controls[pressed].button();
        let of_button =
            |attribute: fn(&Button) -> &Option<String>| button.and_then(|button| attribute(button).as_deref());
        let action = of_button(|button| &button.action).or(self.action.as_deref()).unwrap_or_default();
        let method = of_button(|button| &button.method).or(self.method.as_deref()).unwrap_or_default();
        // An empty action is the page itself, with its query.
        let mut url = self.page.target(action);
        let entries = self.entries(pressed);
        if self.is_multipart {
            return self.page.leaving(Method::POST, url, Some(self.multipart(&entries)));
        }
        let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(&entries).finish();
        assert!(!method.eq_ignore_ascii_case("dialog"), "a form with the method dialog is not sent");
        if method.eq_ignore_ascii_case("post") {
            self.page.leaving(Method::POST, url, Some(Content::new(URL_ENCODED, encoded)))
        } else {
            url.set_query(Some(&encoded));
            self.page.leaving(Method::GET, url, None)
        }
    }

    /// The entries as RFC 7578 has them; the file of an input where none was chosen is empty and has no name.
    fn multipart(&self, entries: &[(String, String)]) -> Content {
        let files = self.controls.iter().filter_map(|control| match &control.state {
            State::File(file) => Some((&control.name, file.as_ref().map_or([].as_slice(), |(_, bytes)| bytes))),
            _ => None,
        });
        let files: Vec<(&String, &[u8])> = files.collect();
        let mut body = Vec::new();
        for (name, value) in entries {
            let file = files.iter().find(|(other, _)| *other == name);
            let filename = if file.is_some() { format!("; filename=\"{value}\"") } else { String::new() };
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{filename}\r\n\r\n");
            let value = file.map_or(value.as_bytes(), |(_, bytes)| bytes);
            body.extend([head.as_bytes(), value, b"\r\n"].concat());
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        Content::new(&format!("{MULTIPART}; boundary={BOUNDARY}"), body)
    }

    fn entries(&self, pressed: usize) -> Vec<(String, String)> {
        let mut entries = Vec::new();
        for (at, control) in self.controls.iter().enumerate().filter(|(_, control)| control.can_send()) {
            if control.button().is_none() || at == pressed {
                entries.extend(control.values().into_iter().map(|value| (with_crlf(&control.name), with_crlf(value))));
            }
        }
        for tampering in &self.tampering {
            tampering.apply(&mut entries);
        }
        entries
    }

    #[track_caller]
    fn check_box(&mut self, name: &str, value: &str) -> &mut Choice {
        let boxes = self.controls.iter_mut().filter(|control| control.name == name).filter_map(|control| {
            let is_disabled = control.is_disabled;
            match &mut control.state {
                State::Checkbox(choice) => Some((choice, is_disabled)),
                _ => None,
            }
        });
        let mut boxes: Vec<_> = boxes.collect();
        let Some(at) = boxes.iter().position(|(choice, _)| choice.value == value) else {
            let values: Vec<_> = boxes.iter().map(|(choice, _)| &choice.value).collect();
            panic!("the form has no box {name}={value}, only {values:?}");
        };
        let (choice, is_disabled) = boxes.swap_remove(at);
        assert!(!is_disabled, "the box {name}={value} is disabled");
        choice
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.controls.iter().map(|control| control.name.clone()).collect();
        names.dedup();
        names
    }
}

impl Tampering {
    fn apply(&self, entries: &mut Vec<(String, String)>) {
        match self {
            Self::Force(name, value) => {
                let at = entries.iter().position(|entry| entry.0 == *name).unwrap_or(entries.len());
                entries.retain(|entry| entry.0 != *name);
                entries.insert(at, (name.clone(), value.clone()));
            }
            Self::Append(name, value) => entries.push((name.clone(), value.clone())),
            Self::Omit(name) => entries.retain(|entry| entry.0 != *name),
        }
    }
}

/// Presses one of a group of radio buttons.
#[track_caller]
fn choose_one(group: &mut [&mut Control], value: &str) {
    let values: Vec<_> = group.iter().flat_map(|control| control.offers()).map(str::to_owned).collect();
    let is_group = group.iter().all(|control| matches!(control.state, State::Radio(_)));
    assert!(is_group, "several controls share the name {:?}", group[0].name);
    let can = group.iter().any(|control| !control.is_disabled && control.offers() == [value]);
    assert!(can, "{value:?} can't be chosen from {values:?}");
    for control in group {
        let is_chosen = !control.is_disabled && control.offers() == [value];
        if let State::Radio(choice) = &mut control.state {
            choice.is_chosen = is_chosen;
        }
    }
}

/// Line ends as they are sent.
fn with_crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\n'], "\r\n")
}
