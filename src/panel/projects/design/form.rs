//! The form of a design as typed.

use crate::{
    cards::{
        Back, CardDesign, CodeSource, Color, DetailFields, Direction, FewFields, Front, Layout, NameFields,
        ProjectDesign, Side, Symbology,
    },
    ids::FieldId,
    input::{CardLine, CardNote, FormErrors},
    panel::form_fields,
    web::{BadRequest, Fields},
};

form_fields! {
    pub(super) enum Field {
        Issuer = "issuer", "design-issuer";
        Caption = "caption", "design-caption";
        Note = "note", "design-note";
    }
}

/// What a ticked box sends.
pub(super) const YES: &str = "1";

/// What stands in the form.
#[derive(Clone, Debug)]
pub(super) struct DesignForm {
    /// [`ProjectDesign::version`] of the design that the form was served with.
    pub(super) version: i64,
    pub(super) layout: Layout,
    pub(super) direction: Direction,
    pub(super) accent: Color,
    pub(super) issuer: String,
    pub(super) caption: String,
    pub(super) has_color_code: bool,
    pub(super) name: Vec<FieldId>,
    pub(super) headline: Option<FieldId>,
    pub(super) front: SideForm,
    pub(super) has_back: bool,
    pub(super) back: SideForm,
    pub(super) note: String,
}

/// What both sides have.
#[derive(Clone, Debug)]
pub(super) struct SideForm {
    pub(super) details: Vec<FieldId>,
    pub(super) symbology: Option<Symbology>,
    pub(super) code_field: Option<FieldId>,
    pub(super) has_signature: bool,
}

/// What a submission asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intent {
    Save,
    /// To see what stands in the form.
    Preview,
    /// To stand there again after signing in.
    Resume,
}

impl Intent {
    pub(super) fn parse(fields: &Fields) -> Result<Self, BadRequest> {
        match fields.optional("intent")?.as_deref() {
            None | Some("save") => Ok(Self::Save),
            Some("preview") => Ok(Self::Preview),
            Some("resume") => Ok(Self::Resume),
            Some(_) => Err(BadRequest::UnknownValue("intent")),
        }
    }
}

impl DesignForm {
    pub(super) fn of(saved: &ProjectDesign) -> Self {
        let ProjectDesign { design, version } = saved;
        let front = &design.front;
        let back = design.back.as_ref();
        Self {
            version: *version,
            layout: design.layout,
            direction: design.direction,
            accent: design.accent,
            issuer: design.issuer.to_string(),
            caption: design.caption.to_string(),
            has_color_code: design.has_color_code,
            name: front.name.iter().cloned().collect(),
            headline: front.headline.clone(),
            front: SideForm::of(&front.details, front.code.as_ref(), front.has_signature),
            has_back: back.is_some(),
            back: back.map_or_else(SideForm::empty, |back| {
                SideForm::of(&back.details, back.code.as_ref(), back.has_signature)
            }),
            note: back.map(|back| back.note.to_string()).unwrap_or_default(),
        }
    }

    pub(super) fn parse(fields: &Fields) -> Result<Self, BadRequest> {
        Ok(Self {
            version: fields.number("version")?,
            layout: Layout::parse(&fields.one("layout")?).ok_or(BadRequest::UnknownValue("layout"))?,
            direction: Direction::parse(&fields.one("direction")?).ok_or(BadRequest::UnknownValue("direction"))?,
            accent: Color::parse(&fields.one("accent")?).ok_or(BadRequest::UnknownValue("accent"))?,
            issuer: fields.one("issuer")?,
            caption: fields.one("caption")?,
            has_color_code: is_ticked(fields, "color_code")?,
            name: chosen(fields, "name[]", NameFields::MOST)?,
            headline: chosen(fields, "headline", 1)?.pop(),
            front: SideForm::parse(fields, Side::Front)?,
            has_back: is_ticked(fields, "has_back")?,
            back: SideForm::parse(fields, Side::Back)?,
            note: fields.one("note")?,
        })
    }

    /// The design that it makes, or everything that is wrong with it.
    pub(super) fn design(&self) -> Result<CardDesign, FormErrors<Field>> {
        let mut errors = FormErrors::default();
        let issuer = errors.check(Field::Issuer, CardLine::parse(&self.issuer));
        let caption = errors.check(Field::Caption, CardLine::parse(&self.caption));
        let note = errors.check(Field::Note, CardNote::parse(&self.note));
        let (Some(issuer), Some(caption), Some(note)) = (issuer, caption, note) else { return Err(errors) };
        Ok(CardDesign {
            layout: self.layout,
            direction: self.direction,
            accent: self.accent,
            issuer,
            caption,
            logo: None,
            has_color_code: self.has_color_code,
            front: Front {
                name: few(&self.name),
                headline: self.headline.clone(),
                details: self.front.details(),
                code: self.front.code(),
                has_signature: self.front.has_signature,
            },
            back: self.has_back.then(|| Back {
                details: self.back.details(),
                note,
                code: self.back.code(),
                has_signature: self.back.has_signature,
            }),
        })
    }

    /// The query of the picture of what stands in the form.
    pub(super) fn query(&self, side: Side) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("side", side.as_str())
            .append_pair("version", &self.version.to_string())
            .append_pair("layout", self.layout.as_str())
            .append_pair("direction", self.direction.as_str())
            .append_pair("accent", &self.accent.to_string())
            .append_pair("issuer", &self.issuer)
            .append_pair("caption", &self.caption)
            .extend_pairs(ticked("color_code", self.has_color_code))
            .extend_pairs(self.name.iter().map(|field| ("name[]", field.as_str())))
            .append_pair("headline", self.headline.as_ref().map_or("", FieldId::as_str))
            .extend_pairs(ticked("has_back", self.has_back))
            .append_pair("note", &self.note);
        for (side, form) in [(Side::Front, &self.front), (Side::Back, &self.back)] {
            let name = |part: &str| format!("{}.{part}", side.as_str());
            query
                .extend_pairs(form.details.iter().map(|field| (name("details[]"), field.as_str())))
                .append_pair(&name("code"), form.symbology.map_or("", Symbology::as_str))
                .append_pair(&name("code_field"), form.code_field.as_ref().map_or("", FieldId::as_str))
                .extend_pairs(ticked(&name("signature"), form.has_signature));
        }
        query.finish()
    }
}

impl SideForm {
    const fn empty() -> Self {
        Self { details: Vec::new(), symbology: None, code_field: None, has_signature: false }
    }

    fn of(details: &DetailFields, code: Option<&CodeSource>, has_signature: bool) -> Self {
        Self {
            details: details.iter().cloned().collect(),
            symbology: code.map(|code| code.symbology),
            code_field: code.map(|code| code.field.clone()),
            has_signature,
        }
    }

    fn parse(fields: &Fields, side: Side) -> Result<Self, BadRequest> {
        let name = |part: &str| format!("{}.{part}", side.as_str());
        let symbology = match fields.optional(&name("code"))?.unwrap_or_default().as_str() {
            "" => None,
            word => Some(Symbology::parse(word).ok_or(BadRequest::UnknownValue("code"))?),
        };
        Ok(Self {
            details: chosen(fields, &name("details[]"), DetailFields::MOST)?,
            symbology,
            code_field: chosen(fields, &name("code_field"), 1)?.pop(),
            has_signature: is_ticked(fields, &name("signature"))?,
        })
    }

    fn details(&self) -> DetailFields {
        few(&self.details)
    }

    fn code(&self) -> Option<CodeSource> {
        Some(CodeSource { symbology: self.symbology?, field: self.code_field.clone()? })
    }
}

/// What was chosen in selects of this name, without those left empty, each once.
fn chosen(fields: &Fields, name: &str, most: usize) -> Result<Vec<FieldId>, BadRequest> {
    let mut ids = Vec::new();
    for text in fields.all(name).filter(|text| !text.is_empty()) {
        let id = FieldId::parse(text).ok_or(BadRequest::UnknownValue("field"))?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.len() > most { Err(BadRequest::UnknownValue("field")) } else { Ok(ids) }
}

fn few<const MOST: usize>(fields: &[FieldId]) -> FewFields<MOST> {
    FewFields::new(fields.to_vec()).unwrap_or_default()
}

fn is_ticked(fields: &Fields, name: &str) -> Result<bool, BadRequest> {
    Ok(fields.optional(name)?.is_some())
}

fn ticked(name: &str, is_ticked: bool) -> Option<(String, &'static str)> {
    is_ticked.then(|| (name.to_owned(), YES))
}
