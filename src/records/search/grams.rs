//! Trigrams as the words of the index: those of a text, and one that stands for a project.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::ids::ProjectId;

/// How many trigrams of a term are looked up at most: a hit is verified all the same.
const MOST: usize = 4;

/// The first of the private-use characters that stand for others; folding leaves them alone.
const PRIVATE_USE: u32 = 0xE000;

/// The words of a record: the trigrams of each line of its text, and its project. An empty text has none.
pub(super) fn words(text: &str, project: &ProjectId) -> BTreeSet<String> {
    let mut words: BTreeSet<String> = text.lines().flat_map(trigrams).collect();
    if !text.is_empty() {
        words.insert(facet(project));
    }
    words
}

/// As FTS5 takes them.
pub(super) fn join<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    words.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// The expression for MATCH: records of the project that have trigrams of the term; none where the term has none. Those
/// that are looked up share no character, since neighbours say nearly the same.
pub(super) fn expression(term: &str, project: &ProjectId) -> Option<String> {
    let grams: Vec<String> = trigrams(term).collect();
    let last = grams.len().checked_sub(1)?;
    let mut starts: Vec<usize> = (0..=last).step_by(3).take(MOST).collect();
    if starts.len() < MOST && last % 3 != 0 {
        starts.push(last);
    }
    let grams = starts.into_iter().filter_map(|at| grams.get(at).cloned());
    Some(grams.chain([facet(project)]).map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" AND "))
}

/// Three neighbours after three, each a word of the tokenizer `ascii`. To that all characters of ASCII but letters and
/// digits end a word, so others stand for them.
fn trigrams(line: &str) -> impl Iterator<Item = String> {
    let stands_for = |character: char| match character {
        _ if character.is_ascii_alphanumeric() || !character.is_ascii() => character,
        _ => private_use(u32::from(character)),
    };
    let characters: Vec<char> = line.chars().map(stands_for).collect();
    let count = characters.len().saturating_sub(2);
    (0..count).map(move |at| characters.iter().skip(at).take(3).collect())
}

/// The word of a project. Two projects with the same one would only share candidates, which are verified.
fn facet(project: &ProjectId) -> String {
    let digest = Sha256::digest(project.as_str());
    let number = digest.iter().take(5).fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
    (0..3).map(|place| private_use(u32::try_from(number >> (12 * place) & 0xFFF).unwrap_or(0))).collect()
}

/// One of the first 4,096 characters for private use.
fn private_use(number: u32) -> char {
    char::from_u32(PRIVATE_USE + number % 0x1000).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_looked_up_by_trigrams_within_its_project() {
        let project = ProjectId::new();
        let facet = facet(&project);
        assert_eq!(facet.chars().count(), 3);
        for (term, grams) in [
            ("ana", r#""ana""#),
            ("silv", r#""sil" AND "ilv""#),
            ("silvas", r#""sil" AND "vas""#),
            ("a\" b", "\"a\u{E022}\u{E020}\" AND \"\u{E022}\u{E020}b\""),
            ("日本語", "\"日本語\""),
        ] {
            assert_eq!(expression(term, &project), Some(format!("{grams} AND \"{facet}\"")));
        }
        assert_eq!(expression(&"x".repeat(100), &project).map(|text| text.matches("AND").count()), Some(4));
        assert_eq!(expression("an", &project), None);
        assert_ne!(super::facet(&ProjectId::new()), facet);
    }

    #[test]
    fn each_trigram_of_each_line_is_one_word() {
        let project = ProjectId::new();
        let words = words("banana\nan\n\na b", &project);
        let expected = ["ban", "ana", "nan", "a\u{E020}b", &facet(&project)].map(str::to_owned);
        assert_eq!(words, BTreeSet::from(expected));
        assert!(join(&words).split(' ').eq(&words));
    }
}
