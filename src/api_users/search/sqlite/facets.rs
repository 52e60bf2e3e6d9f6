//! Status and role as one trigram, so that the index of trigrams knows them too.

use super::grams::any_of;
use crate::{
    api_users::list::Filter,
    authorization::{ApiUserRole, Status},
};

/// The trigram of a status and a role: U+0001, which no text contains, and a letter of each.
pub(super) fn facet(status: Status, role: ApiUserRole) -> String {
    let letter = |word: &'static str| word.chars().next();
    ['\u{1}'].into_iter().chain(letter(status.as_str())).chain(letter(role.as_str())).collect()
}

/// The statuses and roles that a filter lets through.
#[derive(Clone, Debug)]
pub(super) struct Facets {
    wanted: Vec<String>,
    are_rare: bool,
}

impl Facets {
    pub(super) fn of(filter: &Filter) -> Self {
        let Filter { status, role, .. } = *filter;
        let statuses = Status::ALL.into_iter().filter(|one| status.is_none_or(|status| status == *one));
        let of_roles = |status| {
            let roles = ApiUserRole::ALL.into_iter().filter(|one| role.is_none_or(|role| role == *one));
            roles.map(move |role| facet(status, role))
        };
        let are_rare =
            status.is_some_and(|status| status != Status::Active) || role == Some(ApiUserRole::Administrator);
        Self { wanted: statuses.flat_map(of_roles).collect(), are_rare }
    }

    /// In one text, in which a row's facet is looked for.
    pub(super) fn text(&self) -> String {
        self.wanted.concat()
    }

    /// For MATCH; none where nearly every row has one of them, so that looking them up would only cost.
    pub(super) fn expression(&self) -> Option<String> {
        self.are_rare.then(|| any_of(&self.wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_and_role_has_a_trigram_of_its_own() {
        let of = |status, role| Facets::of(&Filter { status, role, search: None });
        let all = of(None, None);
        assert_eq!(all.text(), "\u{1}ao\u{1}aa\u{1}io\u{1}ia\u{1}to\u{1}ta");
        assert_eq!(all.expression(), None);
        let trash = of(Some(Status::Trash), Some(ApiUserRole::Operator));
        assert_eq!((trash.text().as_str(), trash.expression().as_deref()), ("\u{1}to", Some("(\"\u{1}to\")")));
        assert_eq!(of(Some(Status::Active), Some(ApiUserRole::Operator)).expression(), None);
    }
}
