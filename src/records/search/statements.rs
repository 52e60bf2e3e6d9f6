//! The statements of SQLite's search of records. They stay prepared.

use diesel::sql_types::{BigInt, Text};

use crate::{
    db::statement,
    ids::{ProjectId, RecordId},
};

statement! {
    /// The keys and ids of the records that have the term, out of so many candidates of the index, the newest first.
    /// `states` holds the letters of the wanted ones: a, i, t.
    pub(super) struct InIndex {
        grams: String, candidates: i64, project: String, term: String, states: String, limit: i64
    } -> (BigInt, Text);
    "SELECT s.key, s.record_id FROM (SELECT rowid AS hit FROM record_grams WHERE record_grams MATCH " [grams: Text]
    " ORDER BY rowid DESC LIMIT " [candidates: BigInt]
    ") CROSS JOIN record_search AS s ON s.key = hit \
     CROSS JOIN records AS r ON r.project_id = s.project_id AND r.id = s.record_id \
     WHERE s.project_id = " [project: Text]
    " AND instr(s.text, " [term: Text]
    ") AND instr(" [states: Text]
    ", CASE WHEN r.is_in_trash THEN 't' WHEN r.is_active THEN 'a' ELSE 'i' END) LIMIT " [limit: BigInt]
}

statement! {
    /// The same of the records that the index waits for.
    pub(super) struct InWaiting { project: String, term: String, states: String, limit: i64 } -> (BigInt, Text);
    "SELECT s.key, s.record_id FROM record_search AS s \
     CROSS JOIN records AS r ON r.project_id = s.project_id AND r.id = s.record_id \
     WHERE s.indexed_text IS NOT NULL AND s.project_id = " [project: Text]
    " AND instr(s.text, " [term: Text]
    ") AND instr(" [states: Text]
    ", CASE WHEN r.is_in_trash THEN 't' WHEN r.is_active THEN 'a' ELSE 'i' END) ORDER BY s.key DESC LIMIT " [limit: BigInt]
}

statement! {
    /// A row where the index has more candidates than so many.
    pub(super) struct MoreInIndex { grams: String, candidates: i64 } -> BigInt;
    "SELECT rowid FROM record_grams WHERE record_grams MATCH " [grams: Text]
    " LIMIT 1 OFFSET " [candidates: BigInt]
}

statement! {
    /// The ids of the records whose value in a unique field lies from one text up to another, out of so many. The shortest
    /// comes first, so the exact one does.
    pub(super) struct ByPrefix {
        project: String, field: String, from: String, to: String, candidates: i64, states: String, limit: i64
    } -> Text;
    "SELECT u.record_id FROM (SELECT project_id, record_id, value_key FROM unique_values WHERE project_id = " [project: Text]
    " AND field_id = " [field: Text]
    " AND value_key >= " [from: Text]
    " AND value_key < " [to: Text]
    " ORDER BY value_key LIMIT " [candidates: BigInt]
    ") AS u CROSS JOIN records AS r ON r.project_id = u.project_id AND r.id = u.record_id WHERE instr(" [states: Text]
    ", CASE WHEN r.is_in_trash THEN 't' WHEN r.is_active THEN 'a' ELSE 'i' END) ORDER BY u.value_key LIMIT " [limit: BigInt]
}

statement! {
    /// A row where a unique field has more such values than so many.
    pub(super) struct MoreByPrefix { project: String, field: String, from: String, to: String, candidates: i64 } -> Text;
    "SELECT record_id FROM unique_values WHERE project_id = " [project: Text]
    " AND field_id = " [field: Text]
    " AND value_key >= " [from: Text]
    " AND value_key < " [to: Text]
    " LIMIT 1 OFFSET " [candidates: BigInt]
}

statement! {
    /// Adds the text of a record, none of which is in the index yet.
    pub(super) struct AddText<'a> { record: &'a RecordId, project: &'a ProjectId, text: &'a str } -> BigInt;
    "INSERT INTO record_search (record_id, project_id, text, indexed_text) VALUES (" [record: Text]
    ", " [project: Text]
    ", " [text: Text]
    ", '')"
}

statement! {
    /// Changes the text of a record to another one, which the index then waits for.
    pub(super) struct ChangeText<'a> { text: &'a str, record: &'a RecordId, other: &'a str } -> BigInt;
    "UPDATE record_search SET indexed_text = COALESCE(indexed_text, text), text = " [text: Text]
    " WHERE record_id = " [record: Text]
    " AND text <> " [other: Text]
}

statement! {
    /// Puts words of a record into the index, each of which it does not have yet.
    pub(super) struct AddWords { key: i64, words: String } -> BigInt;
    "INSERT INTO record_grams (rowid, grams) VALUES (" [key: BigInt]
    ", " [words: Text]
    ")"
}

statement! {
    /// Takes words of a record out of the index, each of which it has.
    pub(super) struct RemoveWords { key: i64, words: String } -> BigInt;
    "INSERT INTO record_grams (record_grams, rowid, grams) VALUES ('delete', " [key: BigInt]
    ", " [words: Text]
    ")"
}
