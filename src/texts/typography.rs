//! Spaces at which no line may end.

use crate::locale::Locale;

/// What is typed in French, and how it is set.
const FRENCH: [(&str, &str); 6] = [
    (" ;", "\u{202f};"),
    (" !", "\u{202f}!"),
    (" ?", "\u{202f}?"),
    (" :", "\u{a0}:"),
    ("« ", "«\u{a0}"),
    (" »", "\u{a0}»"),
];

impl Locale {
    /// A text of ours as it is set in this language: whoever writes it needs no special spaces.
    pub(crate) fn typeset(self, text: &str) -> String {
        match self {
            Self::En => text.to_owned(),
            Self::Fr => FRENCH.iter().fold(text.to_owned(), |text, (typed, set)| text.replace(typed, set)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_french_no_line_ends_before_punctuation_of_two_parts_or_within_quotation_marks() {
        assert_eq!(
            Locale::Fr.typeset("« Qui peut ? » : oui ; non !"),
            "«\u{a0}Qui peut\u{202f}?\u{a0}»\u{a0}: oui\u{202f}; non\u{202f}!"
        );
        assert_eq!(Locale::En.typeset("what ?"), "what ?");
        assert_eq!(Locale::Fr.text("explain-who").to_string(), "Qui peut\u{202f}?");
        let quoted = Locale::Fr.text("calls-no-project").arg("name", "x").to_string();
        assert!(quoted.ends_with("«\u{a0}x\u{a0}»."), "{quoted}");
    }
}
