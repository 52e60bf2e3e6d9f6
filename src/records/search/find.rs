//! What a search finds, and how much of it.

use std::collections::HashSet;

use diesel::prelude::*;

use super::{
    grams::expression,
    statements::{ByPrefix, InIndex, InWaiting, MoreByPrefix, MoreInIndex},
};
use crate::{
    db::{DbConnection, DbResult},
    ids::RecordId,
    input::{SearchTerm, fold_for_search},
    records::{Project, Record, RecordFilter, find::find_all},
};

/// As many hits are told and paged; of more only that there are more.
pub const COUNTED: usize = 1_000;

/// How many candidates are looked at for each unique field, and of the index.
const CANDIDATES: i64 = 20_000;

/// The records that a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// At most [`COUNTED`]: those first whose unique values begin with the term, then the newest.
    pub ids: Vec<RecordId>,
    /// Whether these are all.
    pub is_complete: bool,
}

/// The wanted records of a project that hold a term.
pub fn find_hits(
    connection: &mut DbConnection,
    project: &Project,
    filter: RecordFilter,
    term: &SearchTerm,
) -> DbResult<Hits> {
    let mut finder = Finder { connection, project, states: states(filter), found: Vec::new(), is_complete: true };
    finder.prefixes(&term.key())?;
    finder.texts(&term.search_key())?;
    let Finder { found, mut is_complete, .. } = finder;
    let mut seen = HashSet::new();
    let mut ids: Vec<RecordId> = found.into_iter().filter(|id| seen.insert(id.clone())).collect();
    is_complete &= ids.len() <= COUNTED;
    ids.truncate(COUNTED);
    Ok(Hits { ids, is_complete })
}

/// The letters of the wanted states.
fn states(filter: RecordFilter) -> &'static str {
    match filter {
        RecordFilter::Active => "a",
        RecordFilter::Inactive => "i",
        RecordFilter::Trash => "t",
        RecordFilter::All => "ait",
    }
}

struct Finder<'a> {
    connection: &'a mut DbConnection,
    project: &'a Project,
    states: &'static str,
    found: Vec<RecordId>,
    is_complete: bool,
}

impl Finder<'_> {
    /// The records with a unique value that begins so.
    fn prefixes(&mut self, from: &str) -> DbResult<()> {
        let to = format!("{from}{}", char::MAX);
        for field in self.project.fields.iter().filter(|field| field.is_unique) {
            let (project, field) = (self.project.id.to_string(), field.id.to_string());
            let (from, to, states) = (from.to_owned(), to.clone(), self.states.to_owned());
            let found: Vec<String> = ByPrefix {
                project: project.clone(),
                field: field.clone(),
                from: from.clone(),
                to: to.clone(),
                candidates: CANDIDATES,
                states,
                limit: limit(),
            }
            .load(self.connection)?;
            self.add(found.into_iter());
            if self.is_complete {
                let more = MoreByPrefix { project, field, from, to, candidates: CANDIDATES };
                let more: Option<String> = more.get_result(self.connection).optional()?;
                self.is_complete = more.is_none();
            }
        }
        Ok(())
    }

    /// The records that hold it anywhere.
    fn texts(&mut self, term: &str) -> DbResult<()> {
        let Some(grams) = expression(term, &self.project.id) else { return Ok(()) };
        let (project, term, states) = (self.project.id.to_string(), term.to_owned(), self.states.to_owned());
        let waiting =
            InWaiting { project: project.clone(), term: term.clone(), states: states.clone(), limit: limit() };
        let mut found: Vec<(i64, String)> = waiting.load(self.connection)?;
        let indexed = InIndex {
            grams: grams.clone(),
            candidates: CANDIDATES,
            project,
            term: term.clone(),
            states,
            limit: limit(),
        };
        found.extend(indexed.load::<(i64, String)>(self.connection)?);
        found.sort_unstable_by(|one, other| other.cmp(one));
        found.dedup();
        self.is_complete &= found.len() <= COUNTED;
        let found = found.into_iter().filter_map(|(_, id)| RecordId::parse(&id)).collect();
        let found = self.in_use(found, &term)?;
        self.found.extend(found);
        if self.is_complete {
            let more: Option<i64> =
                MoreInIndex { grams, candidates: CANDIDATES }.get_result(self.connection).optional()?;
            self.is_complete = more.is_none();
        }
        Ok(())
    }

    /// Those that hold it in a field that was not removed: the text of a search has the values of all.
    fn in_use(&mut self, found: Vec<RecordId>, term: &str) -> DbResult<Vec<RecordId>> {
        if self.project.fields.removed().next().is_none() {
            return Ok(found);
        }
        let holds = |record: &Record| {
            let mut values = self.project.fields.iter().filter_map(|field| record.values.get(&field.id));
            values.any(|value| fold_for_search(value).contains(term))
        };
        let there = find_all(self.connection, &self.project.id, &found)?;
        let holding: HashSet<RecordId> = there.into_iter().filter(holds).map(|record| record.id).collect();
        Ok(found.into_iter().filter(|id| holding.contains(id)).collect())
    }

    fn add(&mut self, found: impl ExactSizeIterator<Item = String>) {
        self.is_complete &= found.len() <= COUNTED;
        self.found.extend(found.filter_map(|id| RecordId::parse(&id)));
    }
}

/// One more than are told.
fn limit() -> i64 {
    i64::try_from(COUNTED).unwrap_or(i64::MAX).saturating_add(1)
}
