//! What a command prints on standard output: lines for people, or JSON for scripts.

use std::{
    fmt::{self, Display},
    io::{self, BufWriter, ErrorKind, Write},
};

use chrono::SecondsFormat;
use serde::{Serialize, Serializer};

use super::failure::Problems;
use crate::{clock::Timestamp, db::DbResult};

/// For whom a command prints.
#[derive(Clone, Copy)]
pub(super) enum Format {
    /// For people.
    Lines,
    /// For scripts.
    Json,
}

impl Format {
    /// JSON, where `--json` is given.
    pub(super) const fn of(is_json: bool) -> Self {
        if is_json { Self::Json } else { Self::Lines }
    }

    /// Prints what a command did or found. Its `Display` ends every line it writes.
    pub(super) fn print(self, outcome: &(impl Serialize + Display)) -> anyhow::Result<()> {
        let text = match self {
            Self::Lines => outcome.to_string(),
            Self::Json => serde_json::to_string_pretty(outcome)? + "\n",
        };
        let mut out = io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        Ok(written.map_err(|error| unwritable("this was done, but standard output can't be written", &error))?)
    }

    /// Prints rows as they come, page by page until there is none, so that a long list takes no memory: a table under
    /// its header, or one JSON array with a row a line. Whoever reads may stop before the end.
    pub(super) fn print_list<Row: Serialize + Display>(
        self,
        header: impl Display,
        mut next_page: impl FnMut() -> DbResult<Option<Vec<Row>>>,
    ) -> anyhow::Result<()> {
        let mut list = List { format: self, out: BufWriter::new(io::stdout().lock()), is_empty: true };
        let mut write = || -> anyhow::Result<()> {
            list.begin(&header)?;
            while let Some(rows) = next_page()? {
                rows.iter().try_for_each(|row| list.row(row))?;
            }
            Ok(list.end()?)
        };
        write().or_else(|error| match error.downcast_ref::<io::Error>() {
            Some(unwritten) if unwritten.kind() == ErrorKind::BrokenPipe => Ok(()),
            Some(unwritten) => Err(unwritable("standard output can't be written", unwritten).into()),
            None => Err(error),
        })
    }
}

fn unwritable(what: &str, error: &io::Error) -> Problems {
    Problems::one("output_failed", format!("{what}: {error}"))
}

struct List<W> {
    format: Format,
    out: W,
    is_empty: bool,
}

impl<W: Write> List<W> {
    fn begin(&mut self, header: &impl Display) -> io::Result<()> {
        match self.format {
            Format::Lines => writeln!(self.out, "{header}"),
            Format::Json => write!(self.out, "["),
        }
    }

    fn row(&mut self, row: &(impl Serialize + Display)) -> io::Result<()> {
        match self.format {
            Format::Lines => writeln!(self.out, "{row}"),
            Format::Json => {
                self.out.write_all(if self.is_empty { b"\n" } else { b",\n" })?;
                self.is_empty = false;
                // An error of the writer stays one of its kind.
                serde_json::to_writer(&mut self.out, row).map_err(io::Error::from)
            }
        }
    }

    fn end(&mut self) -> io::Result<()> {
        if let Format::Json = self.format {
            writeln!(self.out, "{}]", if self.is_empty { "" } else { "\n" })?;
        }
        self.out.flush()
    }
}

/// An instant as scripts read it: RFC 3339 in UTC; null, or "never", for [`Timestamp::NEVER`].
pub(super) struct Instant(pub(super) Timestamp);

impl Instant {
    fn text(&self) -> Option<String> {
        let text = || self.0.to_chrono().to_rfc3339_opts(SecondsFormat::Micros, true);
        (!self.0.is_never()).then(text)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text().serialize(serializer)
    }
}

impl Display for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.text().as_deref().unwrap_or("never"))
    }
}

/// Writes a line of a field and its value.
pub(super) fn field(formatter: &mut fmt::Formatter<'_>, name: &str, value: impl Display) -> fmt::Result {
    writeln!(formatter, "  {name:<22} {value}")
}
