//! Designs and holders to try.

use std::collections::HashMap;

use crate::{
    cards::{
        Back, CardContent, CardDesign, CodeSource, Color, ColorMark, DetailFields, Direction, FieldText, Front, Layout,
        NameFields, Symbology,
    },
    ids::FieldId,
    images::{ImageFormat, Picture},
    input::{CardLine, CardNote},
};

/// A design and what it shows.
pub(crate) struct Sample {
    pub(crate) design: CardDesign,
    pub(crate) content: CardContent,
    fields: HashMap<&'static str, FieldId>,
}

impl Sample {
    pub(crate) fn new(layout: Layout, symbology: Symbology, values: [&str; 6]) -> Self {
        let labels = ["First name", "Last name", "Title", "ID number", "Department", "Valid until"];
        let ids: Vec<FieldId> = labels.iter().map(|_| FieldId::new()).collect();
        let fields = labels.into_iter().zip(ids.iter().cloned()).collect();
        let texts = labels
            .iter()
            .zip(values)
            .map(|(label, value)| FieldText { label: (*label).to_owned(), value: value.to_owned() });
        let code = CodeSource { symbology, field: ids[3].clone() };
        let design = CardDesign {
            layout,
            direction: Direction::LeftToRight,
            accent: Color::parse("#0b5d66").unwrap(),
            issuer: CardLine::parse("Northwind Institute").unwrap(),
            caption: CardLine::parse("Staff").unwrap(),
            logo: None,
            has_color_code: true,
            front: Front {
                name: NameFields::new(ids[..2].to_vec()).unwrap(),
                headline: Some(ids[2].clone()),
                details: DetailFields::new(ids[3..6].to_vec()).unwrap(),
                code: Some(code.clone()),
                has_signature: false,
            },
            back: Some(Back {
                details: DetailFields::new(ids[3..6].to_vec()).unwrap(),
                note: CardNote::parse(
                    "This card is the property of Northwind Institute. If you find it, please return it to 12 Harbor \
                     Street, Springfield, or drop it into any mailbox.",
                )
                .unwrap(),
                code: Some(code),
                has_signature: true,
            }),
        };
        let content = CardContent { fields: ids.into_iter().zip(texts).collect(), ..CardContent::default() };
        Self { design, content, fields }
    }

    pub(crate) fn ana(layout: Layout, symbology: Symbology) -> Self {
        Self::new(layout, symbology, ["Ana", "Wilson", "Head of Research", "10000042", "Marine Biology", "2028-12-31"])
    }

    pub(crate) fn set(&mut self, label: &str, value: &str) {
        self.content.fields.get_mut(&self.fields[label]).unwrap().value = value.to_owned();
    }

    pub(crate) fn marked(mut self) -> Self {
        let color = Color::parse("#d98e04").unwrap();
        self.content.color_code = Some(ColorMark { name: "Laboratory".to_owned(), color });
        self
    }

    /// A photo of nobody, and a scrawl.
    pub(crate) fn pictured(mut self) -> Self {
        let photo = image::RgbImage::from_fn(600, 800, |x, y| {
            let away = (f64::from(x) - 300.0).hypot(f64::from(y) - 330.0);
            if away < 170.0 {
                image::Rgb([214, 168, 140])
            } else {
                image::Rgb([120, 150, u8::try_from(y / 4).unwrap_or(u8::MAX)])
            }
        });
        let signature = image::RgbaImage::from_fn(600, 150, |x, y| {
            let wave = 75.0 + 50.0 * (f64::from(x) / 23.0).sin();
            let alpha = if (f64::from(y) - wave).abs() < 6.0 { 255 } else { 0 };
            image::Rgba([20, 30, 90, alpha])
        });
        self.content.photo = Some(picture(&image::DynamicImage::from(photo), ImageFormat::Jpeg));
        self.content.signature = Some(picture(&image::DynamicImage::from(signature), ImageFormat::Png));
        self
    }
}

pub(super) fn picture(image: &image::DynamicImage, format: ImageFormat) -> Picture {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let codec = if format == ImageFormat::Png { image::ImageFormat::Png } else { image::ImageFormat::Jpeg };
    image.write_to(&mut bytes, codec).unwrap();
    Picture { format, width: image.width(), height: image.height(), bytes: bytes.into_inner().into() }
}
