//! The fonts that cards are drawn with: those of `static/fonts`, and no others.

use std::{
    borrow::Cow,
    sync::{Arc, LazyLock},
};

use resvg::usvg::{
    FontFamily, FontResolver,
    fontdb::{Database, ID, Source},
};
use rust_embed::RustEmbed;
use rustybuzz::Face;

#[derive(RustEmbed)]
#[folder = "static/fonts/"]
#[include = "*.ttf"]
#[include = "*.otf"]
struct Files;

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// For what is read.
    Regular,
    /// For what is seen first.
    Bold,
}

/// The families, each in both weights, in the order in which a letter is looked for.
const FILES: [[&str; 2]; 6] = [
    ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"],
    ["NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"],
    ["NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf"],
    ["NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf"],
    ["NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf"],
    ["NotoSansJP-Regular.otf", "NotoSansJP-Bold.otf"],
];

/// A font of one weight, by its place among those that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Font(usize);

struct Loaded {
    id: ID,
    face: Face<'static>,
}

struct Fonts {
    database: Arc<Database>,
    loaded: Vec<Loaded>,
}

/// Read when the first card is drawn.
static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let mut database = Database::new();
    let loaded = FILES.iter().flatten().filter_map(|name| load(&mut database, name)).collect();
    Fonts { database: Arc::new(database), loaded }
});

fn load(database: &mut Database, name: &str) -> Option<Loaded> {
    let data: &'static [u8] = match Files::get(name)?.data {
        Cow::Borrowed(data) => data,
        Cow::Owned(data) => data.leak(),
    };
    let id = *database.load_font_source(Source::Binary(Arc::new(data))).first()?;
    Some(Loaded { id, face: Face::from_slice(data, 0)? })
}

impl Font {
    /// The fonts of a weight, in the order in which a letter is looked for.
    fn all(weight: Weight) -> impl Iterator<Item = Self> {
        (weight as usize..FONTS.loaded.len()).step_by(2).map(Self)
    }

    /// The first that has this letter.
    pub(super) fn with(letter: char, weight: Weight) -> Option<Self> {
        Self::all(weight).find(|font| font.has(letter))
    }

    /// Whether this font has a letter.
    pub(super) fn has(self, letter: char) -> bool {
        self.face().is_some_and(|face| face.glyph_index(letter).is_some())
    }

    /// What text is shaped with; none only where there is no such font.
    pub(super) fn face(self) -> Option<&'static Face<'static>> {
        FONTS.loaded.get(self.0).map(|loaded| &loaded.face)
    }

    /// Whether its letters rise higher and hang lower than European ones.
    pub(super) const fn is_tall(self) -> bool {
        matches!(self.0 / 2, 1 | 3 | 4)
    }

    /// The name by which an SVG calls it.
    pub(super) fn family(self) -> String {
        format!("font{}", self.0)
    }

    fn of_family(family: &str) -> Option<Self> {
        family.strip_prefix("font")?.parse().ok().map(Self)
    }
}

/// What an SVG's texts are drawn with.
pub(super) fn database() -> Arc<Database> {
    Arc::clone(&FONTS.database)
}

/// Finds the font that an SVG names. There is no other where it lacks a letter: texts come in runs that their font has.
pub(super) fn resolver() -> FontResolver<'static> {
    FontResolver {
        select_font: Box::new(|font, _| {
            let named = font.families().iter().find_map(|family| match family {
                FontFamily::Named(name) => Font::of_family(name.as_str()),
                _ => None,
            })?;
            FONTS.loaded.get(named.0).map(|loaded| loaded.id)
        }),
        select_fallback: Box::new(|_, _, _| None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_is_there_and_they_are_no_more_than_six_megabytes() {
        assert_eq!(FONTS.loaded.len(), FILES.len() * 2);
        let names: Vec<_> = Files::iter().collect();
        assert_eq!(names.len(), FILES.len() * 2, "a font that nothing is drawn with: {names:?}");
        let size: usize = names.iter().map(|name| Files::get(name).unwrap().data.len()).sum();
        assert!(size <= 6_000_000, "{size}");
    }

    #[test]
    fn letters_of_many_scripts_are_there_in_both_weights() {
        for letter in "AéßŁğΩЖعאกहあ漢髙﨑한…□".chars() {
            for weight in [Weight::Regular, Weight::Bold] {
                assert!(Font::with(letter, weight).is_some(), "{letter} {weight:?}");
            }
        }
        assert_eq!(Font::with('😀', Weight::Regular), None);
    }
}
