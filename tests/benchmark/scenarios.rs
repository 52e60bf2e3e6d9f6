//! The pages that are asked for, and what proves that they are the right ones.

use std::ops::RangeInclusive;

use anyhow::{Context, ensure};

use crate::{
    Group,
    figures::Measured,
    load::Load,
    page,
    person::{Answer, Person},
    server::Server,
};

const LIST: &str = "/api-users?size=48";
/// How many rows that is, and how many the baseline has.
pub const ROWS: usize = 48;
const PROJECTS_OF_A_PAGE: usize = 50;
/// What browsers accept.
const BROWSER: Option<&str> = Some("gzip, deflate, br, zstd");

/// One page, and how it is asked for.
pub struct Scenario {
    pub group: Group,
    name: String,
    path: String,
    encodings: Option<&'static str>,
    connections: u32,
    rows: RangeInclusive<usize>,
}

/// Paths that only pages tell.
pub struct Pages {
    /// API User Setup of those on the first page of the list.
    pub setup: Vec<String>,
    middle_by_number: String,
    middle_by_link: String,
    few_hits: String,
}

impl Pages {
    pub async fn find(person: &Person, api_users: u32) -> anyhow::Result<Self> {
        let first = person.get(LIST, None).await?.page()?;
        let half = api_users / 2 / u32::try_from(ROWS)?;
        let middle_by_number = format!("{LIST}&page={half}");
        let middle = person.get(&middle_by_number, None).await?.page()?;
        Ok(Self {
            setup: page::values(&first, "tbody th a", "href")?,
            middle_by_link: page::link(&middle, "a[rel=next]")?,
            middle_by_number,
            // Names end in the number of the API user: of 1,000 that is -70 and -700 to -709, of more as few.
            few_hits: format!("{LIST}&q=-{}", api_users / 100 * 7),
        })
    }

    /// What is asked for beyond [`Scenario::plain_list`].
    pub fn scenarios(&self, connections: u32) -> anyhow::Result<Vec<Scenario>> {
        let (any, full) = (1..=ROWS, ROWS..=ROWS);
        let setup = self.setup.first().context("the list is empty")?;
        let inactive = format!("{LIST}&status=inactive&role=administrator");
        let (no_hit, many_hits) = (format!("{LIST}&q=zzqx"), format!("{LIST}&q=printer"));
        let asked = |group, name: &str, path: &str, rows: &RangeInclusive<usize>| Scenario {
            group,
            name: name.to_owned(),
            path: path.to_owned(),
            encodings: None,
            connections,
            rows: rows.clone(),
        };
        let projects = PROJECTS_OF_A_PAGE..=PROJECTS_OF_A_PAGE;
        Ok(vec![
            Scenario::plain_list(1),
            Scenario { encodings: BROWSER, ..Scenario::plain_list(connections) },
            Scenario { encodings: BROWSER, ..Scenario::plain_list(1) },
            asked(Group::List, "List, inactive administrators", &inactive, &any),
            asked(Group::List, "List, in the middle by a link", &self.middle_by_link, &full),
            asked(Group::List, "List, in the middle by number", &self.middle_by_number, &full),
            asked(Group::Search, "Search, few hits", &self.few_hits, &(1..=ROWS - 1)),
            asked(Group::Search, "Search, no hit", &no_hit, &(0..=0)),
            asked(Group::Search, "Search, many hits", &many_hits, &full),
            asked(Group::Setup, "API User Setup", setup, &projects),
            Scenario { encodings: BROWSER, ..asked(Group::Setup, "API User Setup", setup, &projects) },
        ])
    }
}

impl Scenario {
    /// The first page of the list, which the baseline is compared with.
    pub fn plain_list(connections: u32) -> Self {
        Self {
            group: Group::List,
            name: "List, first page".to_owned(),
            path: LIST.to_owned(),
            encodings: None,
            connections,
            rows: ROWS..=ROWS,
        }
    }

    /// The page of the baseline.
    pub fn bare(connections: u32) -> Self {
        Self { name: "Bare handler".to_owned(), path: "/".to_owned(), ..Self::plain_list(connections) }
    }

    pub async fn measure(&self, server: &Server, person: &Person, seconds: u32) -> anyhow::Result<Measured> {
        let answer = self.ask(person).await?;
        let name = match answer.encoding() {
            Some(encoding) => format!("{}, compressed ({encoding})", self.name),
            None => self.name.clone(),
        };
        let load = async { Ok((self.load(person, seconds).run().await?, answer.body.len())) };
        let measured = Measured::under(server, name, self.connections, load).await?;
        // wrk takes a redirect to the sign-in page for a success. Who is still signed in was so all the time.
        self.ask(person).await?;
        Ok(measured)
    }

    /// Asks for it unmeasured, so that every thread of the server has a connection to the database.
    pub async fn warm_up(&self, person: &Person) -> anyhow::Result<()> {
        self.load(person, 1).run().await.map(|_| ())
    }

    fn load(&self, person: &Person, seconds: u32) -> Load {
        let mut headers = vec![format!("Cookie: {}", person.cookie())];
        headers.extend(self.encodings.map(|encodings| format!("Accept-Encoding: {encodings}")));
        Load { url: person.url(&self.path), headers, connections: self.connections, seconds, calls: None }
    }

    /// The answer, which is the page that is meant.
    async fn ask(&self, person: &Person) -> anyhow::Result<Answer> {
        let plain = person.get(&self.path, None).await?;
        let rows = page::rows(&plain.page()?)?;
        ensure!(self.rows.contains(&rows), "{}: {} has {rows} rows and not {:?}", self.name, self.path, self.rows);
        match self.encodings {
            None => Ok(plain),
            encodings => person.get(&self.path, encodings).await,
        }
    }
}
