//! What a search finds, and how much of it.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::{
    facets::Facets,
    grams,
    statements::{
        ByPrefix, FewInMainOrganization, GramHits, InMainOrganization, InNotes, InTexts, MoreInNotes, MoreInTexts,
        ScanNotes, ScanTexts,
    },
};
use crate::{
    api_users::search::{COUNTED, Search},
    db::{DbConnection, DbResult},
};

/// How many candidates are verified at first, how many where those were not enough, and how many to be sorted.
const CANDIDATES: i64 = 5_000;
const MANY_CANDIDATES: i64 = 20_000;
const MOST_CANDIDATES: i64 = 100_000;

/// How many names and notes are scanned for one or two characters, which have no trigram.
const SCANNED_NAMES: i64 = 100_000;
const SCANNED_NOTES: i64 = 20_000;

/// The keys of what was found.
#[derive(Clone, Debug)]
pub(super) struct Hits {
    /// In the table of what is searched.
    keys: BTreeSet<i64>,
    /// Whether these are all.
    is_complete: bool,
}

impl Hits {
    /// How many there are.
    pub(super) fn count(&self) -> i64 {
        i64::try_from(self.keys.len()).unwrap_or(i64::MAX)
    }

    /// The keys as a JSON array, which is how a statement takes many.
    pub(super) fn json(&self) -> String {
        format!("[{}]", self.keys.iter().map(i64::to_string).collect::<Vec<_>>().join(","))
    }
}

/// All hits, where there are no more than [`COUNTED`]; else none of them.
pub(super) fn find_few(connection: &mut DbConnection, search: &Search, facets: &Facets) -> DbResult<Option<Hits>> {
    let is_few = |hits: &Hits| hits.count() <= COUNTED;
    let mut hits = find(connection, search, facets, (CANDIDATES, COUNTED + 1))?;
    if !hits.is_complete && is_few(&hits) {
        hits = find(connection, search, facets, (MANY_CANDIDATES, COUNTED + 1))?;
    }
    Ok(Some(hits).filter(|hits| hits.is_complete && is_few(hits)))
}

/// As many hits as can be sorted at once; none where there are more.
pub(super) fn find_all(connection: &mut DbConnection, search: &Search, facets: &Facets) -> DbResult<Option<Hits>> {
    let hits = find(connection, search, facets, (MOST_CANDIDATES, MOST_CANDIDATES))?;
    Ok(Some(hits).filter(|hits| hits.is_complete))
}

/// All whose note has the term; none where they are too many, or where the term has no trigram.
pub(super) fn find_notes(connection: &mut DbConnection, search: &Search, facets: &Facets) -> DbResult<Option<Hits>> {
    let mut finder = Finder::new(connection, search, facets, (CANDIDATES, CANDIDATES));
    if search.in_notes {
        if !has_trigrams(search) {
            return Ok(None);
        }
        finder.notes()?;
    }
    Ok(Some(finder.hits).filter(|hits| hits.is_complete))
}

fn has_trigrams(search: &Search) -> bool {
    search.key.chars().count() >= 3
}

/// Hits under limits: of the candidates that are verified, and of the hits, for each place that is searched.
fn find(connection: &mut DbConnection, search: &Search, facets: &Facets, limits: (i64, i64)) -> DbResult<Hits> {
    let mut finder = Finder::new(connection, search, facets, limits);
    // The cheapest first: whichever reaches the limit makes the others needless.
    if search.is_in_main_organization {
        finder.main_organization()?;
    }
    let has_trigrams = has_trigrams(search);
    if finder.hits.is_complete {
        if has_trigrams { finder.texts()? } else { finder.short_texts()? }
    }
    if finder.hits.is_complete && search.in_notes {
        if has_trigrams { finder.notes()? } else { finder.short_notes()? }
    }
    Ok(finder.hits)
}

struct Finder<'a> {
    connection: &'a mut DbConnection,
    search: &'a Search,
    facets: &'a Facets,
    candidates: i64,
    limit: i64,
    hits: Hits,
}

impl<'a> Finder<'a> {
    fn new(
        connection: &'a mut DbConnection,
        search: &'a Search,
        facets: &'a Facets,
        (candidates, limit): (i64, i64),
    ) -> Self {
        let hits = Hits { keys: BTreeSet::new(), is_complete: true };
        Self { connection, search, facets, candidates, limit, hits }
    }

    fn main_organization(&mut self) -> DbResult<()> {
        let (facets, limit, candidates) = (self.facets.text(), self.limit, self.candidates);
        let Some(grams) = self.facets.expression() else {
            let found = InMainOrganization { facets, limit }.load(self.connection)?;
            self.add(found);
            return Ok(());
        };
        let found = FewInMainOrganization { grams: grams.clone(), candidates, facets, limit }.load(self.connection)?;
        self.add(found);
        self.look_for_more_texts(grams)
    }

    fn texts(&mut self) -> DbResult<()> {
        let mut grams = self.expression(false)?;
        if let Some(facets) = self.facets.expression() {
            grams = format!("{grams} AND {facets}");
        }
        let (term, facets) = (self.search.key.clone(), self.facets.text());
        let (candidates, limit) = (self.candidates, self.limit);
        let found = InTexts { grams: grams.clone(), candidates, term, facets, limit }.load(self.connection)?;
        self.add(found);
        self.look_for_more_texts(grams)
    }

    fn notes(&mut self) -> DbResult<()> {
        let grams = self.expression(true)?;
        let (term, facets) = (self.search.key.clone(), self.facets.text());
        let (candidates, limit) = (self.candidates, self.limit);
        let found = InNotes { grams: grams.clone(), candidates, term, facets, limit }.load(self.connection)?;
        self.add(found);
        if self.hits.is_complete {
            let more: Option<i64> = MoreInNotes { grams, candidates }.get_result(self.connection).optional()?;
            self.hits.is_complete = more.is_none();
        }
        Ok(())
    }

    /// Every name that begins with it, and those of a bounded scan that have it elsewhere.
    fn short_texts(&mut self) -> DbResult<()> {
        let (term, facets, limit) = (self.search.key.clone(), self.facets.text(), self.limit);
        let to = format!("{term}{}", char::MAX);
        let found = ByPrefix { from: term.clone(), to, facets: facets.clone(), limit }.load(self.connection)?;
        self.add(found);
        if self.hits.is_complete {
            let found = ScanTexts { rows: SCANNED_NAMES, term, facets, limit }.load(self.connection)?;
            self.add(found);
        }
        Ok(())
    }

    fn short_notes(&mut self) -> DbResult<()> {
        let (term, facets, limit) = (self.search.key.clone(), self.facets.text(), self.limit);
        let found = ScanNotes { rows: SCANNED_NOTES, term, facets, limit }.load(self.connection)?;
        self.add(found);
        Ok(())
    }

    fn expression(&mut self, in_notes: bool) -> DbResult<String> {
        let grams = serde_json::to_string(&grams::trigrams(&self.search.key))
            .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
        let hits: Vec<(String, i64)> = GramHits { grams, in_notes }.load(self.connection)?;
        Ok(grams::expression(&self.search.key, &hits.into_iter().collect::<HashMap<_, _>>()))
    }

    fn look_for_more_texts(&mut self, grams: String) -> DbResult<()> {
        if self.hits.is_complete {
            let more = MoreInTexts { grams, candidates: self.candidates };
            let more: Option<i64> = more.get_result(self.connection).optional()?;
            self.hits.is_complete = more.is_none();
        }
        Ok(())
    }

    fn add(&mut self, found: Vec<i64>) {
        self.hits.keys.extend(found);
        self.hits.is_complete &= self.hits.count() < self.limit;
    }
}
