//! Which of two values is kept where a field was changed on both sides, as the forms send it: `keep.<field>`.

use std::fmt;

use crate::web::{BadRequest, Fields};

const PREFIX: &str = "keep.";
const OF_PRIVILEGES: &str = "keep.privileges.";

/// What is kept of a field that was changed on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ClashChoice {
    /// What was typed here.
    Mine,
    /// What was saved elsewhere: this.
    Theirs(String),
    /// The privileges that were saved elsewhere, with which the form was served by then.
    TheirPrivileges,
}

impl ClashChoice {
    /// The name of the input of a field.
    pub(super) fn input(field: &str) -> String {
        [PREFIX, field].concat()
    }

    /// What is to be kept of a field that is a text, where that is theirs.
    ///
    /// # Errors
    /// [`BadRequest::RepeatedField`].
    pub(super) fn theirs(fields: &Fields, field: &str) -> Result<Option<String>, BadRequest> {
        Ok(match fields.optional(&Self::input(field))?.as_deref().and_then(Self::parse) {
            Some(Self::Theirs(theirs)) => Some(theirs),
            _ => None,
        })
    }

    /// The fields that are texts of which theirs is to be kept, each with that.
    pub(super) fn all_theirs(fields: &Fields) -> impl Iterator<Item = (&str, String)> {
        let texts = fields.starting(PREFIX).filter(|(field, _)| !Self::input(field).starts_with(OF_PRIVILEGES));
        texts.filter_map(|(field, choice)| match Self::parse(choice) {
            Some(Self::Theirs(theirs)) => Some((field, theirs)),
            _ => None,
        })
    }

    /// The projects in whose privileges there is a choice, and what it is; none where it can't be read.
    pub(super) fn of_privileges(fields: &Fields) -> impl Iterator<Item = (&str, Option<Self>)> {
        fields.starting(OF_PRIVILEGES).map(|(project, choice)| (project, Self::parse(choice)))
    }

    fn parse(word: &str) -> Option<Self> {
        match word {
            "mine" => Some(Self::Mine),
            "theirs" => Some(Self::TheirPrivileges),
            word => Some(Self::Theirs(word.strip_prefix("theirs:")?.to_owned())),
        }
    }
}

impl fmt::Display for ClashChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mine => formatter.write_str("mine"),
            Self::TheirPrivileges => formatter.write_str("theirs"),
            Self::Theirs(theirs) => write!(formatter, "theirs:{theirs}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_writes_a_form_reads() {
        for choice in [ClashChoice::Mine, ClashChoice::Theirs("a:b".to_owned()), ClashChoice::TheirPrivileges] {
            assert_eq!(ClashChoice::parse(&choice.to_string()), Some(choice));
        }
        assert_eq!(ClashChoice::parse("ours"), None);
    }

    #[test]
    fn texts_and_privileges_are_chosen_apart() {
        let fields = b"keep.name=theirs:x&keep.role=mine&keep.privileges.p=theirs&keep.privileges.q=mine";
        let fields = Fields::decode(fields).unwrap();
        assert_eq!(ClashChoice::theirs(&fields, "name"), Ok(Some("x".to_owned())));
        assert_eq!(ClashChoice::theirs(&fields, "role"), Ok(None));
        assert_eq!(ClashChoice::all_theirs(&fields).collect::<Vec<_>>(), [("name", "x".to_owned())]);
        let privileges = [("p", Some(ClashChoice::TheirPrivileges)), ("q", Some(ClashChoice::Mine))];
        assert_eq!(ClashChoice::of_privileges(&fields).collect::<Vec<_>>(), privileges);
    }
}
