//! Filling in what projects are searched by, for those that were there before it.

use diesel::prelude::*;

use crate::{
    db::{Db, DbConnection, DbResult, schema::projects},
    ids::ProjectId,
    input::ProjectName,
};

/// How many projects go into one transaction.
const BATCH: i64 = 10_000;

/// Fills `name_search` in where it is empty; goes on where it was interrupted.
pub(crate) fn fill_search(db: &Db) -> DbResult<()> {
    let mut after = String::new();
    while let Some(last) = db.write_blocking(|connection| fill_some(connection, &after))? {
        last.as_str().clone_into(&mut after);
    }
    Ok(())
}

/// Fills one batch in; the last of it, where there was any.
fn fill_some(connection: &mut DbConnection, after: &str) -> DbResult<Option<ProjectId>> {
    let batch: Vec<(ProjectId, ProjectName)> = projects::table
        .filter(projects::name_search.eq("").and(projects::id.gt(after)))
        .order(projects::id)
        .limit(BATCH)
        .select((projects::id, projects::name))
        .load(connection)?;
    for (id, name) in &batch {
        diesel::update(projects::table.find(id))
            .set(projects::name_search.eq(name.search_key()))
            .execute(connection)?;
    }
    Ok(batch.into_iter().next_back().map(|(id, _)| id))
}
