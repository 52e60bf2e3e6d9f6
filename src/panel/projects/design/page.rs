//! The page of a design.

use std::borrow::Borrow;

use askama::Template;

use super::{
    form::LOGO_FILE,
    typed::{TypedDesign, TypedSide, YES},
    words,
};
use crate::{
    authorization::Permission,
    cards::{DetailFields, Direction, Layout, NameFields, ProjectDesign, Side, Symbology},
    ids::{FieldId, LogoId},
    images::{MAX_BYTES, Purpose},
    panel::{
        PageContext, ShownErrors,
        meanwhile::{ShownClash, ToldChange},
        paths,
    },
    projects::Project,
    texts::Text,
};

#[derive(Template)]
#[template(path = "projects/design.html")]
pub(super) struct DesignPage {
    pub(super) page: PageContext,
    pub(super) project: Project,
    /// With which version and which design the form is served.
    pub(super) version: i64,
    pub(super) served: ProjectDesign,
    pub(super) form: TypedDesign,
    pub(super) errors: ShownErrors,
    pub(super) choices: Vec<FieldChoice>,
    /// What was changed on both sides.
    pub(super) clashes: Option<Vec<ShownClash>>,
    /// What others did that came along.
    pub(super) came_along: Vec<ToldChange>,
    pub(super) is_unsaved: bool,
    /// Why it can't be saved now.
    pub(super) put_off: Option<(Text, Text)>,
}

/// A field that can be chosen, or could before it was removed.
pub(super) struct FieldChoice {
    pub(super) id: FieldId,
    pub(super) label: String,
    pub(super) is_removed: bool,
}

/// A select of fields: its name and id, its label, and what is chosen.
struct FieldSelect<'a> {
    name: String,
    id: String,
    label: Text,
    chosen: Option<&'a FieldId>,
}

impl DesignPage {
    fn preview(&self, side: impl Borrow<Side>) -> String {
        format!("{}?{}", paths::project_design_preview(&self.project.id), self.form.query(*side.borrow()))
    }

    /// Pixels of a preview on the page, from side to side and from top to bottom.
    const fn preview_size(&self) -> (u32, u32) {
        if self.form.layout.is_landscape() { (506, 319) } else { (319, 506) }
    }

    fn layout_text(&self, layout: impl Borrow<Layout>) -> Text {
        words::layout(&self.page, *layout.borrow())
    }

    fn direction_text(&self, direction: impl Borrow<Direction>) -> Text {
        words::direction(&self.page, *direction.borrow())
    }

    fn symbology_text(&self, symbology: impl Borrow<Symbology>) -> Text {
        words::symbology(&self.page, *symbology.borrow())
    }

    fn served_logo(&self) -> &str {
        self.served.logo.as_ref().map_or("", LogoId::as_str)
    }

    fn logo_hint(&self) -> Text {
        self.page.text("design-logo-hint").arg("max", MAX_BYTES / (1024 * 1024))
    }

    /// The media types of the files that can be the logo.
    fn logo_types() -> String {
        Purpose::Logo.formats().iter().map(|format| format.media_type()).collect::<Vec<_>>().join(",")
    }

    fn name_selects(&self) -> Vec<FieldSelect<'_>> {
        self.selects("name[]", "design-name-part", &self.form.name, NameFields::MOST)
    }

    fn headline_select(&self) -> FieldSelect<'_> {
        let label = self.page.text("design-headline");
        FieldSelect {
            name: "headline".to_owned(),
            id: "headline".to_owned(),
            label,
            chosen: self.form.headline.as_ref(),
        }
    }

    fn detail_selects(&self, side: impl Borrow<Side>) -> Vec<FieldSelect<'_>> {
        let name = format!("{}.details[]", side.borrow().as_str());
        self.selects(&name, "design-detail", &self.side(side).details, DetailFields::MOST)
    }

    fn code_select(&self, side: impl Borrow<Side>) -> FieldSelect<'_> {
        let name = format!("{}.code_field", side.borrow().as_str());
        let label = self.page.text("design-code-field");
        FieldSelect { id: name.replace('.', "-"), name, label, chosen: self.side(side).code_field.as_ref() }
    }

    fn selects<'a>(&self, name: &str, label: &'static str, chosen: &'a [FieldId], most: usize) -> Vec<FieldSelect<'a>> {
        let id = name.trim_end_matches("[]").replace('.', "-");
        let select = |at: usize| FieldSelect {
            name: name.to_owned(),
            id: format!("{id}-{}", at + 1),
            label: self.page.text(label).arg("number", at + 1),
            chosen: chosen.get(at),
        };
        (0..most).map(select).collect()
    }

    fn side(&self, side: impl Borrow<Side>) -> &TypedSide {
        match side.borrow() {
            Side::Front => &self.form.front,
            Side::Back => &self.form.back,
        }
    }

    fn is_code(&self, side: impl Borrow<Side>, symbology: impl Borrow<Symbology>) -> bool {
        self.side(side).symbology == Some(*symbology.borrow())
    }

    /// The fields of the design that the project no longer has.
    fn missing(&self) -> Vec<&str> {
        let form = &self.form;
        let code_fields = form.front.code_field.iter().chain(&form.back.code_field);
        let details = form.front.details.iter().chain(&form.back.details);
        let used: Vec<&FieldId> = form.name.iter().chain(&form.headline).chain(details).chain(code_fields).collect();
        let is_missing = |choice: &&FieldChoice| choice.is_removed && used.contains(&&choice.id);
        self.choices.iter().filter(is_missing).map(|choice| choice.label.as_str()).collect()
    }
}

impl FieldSelect<'_> {
    fn is_chosen(&self, choice: &FieldChoice) -> bool {
        self.chosen == Some(&choice.id)
    }

    /// Removed fields are only offered where they are chosen already.
    fn offers(&self, choice: &FieldChoice) -> bool {
        !choice.is_removed || self.is_chosen(choice)
    }
}
