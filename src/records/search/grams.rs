//! Trigrams: those of a term that are looked up, and the one that stands for a project.

use sha2::{Digest, Sha256};

use crate::ids::ProjectId;

/// How many trigrams of a term are looked up at most: a hit is verified all the same.
const MOST: usize = 4;

/// The first of the private-use characters, of which 4,096 are used; folding leaves them alone.
const FIRST: u32 = 0xE000;

/// The trigram of a project. Two projects with the same one would only share candidates, which are verified.
pub(super) fn facet(project: &ProjectId) -> String {
    let digest = Sha256::digest(project.as_str());
    let number = digest.iter().take(5).fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
    let digit =
        |place: u32| u32::try_from(number >> (12 * place) & 0xFFF).ok().and_then(|digit| char::from_u32(FIRST + digit));
    (0..3).filter_map(digit).collect()
}

/// The expression for MATCH: records of the project that have trigrams of the term; none where the term has none. Those
/// that are looked up share no character, since neighbours say nearly the same.
pub(super) fn expression(term: &str, project: &ProjectId) -> Option<String> {
    let characters: Vec<char> = term.chars().collect();
    let last = characters.len().checked_sub(3)?;
    let whole = (0..=last).step_by(3).take(MOST);
    let mut starts: Vec<usize> = whole.collect();
    if starts.len() < MOST && last % 3 != 0 {
        starts.push(last);
    }
    let grams = starts.into_iter().filter_map(|at| characters.get(at..at + 3)).map(String::from_iter);
    Some(grams.chain([facet(project)]).map(|gram| quote(&gram)).collect::<Vec<_>>().join(" AND "))
}

fn quote(gram: &str) -> String {
    format!("\"{}\"", gram.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_looked_up_by_trigrams_within_its_project() {
        let project = ProjectId::new();
        let facet = quote(&facet(&project));
        assert_eq!(facet.chars().count(), 5);
        for (term, grams) in [
            ("ana", r#""ana""#),
            ("silv", r#""sil" AND "ilv""#),
            ("silvas", r#""sil" AND "vas""#),
            ("a\"b", r#""a""b""#),
        ] {
            assert_eq!(expression(term, &project), Some(format!("{grams} AND {facet}")));
        }
        assert_eq!(expression(&"x".repeat(100), &project).map(|text| text.matches("AND").count()), Some(4));
        assert_eq!(expression("an", &project), None);
        assert_ne!(super::facet(&ProjectId::new()), super::facet(&project));
    }
}
