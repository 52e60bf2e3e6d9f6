//! The form of a design: what is typed, and what it was served with.

use super::typed::TypedDesign;
use crate::{
    cards::{DesignPart, ProjectDesign},
    ids::LogoId,
    panel::{ClashChoice, form_fields},
    web::{BadRequest, Fields},
};

form_fields! {
    pub(super) enum Field {
        Issuer = "issuer", "design-issuer";
        Caption = "caption", "design-caption";
        FrontCodeKind = "front-code", "design-front-code-kind";
        FrontCodeHolds = "front-code_field", "design-front-code-field";
        Note = "note", "design-note";
        BackCodeKind = "back-code", "design-back-code-kind";
        BackCodeHolds = "back-code_field", "design-back-code-field";
    }
}

/// The name of the file that is to be the logo.
pub(super) const LOGO_FILE: &str = "logo_file";

/// The form.
#[derive(Clone, Debug)]
pub(super) struct DesignForm {
    /// Of the project, when the form was served.
    pub(super) version: i64,
    /// The design that it was served with.
    pub(super) served: ProjectDesign,
    pub(super) typed: TypedDesign,
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
    pub(super) fn of(saved: &ProjectDesign, version: i64) -> Self {
        Self { version, served: saved.clone(), typed: TypedDesign::of(saved) }
    }

    /// Reads the form; of what clashed that of others is taken where it was chosen.
    pub(super) fn parse(fields: &Fields) -> Result<Self, BadRequest> {
        let logo = match fields.optional("served.logo")?.filter(|id| !id.is_empty()) {
            Some(id) => Some(LogoId::parse(&id).ok_or(BadRequest::NeverServed)?),
            None => None,
        };
        let served = ProjectDesign::parse(&fields.one("served")?, logo).ok_or(BadRequest::NeverServed)?;
        let mut typed = TypedDesign::parse(fields)?;
        for (field, theirs) in ClashChoice::all_theirs(fields) {
            let kept = DesignPart::of_field(field).and_then(|part| typed.set(part, &theirs.replace("\r\n", "\n")));
            kept.ok_or(BadRequest::UnknownValue("keep"))?;
        }
        Ok(Self { version: fields.number("version")?, served, typed })
    }

    /// The form over what is saved by now: what was not changed here becomes that.
    pub(super) fn rebase(&mut self, saved: &ProjectDesign, version: i64) {
        // What is typed for a back stays in the form also where none is wanted.
        let Ok(typed) = (TypedDesign { has_back: true, ..self.typed.clone() }).design() else { return };
        let is_changed = |part: DesignPart| part.text(&typed) != part.text(&self.served);
        let had_back = self.served.design.back.is_some();
        let is_other_back =
            self.typed.has_back != had_back || had_back && DesignPart::OF_BACK.into_iter().any(is_changed);
        for part in DesignPart::ALL {
            let is_mine = if part == DesignPart::HasBack { is_other_back } else { is_changed(part) };
            let is_there = !part.is_of_back() || saved.design.back.is_some();
            if !is_mine && is_there {
                self.typed.set(part, &part.text(saved));
            }
        }
        self.served = saved.clone();
        self.version = version;
    }
}
