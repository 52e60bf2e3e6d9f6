//! `idc-admin api-user list`

use std::fmt::{self, Display, Formatter};

use clap::Args;
use serde::Serialize;

use super::profile::organization;
use crate::{
    api_users::{self, COUNTED, Column, Cursor, Filter, ListSpec, Listing, Navigation, Position, Row, Search},
    authorization::{ApiUserRole, PanelRole, Status},
    cli::{
        failure::Problems,
        output::{Format, Instant},
        words,
    },
    config::Config,
    db::{Db, DbResult},
    input::{MainOrganization, SearchTerm},
};

/// As many as are counted of a search, so that one that finds no more fits on one page.
const PAGE: i64 = COUNTED;

#[derive(Args)]
pub(super) struct ListArgs {
    /// Only those of this status
    #[arg(long, value_parser = words::status())]
    status: Option<Status>,
    /// Only those of this role
    #[arg(long, value_parser = words::api_user_role())]
    role: Option<ApiUserRole>,
    /// Only those with this in the username, the organization or the private note
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
}

#[derive(Serialize)]
struct Listed {
    id: String,
    username: String,
    role: &'static str,
    status: &'static str,
    organization: String,
    last_login_at: Instant,
    created_at: Instant,
    modified_at: Instant,
}

impl Listed {
    fn of(row: &Row, main: &MainOrganization) -> Self {
        Self {
            id: row.id.to_string(),
            username: row.username.to_string(),
            role: row.role.as_str(),
            status: row.status.as_str(),
            organization: organization(&row.organization, main),
            last_login_at: Instant(row.last_login_at),
            created_at: Instant(row.created_at),
            modified_at: Instant(row.modified_at),
        }
    }
}

impl Display for Listed {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self { username, role, status, last_login_at, organization, .. } = self;
        write!(formatter, "{username:<32} {role:<14} {status:<9} {last_login_at:<27} {organization}")
    }
}

pub(super) fn list(config: &Config, db: &Db, args: &ListArgs, format: Format) -> anyhow::Result<()> {
    let main = &config.organization;
    let mut next = Some(ListSpec {
        filter: Filter { status: args.status, role: args.role, search: args.search(main)? },
        sort: Column::Username,
        descending: false,
        position: Position::Start,
        size: PAGE,
        page: 1,
    });
    let header = format!("{:<32} {:<14} {:<9} {:<27} {}", "USERNAME", "ROLE", "STATUS", "LAST LOGIN", "ORGANIZATION");
    format.print_list(header, || {
        let Some(spec) = next.take() else { return Ok(None) };
        let (rows, following) = page(db, spec)?;
        next = following;
        Ok(Some(rows.iter().map(|row| Listed::of(row, main)).collect()))
    })
}

/// One page, and what is asked of the next one, where there is one.
fn page(db: &Db, spec: ListSpec) -> DbResult<(Vec<Row>, Option<ListSpec>)> {
    db.read_blocking(move |connection| {
        let listing = api_users::list(connection, &spec)?;
        let position = match listing.navigation {
            _ if !listing.has_next => None,
            Navigation::ByNumber => Some(Position::Start),
            Navigation::ByCursor => behind(&listing, spec.sort).map(Position::After),
        };
        let page = spec.page.saturating_add(1);
        Ok((listing.rows, position.map(|position| ListSpec { position, page, ..spec })))
    })
}

fn behind(listing: &Listing, sort: Column) -> Option<Cursor> {
    let last = || listing.rows.last().map(|row| Cursor { id: row.id.clone(), key: row.key(sort) });
    listing.next.clone().or_else(last)
}

impl ListArgs {
    fn search(&self, main: &MainOrganization) -> Result<Option<Search>, Problems> {
        let mut problems = Problems::default();
        let Some(typed) = &self.search else { return Ok(None) };
        let term = problems.check(("invalid_search", "text to search for"), SearchTerm::parse(typed));
        // Whoever has the command line may read everything.
        let search = term.map(|term| Search::new(&term, main, PanelRole::Administrator));
        problems.none_or(search).map(Some)
    }
}
