//! The ranges of names that a search is walked in, so that the best hits come first wherever the order has them.

use diesel::{
    QueryResult,
    query_builder::{AstPass, QueryFragment},
    sql_types::Text,
};

use crate::{api_users::list::SeekAfter, db::MultiBackend};

/// Names that are searched, from one up to another, which is left out; open where there is none.
#[derive(Clone, Debug, Default)]
pub(super) struct NameRange {
    from: Option<String>,
    to: Option<String>,
    /// Only what comes after this.
    after: Option<SeekAfter>,
}

impl NameRange {
    /// Every row, or every one after another.
    pub(super) fn all(after: Option<SeekAfter>) -> Self {
        Self { after, ..Self::default() }
    }

    /// Whose name is the term, then whose name begins with it, then the others; walked backwards, the same from the end.
    /// Where it goes on after a name, that name says in which of them, so a cursor needs to know no more.
    pub(super) fn best_first(
        term: &str,
        descending: bool,
        is_backwards: bool,
        after: Option<(String, SeekAfter)>,
    ) -> Vec<Self> {
        let range = |from: Option<&str>, to: Option<&str>| Self {
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
            after: None,
        };
        // Neither U+0001 nor the last code point stands in a name.
        let (longer, end) = (format!("{term}\u{1}"), format!("{term}{}", char::MAX));
        let mut best = [range(Some(term), Some(&longer)), range(Some(&longer), Some(&end))];
        let mut others = [range(None, Some(term)), range(Some(&end), None)];
        if descending {
            others.reverse();
        }
        if is_backwards {
            best.reverse();
        }
        let mut ranges = if is_backwards { [others, best].concat() } else { [best, others].concat() };
        if let Some((name, after)) = after {
            ranges.drain(..ranges.iter().position(|range| range.has(&name)).unwrap_or(0));
            if let Some(first) = ranges.first_mut() {
                first.after = Some(after);
            }
        }
        ranges
    }

    /// As SQLite compares, byte by byte.
    fn has(&self, name: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= name) && self.to.as_deref().is_none_or(|to| name < to)
    }
}

impl QueryFragment<MultiBackend> for NameRange {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("TRUE");
        for (comparison, bound) in [(" AND s.username >= ", &self.from), (" AND s.username < ", &self.to)] {
            if let Some(bound) = bound {
                out.push_sql(comparison);
                out.push_bind_param::<Text, _>(bound)?;
            }
        }
        if let Some(after) = &self.after {
            out.push_sql(" AND ");
            after.walk_ast(out.reborrow())?;
        }
        Ok(())
    }
}
