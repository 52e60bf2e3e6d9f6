//! The parts of a design in the words of the reader, also as the trail names them.

use crate::{
    cards::{DesignPart, Direction, Layout, Symbology},
    ids::FieldId,
    panel::{PageContext, projects::fields::words::FieldLabels},
    texts::Text,
};

/// What the trail's name of a part is called; none where it is none.
pub(in crate::panel) fn label(page: &PageContext, field: &str) -> Option<String> {
    let label = match DesignPart::of_field(field)? {
        DesignPart::Layout => "design-layout",
        DesignPart::Direction => "design-direction",
        DesignPart::Accent => "design-accent",
        DesignPart::Issuer => "design-issuer",
        DesignPart::Caption => "design-caption",
        DesignPart::Logo => "design-logo",
        DesignPart::ColorCode => "design-color-code",
        DesignPart::Name => "design-part-name",
        DesignPart::Headline => "design-headline",
        DesignPart::FrontDetails => "design-part-front-details",
        DesignPart::FrontCode => "design-part-front-code",
        DesignPart::FrontSignature => "design-part-front-signature",
        DesignPart::HasBack => "design-has-back",
        DesignPart::BackDetails => "design-part-back-details",
        DesignPart::Note => "design-note",
        DesignPart::BackCode => "design-part-back-code",
        DesignPart::BackSignature => "design-part-back-signature",
    };
    Some(page.text(label).to_string())
}

/// A value of a part; none where it reads as it stands.
pub(in crate::panel) fn value(page: &PageContext, labels: &FieldLabels, field: &str, value: &str) -> Option<String> {
    let called = |id: &FieldId| labels.get(id).cloned().unwrap_or_default();
    match DesignPart::of_field(field)? {
        DesignPart::ColorCode | DesignPart::FrontSignature | DesignPart::HasBack | DesignPart::BackSignature => {
            Some(page.text(if value.is_empty() { "fields-no" } else { "fields-yes" }).to_string())
        }
        _ if value.is_empty() => Some(page.text("fields-nothing").to_string()),
        DesignPart::Layout => Layout::parse(value).map(|it| layout(page, it).to_string()),
        DesignPart::Direction => Direction::parse(value).map(|it| direction(page, it).to_string()),
        DesignPart::Name | DesignPart::Headline | DesignPart::FrontDetails | DesignPart::BackDetails => {
            Some(DesignPart::fields_of(value)?.iter().map(called).collect::<Vec<_>>().join(", "))
        }
        DesignPart::FrontCode | DesignPart::BackCode => {
            let code = DesignPart::code_of(value)??;
            let text = page.text("labelled").arg("label", symbology(page, code.symbology).to_string());
            Some(text.arg("value", called(&code.field)).to_string())
        }
        DesignPart::Logo => Some(page.text("design-logo-alt").to_string()),
        DesignPart::Accent | DesignPart::Issuer | DesignPart::Caption | DesignPart::Note => None,
    }
}

pub(super) fn layout(page: &PageContext, layout: Layout) -> Text {
    page.text(match layout {
        Layout::Header => "design-layout-header",
        Layout::Column => "design-layout-column",
        Layout::Badge => "design-layout-badge",
        Layout::Portrait => "design-layout-portrait",
    })
}

pub(super) fn direction(page: &PageContext, direction: Direction) -> Text {
    page.text(match direction {
        Direction::LeftToRight => "design-direction-ltr",
        Direction::RightToLeft => "design-direction-rtl",
    })
}

pub(super) fn symbology(page: &PageContext, symbology: Symbology) -> Text {
    page.text(match symbology {
        Symbology::Code128 => "design-code-code128",
        Symbology::Qr => "design-code-qr",
    })
}
