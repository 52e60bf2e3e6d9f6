//! The names of fields.

/// The name of a field in the API: `idc_`, then lower-case letters of ASCII, digits and `_`.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct FieldName(String);

/// What every record has beside its project's fields, so that no field may be called so.
const RESERVED: [&str; 15] = [
    "idc_key",
    "idc_active",
    "idc_trash",
    "idc_delete",
    "idc_check_in",
    "idc_print_queue",
    "idc_colorcode",
    "idc_insdate",
    "idc_moddate",
    "idc_picturedate",
    "idc_printdate",
    "idc_photo",
    "idc_photo_id",
    "idc_signature",
    "idc_project",
];

impl FieldName {
    /// The most characters it may have.
    pub const MAX: usize = 64;
    /// How every one begins.
    pub const PREFIX: &str = "idc_";
    /// The number on the card, which every project has.
    pub const ID_NUMBER: &str = "idc_id_number";

    /// The name of a text; none where it breaks a rule or is taken by every record.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(Self::PREFIX)?;
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let is_name = !rest.is_empty() && text.len() <= Self::MAX && rest.bytes().all(is_allowed);
        (is_name && !RESERVED.contains(&text)).then(|| Self(text.to_owned()))
    }

    /// That of the number on the card.
    #[must_use]
    pub(super) fn id_number() -> Self {
        Self(Self::ID_NUMBER.to_owned())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the number on the card.
    #[must_use]
    pub fn is_id_number(&self) -> bool {
        self.0 == Self::ID_NUMBER
    }
}

impl std::fmt::Display for FieldName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

crate::text_column!(FieldName);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_the_contract_are_names() {
        for good in ["idc_id_number", "idc_firstname", "idc_1", "idc__", &format!("idc_{}", "a".repeat(60))] {
            assert!(FieldName::parse(good).is_some(), "{good}");
        }
        for bad in ["", "idc_", "firstname", "idc_A", "idc_é", "idc_a b", "IDC_a", &format!("idc_{}", "a".repeat(61))]
        {
            assert!(FieldName::parse(bad).is_none(), "{bad}");
        }
        for reserved in RESERVED {
            assert!(FieldName::parse(reserved).is_none(), "{reserved}");
        }
    }
}
