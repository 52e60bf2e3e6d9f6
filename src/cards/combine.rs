//! What a design is to be, of what a form wants and what others saved meanwhile.

use super::{
    design::{Back, CardDesign, Front},
    design_part::DesignPart,
    of_project::ProjectDesign,
};
use crate::merge::Clashes;

/// Combines the wanted design with the saved one, part by part.
pub(super) fn combine(
    served: &ProjectDesign,
    wanted: &ProjectDesign,
    saved: &ProjectDesign,
    clashes: &mut Clashes,
) -> ProjectDesign {
    let mut of = |part: DesignPart| {
        clashes.merge(&part.field(), &part.text(served), &wanted, &saved, |design| part.text(design))
    };
    let logo = of(DesignPart::Logo).logo.clone();
    let mut design = CardDesign {
        layout: of(DesignPart::Layout).design.layout,
        direction: of(DesignPart::Direction).design.direction,
        accent: of(DesignPart::Accent).design.accent,
        issuer: of(DesignPart::Issuer).design.issuer.clone(),
        caption: of(DesignPart::Caption).design.caption.clone(),
        logo: None,
        has_color_code: of(DesignPart::ColorCode).design.has_color_code,
        front: Front {
            name: of(DesignPart::Name).design.front.name.clone(),
            headline: of(DesignPart::Headline).design.front.headline.clone(),
            details: of(DesignPart::FrontDetails).design.front.details.clone(),
            code: of(DesignPart::FrontCode).design.front.code.clone(),
            has_signature: of(DesignPart::FrontSignature).design.front.has_signature,
        },
        back: None,
    };
    design.back = back(served, wanted, saved, clashes);
    ProjectDesign { design, logo }
}

/// The back, part by part where it is wanted and saved; else it comes or goes as a whole.
fn back(served: &ProjectDesign, wanted: &ProjectDesign, saved: &ProjectDesign, clashes: &mut Clashes) -> Option<Back> {
    let (Some(mine), Some(theirs)) = (&wanted.design.back, &saved.design.back) else {
        let field = DesignPart::HasBack.field();
        return clashes.merge(&field, &whole(served), &wanted, &saved, |design| whole(design)).design.back.clone();
    };
    let mut is_mine = |part: DesignPart| {
        let text = part.text(wanted);
        clashes.merge(&part.field(), &part.text(served), &text, &part.text(saved), String::clone) == text
    };
    let mut of = |part: DesignPart| if is_mine(part) { mine } else { theirs };
    Some(Back {
        details: of(DesignPart::BackDetails).details.clone(),
        note: of(DesignPart::Note).note.clone(),
        code: of(DesignPart::BackCode).code.clone(),
        has_signature: of(DesignPart::BackSignature).has_signature,
    })
}

/// All of the back, as one text.
fn whole(of: &ProjectDesign) -> String {
    let parts = DesignPart::OF_BACK.into_iter().chain([DesignPart::HasBack]);
    parts.map(|part| part.text(of)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cards::{Color, Layout, Symbology, tests::samples::Sample},
        ids::LogoId,
        input::{CardLine, CardNote},
    };

    type Edit<'a> = &'a dyn Fn(&mut ProjectDesign);

    fn design() -> ProjectDesign {
        ProjectDesign { design: Sample::ana(Layout::Header, Symbology::Qr).design, logo: None }
    }

    fn changed(base: &ProjectDesign, change: impl FnOnce(&mut ProjectDesign)) -> ProjectDesign {
        let mut changed = base.clone();
        change(&mut changed);
        changed
    }

    fn note(text: &str) -> impl Fn(&mut ProjectDesign) {
        move |it| it.design.back.as_mut().unwrap().note = CardNote::parse(text).unwrap()
    }

    /// What becomes of it, and what clashes.
    fn combined(served: &ProjectDesign, wanted: &ProjectDesign, saved: &ProjectDesign) -> (ProjectDesign, Vec<String>) {
        let mut clashes = Clashes::default();
        let combined = combine(served, wanted, saved, &mut clashes);
        (combined, clashes.iter().map(str::to_owned).collect())
    }

    #[test]
    fn each_part_is_combined_by_itself() {
        let (base, logo) = (design(), LogoId::new());
        let changes: [(DesignPart, Edit<'_>); 8] = [
            (DesignPart::Layout, &|it| it.design.layout = Layout::Badge),
            (DesignPart::Accent, &|it| it.design.accent = Color::parse("#112233").unwrap()),
            (DesignPart::Issuer, &|it| it.design.issuer = CardLine::parse("Zoo").unwrap()),
            (DesignPart::Logo, &|it| it.logo = Some(logo.clone())),
            (DesignPart::ColorCode, &|it| it.design.has_color_code = false),
            (DesignPart::Headline, &|it| it.design.front.headline = None),
            (DesignPart::FrontCode, &|it| it.design.front.code = None),
            (DesignPart::Note, &|it| note("Bring it back.")(it)),
        ];
        assert_eq!(combined(&base, &base, &base), (base.clone(), vec![]));
        for (part, change) in changes {
            let mine = changed(&base, change);
            assert_ne!(part.text(&mine), part.text(&base), "{part:?}");
            for (other, change_there) in changes.iter().filter(|(other, _)| *other != part) {
                let (theirs, both) = (changed(&base, change_there), changed(&mine, change_there));
                assert_eq!(combined(&base, &mine, &theirs), (both, vec![]), "{part:?} {other:?}");
            }
        }
    }

    #[test]
    fn what_both_changed_to_something_else_clashes() {
        let base = design();
        let (one, other) = (changed(&base, note("One")), changed(&base, note("Other")));
        assert_eq!(combined(&base, &one, &other).1, ["card_design.note"]);
        assert_eq!(combined(&base, &one, &one), (one.clone(), vec![]));
    }

    #[test]
    fn a_back_comes_and_goes_as_a_whole() {
        let base = design();
        let (without, noted) = (changed(&base, |it| it.design.back = None), changed(&base, note("One")));
        assert_eq!(combined(&base, &without, &noted).1, ["card_design.has_back"]);
        assert_eq!(combined(&base, &noted, &without).1, ["card_design.has_back"]);
        for (wanted, saved) in [(&base, &without), (&without, &base), (&without, &without)] {
            assert_eq!(combined(&base, wanted, saved), (without.clone(), vec![]));
        }
        assert_eq!(combined(&without, &noted, &without), (noted, vec![]), "one that was not there is new");
    }
}
