//! Patterns for LIKE.

/// The character before which `%` and `_` are themselves.
pub(crate) const ESCAPE: char = '\\';

/// The pattern of what contains this text, whatever stands in it; for use with [`ESCAPE`].
#[must_use]
pub(crate) fn containing(text: &str) -> String {
    let escaped: String = text
        .chars()
        .flat_map(|character| {
            let escape = matches!(character, '%' | '_' | ESCAPE).then_some(ESCAPE);
            escape.into_iter().chain([character])
        })
        .collect();
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_themselves() {
        assert_eq!(containing(r"50%_\x"), r"%50\%\_\\x%");
    }
}
