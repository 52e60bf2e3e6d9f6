//! The trigrams of texts, and which of them to look up: rows hold many, and one or two rare ones say it all.

use std::collections::HashMap;

/// How many trigrams of a term are looked up at most.
const MOST: usize = 4;

/// A list this many times longer than the shortest is not worth reading: that costs more than it spares.
const MUCH_LONGER: i64 = 16;

/// A list of so few rows is always worth reading.
const SHORT: i64 = 1_000;

/// The trigrams of a text as FTS5 makes them: every three code points in a row.
pub(super) fn trigrams(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    characters.windows(3).map(|three| three.iter().collect()).collect()
}

/// The expression for MATCH: the rarest trigram of the term and rare ones that share no character with it, since
/// neighbours say nearly the same. One that was not counted is taken for the rarest; that makes it no less right.
pub(super) fn expression(term: &str, hits: &HashMap<String, i64>) -> String {
    let rows = |gram: &String| hits.get(gram).copied().unwrap_or(0);
    let mut all: Vec<(i64, usize, String)> =
        trigrams(term).into_iter().enumerate().map(|(at, gram)| (rows(&gram), at, gram)).collect();
    all.sort();
    let most = all.first().map_or(0, |rarest| rarest.0).saturating_mul(MUCH_LONGER).max(SHORT);
    let mut chosen: Vec<(usize, String)> = Vec::new();
    for (rows, at, gram) in all {
        if chosen.len() < MOST && rows <= most && chosen.iter().all(|other| other.0.abs_diff(at) >= 3) {
            chosen.push((at, quote(&gram)));
        }
    }
    chosen.into_iter().map(|(_, gram)| gram).collect::<Vec<_>>().join(" AND ")
}

/// Any of these trigrams.
pub(super) fn any_of(grams: &[String]) -> String {
    format!("({})", grams.iter().map(|gram| quote(gram)).collect::<Vec<_>>().join(" OR "))
}

fn quote(gram: &str) -> String {
    format!("\"{}\"", gram.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trigrams_are_of_code_points() {
        assert_eq!(trigrams("aé😀b"), ["aé😀", "é😀b"]);
        assert!(trigrams("ab").is_empty());
    }

    #[test]
    fn the_rarest_are_looked_up_and_no_neighbours() {
        let hits = |pairs: &[(&str, i64)]| pairs.iter().map(|&(gram, rows)| (gram.to_owned(), rows)).collect();
        assert_eq!(expression("kiosk", &hits(&[("kio", 900), ("ios", 800), ("osk", 700)])), r#""osk""#);
        let far = hits(&[("kio", 90_000), ("ios", 90_000), ("osk", 90_000), ("sk-", 90_000), ("k-9", 9), ("-99", 9)]);
        assert_eq!(expression("kiosk-99", &far), r#""k-9""#, "long lists are left out");
        assert_eq!(expression("abcdef", &hits(&[])), r#""abc" AND "def""#);
        assert_eq!(expression("a\"b", &hits(&[])), r#""a""b""#);
        assert_eq!(expression(&"x".repeat(64), &hits(&[])).matches("AND").count(), 3);
    }

    #[test]
    fn alternatives_stand_in_brackets() {
        assert_eq!(any_of(&["\u{1}ta".to_owned(), "\u{1}to".to_owned()]), "(\"\u{1}ta\" OR \"\u{1}to\")");
    }
}
