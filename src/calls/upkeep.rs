//! What is done by and by: writing the rows that wait, and deleting what is kept too long.

use std::time::Duration;

use super::{Calls, answers, log, quota};
use crate::{
    clock::Timestamp,
    db::{DbConnection, DbResult},
};

/// How many rows go into one transaction, so that no change waits long for it.
const BATCH: usize = 2_000;

impl Calls {
    /// Writes the rows of the log and the counts of quotas that wait.
    pub async fn flush(&self) -> DbResult<()> {
        let _one_at_a_time = self.0.flushing.lock().await;
        let (rows, spent) = (self.0.log.take(), self.0.memory.quota.take());
        if !spent.is_empty() {
            let counts = spent.clone();
            let written = self.0.db.write(move |connection| quota::store(connection, &counts)).await;
            if let Err(error) = written {
                self.0.memory.quota.put_back(&spent);
                self.0.log.put_back(&rows);
                return Err(error);
            }
        }
        for (batch, begin) in (0..rows.len()).step_by(BATCH).enumerate() {
            let all = rows.clone();
            let write = move |connection: &mut DbConnection| -> DbResult<()> {
                log::insert(connection, all.iter().skip(begin).take(BATCH))
            };
            if let Err(error) = self.0.db.write(write).await {
                self.0.log.put_back(rows.get(batch * BATCH..).unwrap_or_default());
                return Err(error);
            }
        }
        Ok(())
    }

    /// Deletes some of what is kept too long: calls from before `kept`, and answers. True where there may be more.
    pub async fn prune(&self, now: Timestamp, kept: Duration) -> DbResult<bool> {
        const MOST: i64 = 500;
        let deleted = self.0.db.write(move |connection| -> DbResult<[usize; 2]> {
            Ok([log::prune(connection, now.minus(kept), MOST)?, answers::prune(connection, now, MOST)?])
        });
        Ok(deleted.await?.iter().any(|&count| i64::try_from(count).is_ok_and(|count| count == MOST)))
    }
}
