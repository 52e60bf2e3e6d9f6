//! The design of a project's cards.

use super::{
    code::Symbology,
    color::Color,
    design::{Back, CardDesign, CodeSource, DetailFields, Direction, FewFields, Front, Layout, NameFields},
    logos, store, stored,
};
use crate::{
    db::{DbConnection, DbResult},
    ids::{FieldId, LogoId, ProjectId},
    input::{CardLine, CardNote},
    projects::fields::Fields,
};

/// What a project's cards look like, without the image of their logo.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectDesign {
    /// The design; its logo is drawn by [`ProjectDesign::with_logo`].
    pub design: CardDesign,
    /// Which logo it has.
    pub logo: Option<LogoId>,
}

impl ProjectDesign {
    /// That of a project, by its id and name: saved, or as every project starts.
    ///
    /// # Errors
    /// Where the database can't be read.
    pub fn load(connection: &mut DbConnection, (id, name): (&ProjectId, &str), fields: &Fields) -> DbResult<Self> {
        Ok(match store::find(connection, id)? {
            Some(saved) => saved,
            None => Self { design: CardDesign::of_new(name, fields), logo: None },
        })
    }

    /// The design as it is drawn, with the image of its logo. One that is no longer kept is left out.
    ///
    /// # Errors
    /// Where the database can't be read.
    pub fn with_logo(self, connection: &mut DbConnection, project: &ProjectId) -> DbResult<CardDesign> {
        let logo = match &self.logo {
            Some(id) => logos::logo(connection, project, id)?,
            None => None,
        };
        Ok(CardDesign { logo, ..self.design })
    }

    /// The design as it travels with a form, beside the id of its logo; empty where it can't be written.
    #[must_use]
    pub fn to_json(&self) -> String {
        stored::write(&self.design).unwrap_or_default()
    }

    /// What [`ProjectDesign::to_json`] wrote; none where it is none of that.
    #[must_use]
    pub fn parse(json: &str, logo: Option<LogoId>) -> Option<Self> {
        Some(Self { design: stored::read(json)?, logo })
    }
}

impl CardDesign {
    /// What every project starts with: its name at the head, and of the usual fields those that it has.
    #[must_use]
    pub fn of_new(project: &str, fields: &Fields) -> Self {
        let field = |name: &str| fields.get(name).map(|field| field.id.clone());
        let id_number = fields.id_number().map(|field| field.id.clone());
        let code = |symbology| id_number.clone().map(|field| CodeSource { symbology, field });
        let name: Vec<FieldId> = ["idc_firstname", "idc_lastname"].into_iter().filter_map(field).collect();
        let name = if name.is_empty() { id_number.clone().into_iter().collect() } else { name };
        let details = ["idc_organization", "idc_id_number", "idc_expiration_date"].into_iter().filter_map(field);
        let issuer: String = project.chars().take(CardLine::MAX).collect();
        Self {
            layout: Layout::Header,
            direction: Direction::LeftToRight,
            accent: Color::TEAL,
            issuer: CardLine::parse(&issuer).unwrap_or_default(),
            caption: CardLine::default(),
            logo: None,
            has_color_code: true,
            front: Front {
                name: NameFields::new(name).unwrap_or_default(),
                headline: field("idc_title"),
                details: DetailFields::new(details.collect()).unwrap_or_default(),
                code: code(Symbology::Qr),
                has_signature: false,
            },
            back: Some(Back {
                details: FewFields::default(),
                note: CardNote::default(),
                code: code(Symbology::Code128),
                has_signature: true,
            }),
        }
    }

    /// Every field that stands somewhere on the card, each once.
    #[must_use]
    pub fn fields(&self) -> Vec<&FieldId> {
        let front = &self.front;
        let of_front = front.name.iter().chain(&front.headline).chain(front.details.iter());
        let of_back = self.back.iter().flat_map(|back| back.details.iter());
        let codes = front.code.iter().chain(self.back.iter().flat_map(|back| &back.code)).map(|code| &code.field);
        let mut all: Vec<&FieldId> = of_front.chain(of_back).chain(codes).collect();
        all.sort();
        all.dedup();
        all
    }
}
