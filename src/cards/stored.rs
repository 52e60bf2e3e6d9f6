//! Designs as they are stored: JSON whose texts are parsed again when it is read.

use serde::{Deserialize, Serialize};

use super::{
    code::Symbology,
    color::Color,
    design::{Back, CardDesign, CodeSource, Direction, FewFields, Front, Layout},
};
use crate::{
    ids::FieldId,
    input::{CardLine, CardNote},
};

/// The form of the JSON; one that changes what a member means gets the next number.
const FORM: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredDesign {
    form: u32,
    layout: String,
    direction: String,
    accent: String,
    issuer: String,
    caption: String,
    has_color_code: bool,
    front: StoredFront,
    back: Option<StoredBack>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredFront {
    name: Vec<String>,
    headline: Option<String>,
    details: Vec<String>,
    code: Option<StoredCode>,
    has_signature: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredBack {
    details: Vec<String>,
    note: String,
    code: Option<StoredCode>,
    has_signature: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredCode {
    symbology: String,
    field: String,
}

/// A design as JSON.
pub(super) fn write(design: &CardDesign) -> Result<String, serde_json::Error> {
    serde_json::to_string(&StoredDesign::of(design))
}

/// The design of a JSON; none where it is none.
pub(super) fn read(json: &str) -> Option<CardDesign> {
    let stored: StoredDesign = serde_json::from_str(json).ok()?;
    (stored.form == FORM).then(|| stored.design()).flatten()
}

impl StoredDesign {
    fn of(design: &CardDesign) -> Self {
        Self {
            form: FORM,
            layout: design.layout.as_str().to_owned(),
            direction: design.direction.as_str().to_owned(),
            accent: design.accent.to_string(),
            issuer: design.issuer.to_string(),
            caption: design.caption.to_string(),
            has_color_code: design.has_color_code,
            front: StoredFront::of(&design.front),
            back: design.back.as_ref().map(StoredBack::of),
        }
    }

    fn design(self) -> Option<CardDesign> {
        Some(CardDesign {
            layout: Layout::parse(&self.layout)?,
            direction: Direction::parse(&self.direction)?,
            accent: Color::parse(&self.accent)?,
            issuer: CardLine::parse(&self.issuer).ok()?,
            caption: CardLine::parse(&self.caption).ok()?,
            logo: None,
            has_color_code: self.has_color_code,
            front: self.front.front()?,
            back: match self.back {
                Some(back) => Some(back.back()?),
                None => None,
            },
        })
    }
}

impl StoredFront {
    fn of(front: &Front) -> Self {
        Self {
            name: texts(&front.name),
            headline: front.headline.as_ref().map(FieldId::to_string),
            details: texts(&front.details),
            code: front.code.as_ref().map(StoredCode::of),
            has_signature: front.has_signature,
        }
    }

    fn front(self) -> Option<Front> {
        Some(Front {
            name: fields(&self.name)?,
            headline: match self.headline {
                Some(field) => Some(FieldId::parse(&field)?),
                None => None,
            },
            details: fields(&self.details)?,
            code: match self.code {
                Some(code) => Some(code.source()?),
                None => None,
            },
            has_signature: self.has_signature,
        })
    }
}

impl StoredBack {
    fn of(back: &Back) -> Self {
        Self {
            details: texts(&back.details),
            note: back.note.to_string(),
            code: back.code.as_ref().map(StoredCode::of),
            has_signature: back.has_signature,
        }
    }

    fn back(self) -> Option<Back> {
        Some(Back {
            details: fields(&self.details)?,
            note: CardNote::parse(&self.note).ok()?,
            code: match self.code {
                Some(code) => Some(code.source()?),
                None => None,
            },
            has_signature: self.has_signature,
        })
    }
}

impl StoredCode {
    fn of(source: &CodeSource) -> Self {
        Self { symbology: source.symbology.as_str().to_owned(), field: source.field.to_string() }
    }

    fn source(self) -> Option<CodeSource> {
        Some(CodeSource { symbology: Symbology::parse(&self.symbology)?, field: FieldId::parse(&self.field)? })
    }
}

fn texts<const MOST: usize>(fields: &FewFields<MOST>) -> Vec<String> {
    fields.iter().map(FieldId::to_string).collect()
}

fn fields<const MOST: usize>(texts: &[String]) -> Option<FewFields<MOST>> {
    let ids: Option<Vec<FieldId>> = texts.iter().map(|text| FieldId::parse(text)).collect();
    FewFields::new(ids?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::tests::samples::Sample;

    #[test]
    fn a_design_comes_back_as_it_was_and_nothing_else_comes_back() {
        for layout in Layout::ALL {
            for symbology in Symbology::ALL {
                let design = Sample::ana(layout, symbology).design;
                let json = write(&design).unwrap();
                assert_eq!(read(&json), Some(design));
                for (from, to) in [("\"form\":1", "\"form\":2"), ("#0b5d66", "teal"), ("ltr", "up"), ("{", "")] {
                    assert_eq!(read(&json.replacen(from, to, 1)), None, "{from}");
                }
            }
        }
    }
}
