//! The view of the list as its URL says it, and the URLs of the views that lead on from it.

use std::borrow::Borrow;

use crate::{
    api_users::{Column, Cursor, Filter, ListSpec, Position, Row, Search},
    authorization::{ApiUserRole, Status},
    ids::ApiUserId,
    panel::{PageContext, paths},
    web::{BadRequest, Fields, page_number},
};

/// How many rows stand on a page.
pub(super) const SIZES: [i64; 4] = [12, 24, 48, 96];

/// The whole view.
#[derive(Clone, Debug)]
pub(super) struct View {
    /// Only those of this status.
    pub status: Option<Status>,
    /// Only those of this role.
    pub role: Option<ApiUserRole>,
    /// As typed.
    pub search: String,
    /// The order.
    pub sort: Column,
    /// Whether the order is turned round.
    pub descending: bool,
    /// One of [`SIZES`].
    pub size: i64,
    /// The number of the page; beside a cursor only a label.
    pub page: i64,
    /// Where the page begins.
    pub position: Position,
    /// The row to be seen at once.
    pub marked: Option<ApiUserId>,
}

impl Default for View {
    fn default() -> Self {
        Self {
            status: None,
            role: None,
            search: String::new(),
            sort: Column::Username,
            descending: false,
            size: SIZES[0],
            page: 1,
            position: Position::Start,
            marked: None,
        }
    }
}

impl View {
    /// Reads a query.
    ///
    /// # Errors
    /// What no link and no form of ours says.
    pub(super) fn parse(query: &Fields) -> Result<Self, BadRequest> {
        let order = query.optional("sort")?.unwrap_or_default();
        let (descending, column) = match order.strip_prefix('-') {
            Some(column) => (true, column),
            None => (false, order.as_str()),
        };
        let sort = match column {
            "" => Column::Username,
            column => Column::parse(column).ok_or(BadRequest::UnknownValue("sort"))?,
        };
        let cursor = |text: &str| Cursor::parse(text).filter(|cursor| sort.has_key(&cursor.key));
        let position = match (query.optional("after")?, query.optional("before")?) {
            (None, None) => Position::Start,
            (Some(text), None) => Position::After(cursor(&text).ok_or(BadRequest::UnknownValue("after"))?),
            (_, Some(text)) => Position::Before(cursor(&text).ok_or(BadRequest::UnknownValue("before"))?),
        };
        Ok(Self {
            status: choice(query, "status", Status::parse)?,
            role: choice(query, "role", ApiUserRole::parse)?,
            search: query.optional("q")?.unwrap_or_default(),
            sort,
            descending,
            size: choice(query, "size", |text| SIZES.into_iter().find(|size| size.to_string() == text))?
                .unwrap_or(SIZES[0]),
            page: page_number(query, "page")?,
            position,
            marked: choice(query, "marked", ApiUserId::parse)?,
        })
    }

    /// The view that the person saw last.
    pub(super) fn last_seen(page: &PageContext) -> Option<Self> {
        Self::parse(&Fields::decode(page.last_list.as_deref()?.as_bytes()).ok()?).ok()
    }

    /// The view of all in the order of the one that the person saw last.
    pub(super) fn of_all(page: &PageContext) -> Self {
        let last = Self::last_seen(page).unwrap_or_default();
        Self { status: None, role: None, search: String::new(), position: Position::Start, page: 1, ..last }
    }

    /// The URL of this view, where this row stands and is to be seen at once.
    pub(super) fn marking(&self, id: &ApiUserId) -> String {
        let mut fields = self.fields();
        fields.push(("marked", id.to_string()));
        format!("{}?{}#marked", paths::API_USERS, encode(fields))
    }

    /// Whether this row is to be seen at once.
    #[must_use]
    pub(super) fn marks(&self, id: impl Borrow<ApiUserId>) -> bool {
        self.marked.as_ref() == Some(id.borrow())
    }

    /// What is asked of the core, with what the search term stands for.
    pub(super) fn spec(&self, search: Option<Search>) -> ListSpec {
        ListSpec {
            filter: Filter { status: self.status, role: self.role, search },
            sort: self.sort,
            descending: self.descending,
            position: self.position.clone(),
            size: self.size,
            page: self.page,
        }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub(super) fn is_filtered(&self) -> bool {
        self.status.is_some() || self.role.is_some() || !self.search.is_empty()
    }

    /// Whether nothing but the status narrows the list.
    #[must_use]
    pub(super) fn is_by_status_alone(&self) -> bool {
        self.status.is_some() && self.role.is_none() && self.search.is_empty()
    }

    /// The same from its start under another status.
    #[must_use]
    pub(super) fn under(&self, status: Option<Status>) -> String {
        Self { status, ..self.at_start() }.url()
    }

    /// The same without anything that narrows it.
    #[must_use]
    pub(super) fn reset(&self) -> String {
        Self { status: None, role: None, search: String::new(), ..self.at_start() }.url()
    }

    /// The same by this column; turned round where it is by this column already.
    #[must_use]
    pub(super) fn sorted_by(&self, sort: impl Borrow<Column>) -> String {
        let sort = *sort.borrow();
        let descending = self.sort == sort && !self.descending;
        Self { sort, descending, ..self.at_start() }.url()
    }

    /// For `aria-sort`.
    #[must_use]
    pub(super) fn aria_sort(&self, column: impl Borrow<Column>) -> &'static str {
        match (self.sort == *column.borrow(), self.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    }

    /// The same at this page.
    #[must_use]
    pub(super) fn at(&self, page: i64) -> String {
        Self { page, ..self.at_start() }.url()
    }

    /// The page behind this row.
    #[must_use]
    pub(super) fn after(&self, cursor: Cursor) -> String {
        Self { page: self.page.saturating_add(1), position: Position::After(cursor), ..self.clone() }.url()
    }

    /// The page before this row.
    #[must_use]
    pub(super) fn before(&self, cursor: Cursor) -> String {
        Self { page: (self.page - 1).max(1), position: Position::Before(cursor), ..self.clone() }.url()
    }

    /// The fields that a form must carry to keep the view, but for those it has itself.
    #[must_use]
    pub(super) fn kept(&self, but: &[&str]) -> Vec<(&'static str, String)> {
        let mut fields = self.at_start().fields();
        fields.retain(|(name, _)| !but.contains(name));
        fields
    }

    fn at_start(&self) -> Self {
        Self { page: 1, position: Position::Start, ..self.clone() }
    }

    /// From where the order goes on at this row.
    #[must_use]
    pub(super) fn cursor(&self, row: &Row) -> Cursor {
        Cursor { id: row.id.clone(), key: row.key(self.sort) }
    }

    /// The query of its URL.
    pub(super) fn query(&self) -> String {
        encode(self.fields())
    }

    pub(super) fn url(&self) -> String {
        let query = self.query();
        if query.is_empty() { paths::API_USERS.to_owned() } else { format!("{}?{query}", paths::API_USERS) }
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        let mut add = |name, value: String, is_default: bool| {
            if !is_default {
                fields.push((name, value));
            }
        };
        add("status", self.status.map_or("", Status::as_str).to_owned(), self.status.is_none());
        add("role", self.role.map_or("", ApiUserRole::as_str).to_owned(), self.role.is_none());
        add("q", self.search.clone(), self.search.is_empty());
        let sort = format!("{}{}", if self.descending { "-" } else { "" }, self.sort.as_str());
        add("sort", sort, self.sort == Column::Username && !self.descending);
        add("size", self.size.to_string(), self.size == SIZES[0]);
        add("page", self.page.to_string(), self.page == 1);
        match &self.position {
            Position::Start => {}
            Position::After(cursor) => add("after", cursor.to_string(), false),
            Position::Before(cursor) => add("before", cursor.to_string(), false),
        }
        fields
    }
}

/// The list as it was seen last, with the row of this API user to be seen at once.
pub(in crate::panel) fn list_url(page: &PageContext, id: &ApiUserId) -> String {
    View::last_seen(page).unwrap_or_default().marking(id)
}

fn encode(fields: Vec<(&'static str, String)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// An optional choice; nothing typed is none.
fn choice<T>(query: &Fields, name: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, BadRequest> {
    match query.optional(name)?.as_deref() {
        None | Some("") => Ok(None),
        Some(word) => parse(word).map(Some).ok_or(BadRequest::UnknownValue(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(query: &str) -> Result<View, BadRequest> {
        View::parse(&Fields::decode(query.as_bytes()).unwrap())
    }

    #[test]
    fn a_view_stands_in_its_url() {
        let query = "status=trash&role=operator&q=a%25b+c&sort=-last-login&size=48&page=3";
        assert_eq!(view(query).unwrap().url(), format!("/api-users?{query}"));
        assert_eq!(view("").unwrap().url(), "/api-users");
        assert_eq!(view(query).unwrap().under(None), "/api-users?role=operator&q=a%25b+c&sort=-last-login&size=48");
        assert_eq!(view(query).unwrap().reset(), "/api-users?sort=-last-login&size=48");
        assert_eq!(view("sort=-role").unwrap().sorted_by(Column::Role), "/api-users?sort=role");
        assert_eq!(view("").unwrap().sorted_by(Column::Username), "/api-users?sort=-username");
    }

    #[test]
    fn what_no_link_of_ours_says_is_refused() {
        let table = [
            ("status=new", BadRequest::UnknownValue("status")),
            ("role=root", BadRequest::UnknownValue("role")),
            ("sort=password", BadRequest::UnknownValue("sort")),
            ("size=13", BadRequest::UnknownValue("size")),
            ("after=x", BadRequest::UnknownValue("after")),
            ("before=x.y", BadRequest::UnknownValue("before")),
            ("page=0", BadRequest::BadPage),
            ("page=-1", BadRequest::BadPage),
            ("q=a&q=b", BadRequest::RepeatedField("q".to_owned())),
        ];
        for (query, expected) in table {
            assert_eq!(view(query).err(), Some(expected), "{query}");
        }
    }
}
