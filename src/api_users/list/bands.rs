//! The stretches of names that a search is walked in, so that the best hits come first wherever the order has them.

use diesel::{
    QueryResult,
    query_builder::{AstPass, QueryFragment},
    sql_types::Text,
};

use super::fragments::Behind;
use crate::db::MultiBackend;

/// Names that are searched, from one up to another, which is left out; open where there is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Band {
    from: Option<String>,
    to: Option<String>,
    behind: Option<Behind>,
}

impl Band {
    /// Every row, or every one behind another.
    pub(super) fn whole(behind: Option<Behind>) -> Self {
        Self { behind, ..Self::default() }
    }

    /// Whose name is the term, then whose name begins with it, then the others; walked backwards, the same from the end.
    /// Where it goes on behind a name, that name says in which of them, so a cursor needs to know no more.
    pub(super) fn of_names(
        term: &str,
        descending: bool,
        is_backwards: bool,
        behind: Option<(String, Behind)>,
    ) -> Vec<Self> {
        let band = |from: Option<&str>, to: Option<&str>| Self {
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
            behind: None,
        };
        // Neither U+0001 nor the last code point stands in a name.
        let (longer, end) = (format!("{term}\u{1}"), format!("{term}{}", char::MAX));
        let mut best = [band(Some(term), Some(&longer)), band(Some(&longer), Some(&end))];
        let mut others = [band(None, Some(term)), band(Some(&end), None)];
        if descending {
            others.reverse();
        }
        if is_backwards {
            best.reverse();
        }
        let mut bands = if is_backwards { [others, best].concat() } else { [best, others].concat() };
        if let Some((name, behind)) = behind {
            bands.drain(..bands.iter().position(|band| band.has(&name)).unwrap_or(0));
            if let Some(first) = bands.first_mut() {
                first.behind = Some(behind);
            }
        }
        bands
    }

    /// As SQLite compares, byte by byte.
    fn has(&self, name: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= name) && self.to.as_deref().is_none_or(|to| name < to)
    }
}

impl QueryFragment<MultiBackend> for Band {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("TRUE");
        for (comparison, bound) in [(" AND s.username >= ", &self.from), (" AND s.username < ", &self.to)] {
            if let Some(bound) = bound {
                out.push_sql(comparison);
                out.push_bind_param::<Text, _>(bound)?;
            }
        }
        if let Some(behind) = &self.behind {
            out.push_sql(" AND ");
            behind.walk_ast(out.reborrow())?;
        }
        Ok(())
    }
}
