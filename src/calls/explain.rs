//! What would become of a call, without doing it.

use crate::{
    api_users::{self, ApiUser, Holder},
    authorization::{Action, RecordState, Standing, decide},
    db::{DbConnection, DbResult},
    projects::Project,
};

/// API users who may do something in a project.
#[derive(Clone, Debug)]
pub struct WhoMay {
    /// Those of this page, by username.
    pub(crate) holders: Vec<Holder>,
    /// Behind which username the next page goes on, folded; none where this is the last.
    pub next: Option<String>,
}

/// How many API users stand on a page.
const SIZE: usize = 50;
/// How many are looked at together.
const BATCH: i64 = 500;
/// How many are looked at for a page; without a bound, a page of what few may would look at everybody.
const LOOKED_AT: i64 = 10_000;

/// Who asks, and where, as [`decide`] judges it.
pub fn standing(connection: &mut DbConnection, user: &ApiUser, project: &Project) -> DbResult<Standing> {
    let held = api_users::privileges_in(connection, &user.id, &[&project.id])?;
    Ok(Standing {
        api_user: user.status,
        role: user.role,
        project: project.status,
        privileges: held.get(&project.id).copied().unwrap_or_default(),
    })
}

/// The API users who may do this in the project, behind a folded username.
pub fn who_may(
    connection: &mut DbConnection,
    project: &Project,
    action: Action,
    record: RecordState,
    after: Option<&str>,
) -> DbResult<WhoMay> {
    let mut last = after.map(str::to_owned);
    let (mut found, mut looked_at) = (Vec::new(), 0);
    loop {
        let batch = api_users::active_holders_behind(connection, &project.id, last.as_deref(), BATCH)?;
        let count = i64::try_from(batch.len()).unwrap_or(i64::MAX);
        looked_at += count;
        for holder in batch {
            if found.len() == SIZE {
                return Ok(WhoMay { next: last, holders: found });
            }
            last = Some(holder.username.key());
            let standing = Standing {
                api_user: holder.status,
                role: holder.role,
                project: project.status,
                privileges: holder.privileges,
            };
            if decide(standing, action, record).is_ok() {
                found.push(holder);
            }
        }
        if count < BATCH {
            return Ok(WhoMay { holders: found, next: None });
        }
        if looked_at >= LOOKED_AT {
            return Ok(WhoMay { holders: found, next: last });
        }
    }
}
