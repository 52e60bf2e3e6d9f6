//! The view of the list as its URL says it, and the URLs of the views that lead on from it.

use crate::{
    authorization::Status,
    ids::{ProjectId, RecordId},
    panel::paths,
    records::{Position, RecordFilter},
    web::{BadRequest, Fields, page_number},
};

/// How many rows stand on a page.
pub(super) const SIZES: [usize; 4] = [12, 24, 48, 96];

/// The whole view.
#[derive(Clone, Debug)]
pub(super) struct View {
    pub project: ProjectId,
    /// Only those of this status.
    pub status: Option<Status>,
    /// As typed.
    pub search: String,
    /// One of [`SIZES`].
    pub size: usize,
    /// The number of the page; beside a cursor only a label.
    pub page: usize,
    /// Where the page begins, without a search.
    pub position: Position,
}

impl View {
    /// Reads a query.
    ///
    /// # Errors
    /// What no link and no form of ours says.
    pub(super) fn parse(project: ProjectId, query: &Fields) -> Result<Self, BadRequest> {
        let cursor = |name| choice(query, name, RecordId::parse);
        let position = match (cursor("after")?, cursor("before")?) {
            (None, None) => Position::Start,
            (Some(id), None) => Position::After(id),
            (_, Some(id)) => Position::Before(id),
        };
        let size = choice(query, "size", |text| SIZES.into_iter().find(|size| size.to_string() == text))?;
        Ok(Self {
            project,
            status: choice(query, "status", Status::parse)?,
            search: query.optional("q")?.unwrap_or_default(),
            size: size.unwrap_or(SIZES[0]),
            page: usize::try_from(page_number(query, "page")?).unwrap_or(usize::MAX),
            position,
        })
    }

    /// Which records are wanted.
    pub(super) const fn filter(&self) -> RecordFilter {
        match self.status {
            None => RecordFilter::All,
            Some(Status::Active) => RecordFilter::Active,
            Some(Status::Inactive) => RecordFilter::Inactive,
            Some(Status::Trash) => RecordFilter::Trash,
        }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub(super) const fn is_filtered(&self) -> bool {
        self.status.is_some() || !self.search.is_empty()
    }

    /// The same from its start under another status.
    #[must_use]
    pub(super) fn under(&self, status: Option<Status>) -> String {
        Self { status, ..self.at_start() }.url()
    }

    /// The same without anything that narrows it.
    #[must_use]
    pub(super) fn reset(&self) -> String {
        Self { status: None, search: String::new(), ..self.at_start() }.url()
    }

    /// The same at this page, of hits.
    #[must_use]
    pub(super) fn at(&self, page: usize) -> String {
        Self { page, ..self.at_start() }.url()
    }

    /// The page behind this record.
    #[must_use]
    pub(super) fn after(&self, id: RecordId) -> String {
        Self { page: self.page.saturating_add(1), position: Position::After(id), ..self.clone() }.url()
    }

    /// The page before this record.
    #[must_use]
    pub(super) fn before(&self, id: RecordId) -> String {
        Self { page: self.page.saturating_sub(1).max(1), position: Position::Before(id), ..self.clone() }.url()
    }

    /// The fields that a form must carry to keep the view, but for the one it has itself.
    #[must_use]
    pub(super) fn kept(&self, but: &str) -> Vec<(&'static str, String)> {
        let mut fields = self.at_start().fields();
        fields.retain(|(name, _)| *name != but);
        fields
    }

    /// Where the form and the links of the list lead.
    #[must_use]
    pub(super) fn path(&self) -> String {
        paths::records(&self.project)
    }

    fn at_start(&self) -> Self {
        Self { page: 1, position: Position::Start, ..self.clone() }
    }

    fn url(&self) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(self.fields()).finish();
        if query.is_empty() { self.path() } else { format!("{}?{query}", self.path()) }
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        let mut add = |name, value: String, is_default: bool| {
            if !is_default {
                fields.push((name, value));
            }
        };
        add("status", self.status.map_or("", Status::as_str).to_owned(), self.status.is_none());
        add("q", self.search.clone(), self.search.is_empty());
        add("size", self.size.to_string(), self.size == SIZES[0]);
        add("page", self.page.to_string(), self.page == 1);
        match &self.position {
            Position::Start => {}
            Position::After(id) => add("after", id.to_string(), false),
            Position::Before(id) => add("before", id.to_string(), false),
        }
        fields
    }
}

/// A field of one of a few values; nothing chosen is none.
fn choice<T>(query: &Fields, name: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, BadRequest> {
    match query.optional(name)?.as_deref() {
        None | Some("") => Ok(None),
        Some(word) => parse(word).map(Some).ok_or(BadRequest::UnknownValue(name)),
    }
}
