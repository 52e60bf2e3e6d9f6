//! The statements of SQLite's search. They stay prepared.

use diesel::sql_types::{BigInt, Bool, Text};

use crate::db::statement;

statement! {
    /// How many rows have each of these trigrams (a JSON array), as of the last count.
    pub(super) struct GramHits { grams: String, in_notes: bool } -> (Text, BigInt);
    "SELECT t.value, coalesce(g.hits, 0) FROM json_each(" [grams: Text]
    ") AS t LEFT JOIN search_grams AS g ON g.gram = t.value AND g.in_notes = " [in_notes: Bool]
}

statement! {
    /// The keys of those whose username or organization has the term, out of so many candidates of the index.
    pub(super) struct InTexts { grams: String, candidates: i64, term: String, facets: String, limit: i64 } -> BigInt;
    "SELECT s.key FROM (SELECT rowid AS hit FROM api_user_grams WHERE api_user_grams MATCH " [grams: Text]
    " LIMIT " [candidates: BigInt]
    ") CROSS JOIN api_user_search AS s ON s.key = hit WHERE (instr(s.username, " [term: Text]
    ") OR instr(s.organization, " [term: Text]
    ")) AND instr(" [facets: Text]
    ", s.facet) LIMIT " [limit: BigInt]
}

statement! {
    /// The keys of those whose note has the term, out of so many candidates of the index.
    pub(super) struct InNotes { grams: String, candidates: i64, term: String, facets: String, limit: i64 } -> BigInt;
    "SELECT s.key FROM (SELECT rowid AS hit FROM api_user_note_grams WHERE api_user_note_grams MATCH " [grams: Text]
    " LIMIT " [candidates: BigInt]
    ") CROSS JOIN api_user_note_search AS n ON n.key = hit CROSS JOIN api_user_search AS s ON s.key = hit \
     WHERE instr(n.note, " [term: Text]
    ") AND instr(" [facets: Text]
    ", s.facet) LIMIT " [limit: BigInt]
}

statement! {
    /// A row where the index has more candidates than so many.
    pub(super) struct MoreInTexts { grams: String, candidates: i64 } -> BigInt;
    "SELECT rowid FROM api_user_grams WHERE api_user_grams MATCH " [grams: Text]
    " LIMIT 1 OFFSET " [candidates: BigInt]
}

statement! {
    /// As [`MoreInTexts`], of notes.
    pub(super) struct MoreInNotes { grams: String, candidates: i64 } -> BigInt;
    "SELECT rowid FROM api_user_note_grams WHERE api_user_note_grams MATCH " [grams: Text]
    " LIMIT 1 OFFSET " [candidates: BigInt]
}

statement! {
    /// The keys of those in the main organization, whose name has the term.
    pub(super) struct InMainOrganization { facets: String, limit: i64 } -> BigInt;
    "SELECT key FROM api_user_search WHERE organization = '' AND instr(" [facets: Text]
    ", facet) LIMIT " [limit: BigInt]
}

statement! {
    /// As [`InMainOrganization`], where the facets are rare.
    pub(super) struct FewInMainOrganization { grams: String, candidates: i64, facets: String, limit: i64 } -> BigInt;
    "SELECT s.key FROM (SELECT rowid AS hit FROM api_user_grams WHERE api_user_grams MATCH " [grams: Text]
    " LIMIT " [candidates: BigInt]
    ") CROSS JOIN api_user_search AS s ON s.key = hit WHERE s.organization = '' AND instr(" [facets: Text]
    ", s.facet) LIMIT " [limit: BigInt]
}

statement! {
    /// The keys of those whose username lies from one text up to another.
    pub(super) struct ByPrefix { from: String, to: String, facets: String, limit: i64 } -> BigInt;
    "SELECT key FROM api_user_search WHERE username >= " [from: Text]
    " AND username < " [to: Text]
    " AND instr(" [facets: Text]
    ", facet) LIMIT " [limit: BigInt]
}

statement! {
    /// The keys of those that have a short term, of so many rows of the index by username.
    pub(super) struct ScanTexts { rows: i64, term: String, facets: String, limit: i64 } -> BigInt;
    "SELECT key FROM (SELECT key, username, organization, facet FROM api_user_search \
     INDEXED BY api_user_search_by_username LIMIT " [rows: BigInt]
    ") WHERE (instr(username, " [term: Text]
    ") OR instr(organization, " [term: Text]
    ")) AND instr(" [facets: Text]
    ", facet) LIMIT " [limit: BigInt]
}

statement! {
    /// The keys of those whose note has a short term, of so many notes.
    pub(super) struct ScanNotes { rows: i64, term: String, facets: String, limit: i64 } -> BigInt;
    "SELECT s.key FROM (SELECT key, note FROM api_user_note_search LIMIT " [rows: BigInt]
    ") AS n CROSS JOIN api_user_search AS s ON s.key = n.key WHERE instr(n.note, " [term: Text]
    ") AND instr(" [facets: Text]
    ", s.facet) LIMIT " [limit: BigInt]
}

statement! {
    /// Puts a row into the index. With its values bound: selecting them from the table makes FTS5 write all that it
    /// holds back to the file first.
    pub(super) struct IndexTexts { key: i64, username: String, organization: String, facet: String } -> BigInt;
    "INSERT INTO api_user_grams (rowid, username, organization, facet) VALUES (" [key: BigInt]
    ", " [username: Text]
    ", " [organization: Text]
    ", " [facet: Text]
    ")"
}

statement! {
    /// Takes a row out of the index; the values are those that it was put in with.
    pub(super) struct UnindexTexts { key: i64, username: String, organization: String, facet: String } -> BigInt;
    "INSERT INTO api_user_grams (api_user_grams, rowid, username, organization, facet) VALUES ('delete', " [key: BigInt]
    ", " [username: Text]
    ", " [organization: Text]
    ", " [facet: Text]
    ")"
}

statement! {
    /// Puts a note into the index.
    pub(super) struct IndexNote { key: i64, note: String } -> BigInt;
    "INSERT INTO api_user_note_grams (rowid, note) VALUES (" [key: BigInt]
    ", " [note: Text]
    ")"
}

statement! {
    /// Takes a note out of the index; as [`UnindexTexts`].
    pub(super) struct UnindexNote { key: i64, note: String } -> BigInt;
    "INSERT INTO api_user_note_grams (api_user_note_grams, rowid, note) VALUES ('delete', " [key: BigInt]
    ", " [note: Text]
    ")"
}
