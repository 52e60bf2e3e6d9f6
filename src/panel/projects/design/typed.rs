//! A design as typed.

use super::form::Field;
use crate::{
    cards::{
        Back, CardDesign, CodeSource, Color, DesignPart, DetailFields, Direction, FewFields, Front, Layout, NameFields,
        ProjectDesign, Side, Symbology,
    },
    ids::{FieldId, LogoId},
    input::{CardLine, CardNote, FieldError, FormErrors},
    web::{BadRequest, Fields},
};

/// What a ticked box sends.
pub(super) const YES: &str = "1";

/// What stands in the form.
#[derive(Clone, Debug)]
pub(super) struct TypedDesign {
    pub(super) layout: Layout,
    pub(super) direction: Direction,
    pub(super) accent: Color,
    pub(super) issuer: String,
    pub(super) caption: String,
    pub(super) logo: Option<LogoId>,
    pub(super) has_color_code: bool,
    pub(super) name: Vec<FieldId>,
    pub(super) headline: Option<FieldId>,
    pub(super) front: TypedSide,
    pub(super) has_back: bool,
    pub(super) back: TypedSide,
    pub(super) note: String,
}

/// What both sides have.
#[derive(Clone, Debug)]
pub(super) struct TypedSide {
    pub(super) details: Vec<FieldId>,
    pub(super) symbology: Option<Symbology>,
    pub(super) code_field: Option<FieldId>,
    pub(super) has_signature: bool,
}

impl TypedDesign {
    pub(super) fn of(saved: &ProjectDesign) -> Self {
        let ProjectDesign { design, logo } = saved;
        let front = &design.front;
        let back = design.back.as_ref();
        Self {
            layout: design.layout,
            direction: design.direction,
            accent: design.accent,
            issuer: design.issuer.to_string(),
            caption: design.caption.to_string(),
            logo: logo.clone(),
            has_color_code: design.has_color_code,
            name: front.name.iter().cloned().collect(),
            headline: front.headline.clone(),
            front: TypedSide::of(&front.details, front.code.as_ref(), front.has_signature),
            has_back: back.is_some(),
            back: back.map_or_else(TypedSide::empty, |back| {
                TypedSide::of(&back.details, back.code.as_ref(), back.has_signature)
            }),
            note: back.map(|back| back.note.to_string()).unwrap_or_default(),
        }
    }

    pub(super) fn parse(fields: &Fields) -> Result<Self, BadRequest> {
        let logo = match fields.optional("logo")?.filter(|id| !id.is_empty()) {
            Some(id) => Some(LogoId::parse(&id).ok_or(BadRequest::UnknownValue("logo"))?),
            None => None,
        };
        Ok(Self {
            layout: Layout::parse(&fields.one("layout")?).ok_or(BadRequest::UnknownValue("layout"))?,
            direction: Direction::parse(&fields.one("direction")?).ok_or(BadRequest::UnknownValue("direction"))?,
            accent: Color::parse(&fields.one("accent")?).ok_or(BadRequest::UnknownValue("accent"))?,
            issuer: fields.one("issuer")?,
            caption: fields.one("caption")?,
            logo: if is_ticked(fields, "remove_logo")? { None } else { logo },
            has_color_code: is_ticked(fields, "color_code")?,
            name: chosen(fields, "name[]", NameFields::MOST)?,
            headline: chosen(fields, "headline", 1)?.pop(),
            front: TypedSide::parse(fields, Side::Front)?,
            has_back: is_ticked(fields, "has_back")?,
            back: TypedSide::parse(fields, Side::Back)?,
            note: fields.one("note")?,
        })
    }

    /// The design that it makes, or everything that is wrong with it.
    pub(super) fn design(&self) -> Result<ProjectDesign, FormErrors<Field>> {
        let mut errors = FormErrors::default();
        let issuer = errors.check(Field::Issuer, CardLine::parse(&self.issuer));
        let caption = errors.check(Field::Caption, CardLine::parse(&self.caption));
        let front_code = self.front.code(Field::FrontCodeKind, Field::FrontCodeHolds, &mut errors);
        let note = errors.check(Field::Note, CardNote::parse(&self.note));
        let back_code =
            if self.has_back { self.back.code(Field::BackCodeKind, Field::BackCodeHolds, &mut errors) } else { None };
        let (Some(issuer), Some(caption), Some(note)) = (issuer, caption, note) else { return Err(errors) };
        if !errors.is_empty() {
            return Err(errors);
        }
        let design = CardDesign {
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
                code: front_code,
                has_signature: self.front.has_signature,
            },
            back: self.has_back.then(|| Back {
                details: self.back.details(),
                note,
                code: back_code,
                has_signature: self.back.has_signature,
            }),
        };
        Ok(ProjectDesign { design, logo: self.logo.clone() })
    }

    /// What of it can be seen while a code is being chosen: none, until both its halves are.
    pub(super) fn without_half_codes(self) -> Self {
        Self { front: self.front.without_half_a_code(), back: self.back.without_half_a_code(), ..self }
    }

    /// Puts a part there, by its [`DesignPart::text`]; none where it is no such text.
    pub(super) fn set(&mut self, part: DesignPart, text: &str) -> Option<()> {
        let few = |most: usize| DesignPart::fields_of(text).filter(|fields| fields.len() <= most);
        match part {
            DesignPart::Layout => self.layout = Layout::parse(text)?,
            DesignPart::Direction => self.direction = Direction::parse(text)?,
            DesignPart::Accent => self.accent = Color::parse(text)?,
            DesignPart::Issuer => text.clone_into(&mut self.issuer),
            DesignPart::Caption => text.clone_into(&mut self.caption),
            DesignPart::Logo if text.is_empty() => self.logo = None,
            DesignPart::Logo => self.logo = Some(LogoId::parse(text)?),
            DesignPart::ColorCode => self.has_color_code = !text.is_empty(),
            DesignPart::Name => self.name = few(NameFields::MOST)?,
            DesignPart::Headline => self.headline = few(1)?.pop(),
            DesignPart::FrontDetails => self.front.details = few(DetailFields::MOST)?,
            DesignPart::FrontCode => self.front.set_code(DesignPart::code_of(text)?),
            DesignPart::FrontSignature => self.front.has_signature = !text.is_empty(),
            DesignPart::HasBack => self.has_back = !text.is_empty(),
            DesignPart::BackDetails => self.back.details = few(DetailFields::MOST)?,
            DesignPart::Note => text.clone_into(&mut self.note),
            DesignPart::BackCode => self.back.set_code(DesignPart::code_of(text)?),
            DesignPart::BackSignature => self.back.has_signature = !text.is_empty(),
        }
        Some(())
    }

    /// The query of the picture of what stands in the form.
    pub(super) fn query(&self, side: Side) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("side", side.as_str())
            .append_pair("layout", self.layout.as_str())
            .append_pair("direction", self.direction.as_str())
            .append_pair("accent", &self.accent.to_string())
            .append_pair("issuer", &self.issuer)
            .append_pair("caption", &self.caption)
            .extend_pairs(self.logo.iter().map(|logo| ("logo", logo.as_str())))
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

impl TypedSide {
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

    /// The code; that half of it which is not chosen is an error.
    fn code(&self, kind: Field, field: Field, errors: &mut FormErrors<Field>) -> Option<CodeSource> {
        match (self.symbology, &self.code_field) {
            (Some(symbology), Some(field)) => return Some(CodeSource { symbology, field: field.clone() }),
            (None, None) => {}
            (None, Some(_)) => errors.add(kind, FieldError::UnknownChoice),
            (Some(_), None) => errors.add(field, FieldError::UnknownChoice),
        }
        None
    }

    fn without_half_a_code(mut self) -> Self {
        if self.symbology.is_none() || self.code_field.is_none() {
            (self.symbology, self.code_field) = (None, None);
        }
        self
    }

    fn set_code(&mut self, code: Option<CodeSource>) {
        (self.symbology, self.code_field) = code.map(|code| (code.symbology, code.field)).unzip();
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
