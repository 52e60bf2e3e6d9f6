//! What is asked, as the address says it.

use std::borrow::Borrow;

use crate::{
    authorization::{Action, Deed, Part, Parts, RecordState},
    ids::{ApiUserId, ProjectId},
    panel::{PageContext, paths},
    texts::Text,
    web::{BadRequest, Fields},
};

/// What a call would do, and to which record.
#[derive(Clone, Copy, Debug)]
pub(in crate::panel) struct Question {
    /// None where nothing is asked yet.
    pub deed: Option<Deed>,
    pub parts: Parts,
    pub record: RecordState,
}

impl Question {
    /// Reads it.
    ///
    /// # Errors
    /// What no link and no form of ours says.
    pub(super) fn parse(query: &Fields) -> Result<Self, BadRequest> {
        let deed = match query.optional("action")?.as_deref() {
            None | Some("") => None,
            Some(word) => Some(Deed::parse(word).ok_or(BadRequest::UnknownValue("action"))?),
        };
        let record = match query.optional("record")?.as_deref() {
            None | Some("") => RecordState::Active,
            Some(word) => RecordState::parse(word).ok_or(BadRequest::UnknownValue("record"))?,
        };
        let parts: Option<Parts> = query.all("part[]").map(Part::parse).collect();
        Ok(Self { deed, parts: parts.ok_or(BadRequest::UnknownValue("part"))?, record })
    }

    /// The question that a call answered.
    pub(in crate::panel) const fn new(deed: Deed, parts: Parts, record: RecordState) -> Self {
        Self { deed: Some(deed), parts, record }
    }

    /// What is asked about.
    pub(super) fn action(self) -> Option<Action> {
        self.deed.map(|deed| Action::new(deed, self.parts))
    }

    /// Its address for an API user in a project.
    pub(in crate::panel) fn of_api_user(self, user: impl Borrow<ApiUserId>, project: impl Borrow<ProjectId>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("project", project.borrow().as_str());
        self.append_to(&mut query);
        format!("{}?{}", paths::api_user_explain(user), query.finish())
    }

    /// Its address for whoever may do it in a project, behind a folded username.
    pub(super) fn of_project(self, project: impl Borrow<ProjectId>, after: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        self.append_to(&mut query);
        query.append_pair("after", after);
        format!("{}?{}", paths::project_explain(project), query.finish())
    }

    fn append_to(self, query: &mut form_urlencoded::Serializer<'_, String>) {
        if let Some(deed) = self.deed {
            query.append_pair("action", deed.as_str());
            for part in deed.parts().filter(|&part| self.parts.contains(part)) {
                query.append_pair("part[]", part.as_str());
            }
            query.append_pair("record", self.record.as_str());
        }
    }

    /// "Update record: values, Trash".
    pub(super) fn text(self, page: &PageContext) -> Text {
        self.action().map_or_else(|| page.text("explain-action"), |action| action.text(page.locale()))
    }

    pub(super) fn is_of(self, deed: impl Borrow<Deed>) -> bool {
        self.deed == Some(*deed.borrow())
    }

    pub(super) fn has(self, part: impl Borrow<Part>) -> bool {
        self.parts.contains(*part.borrow())
    }

    pub(super) fn is_about(self, record: impl Borrow<RecordState>) -> bool {
        self.record == *record.borrow()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(query: &str) -> Result<Question, BadRequest> {
        Question::parse(&Fields::decode(query.as_bytes()).unwrap())
    }

    #[test]
    fn a_question_stands_in_its_address() {
        let (user, project) = (ApiUserId::new(), ProjectId::new());
        let query = "action=update_record&part%5B%5D=values&part%5B%5D=trash&record=inactive";
        let asked = question(query).unwrap();
        assert_eq!(asked.of_api_user(&user, &project), format!("/api-users/{user}/explain?project={project}&{query}"));
        assert_eq!(asked.of_project(&project, "a b"), format!("/projects/{project}/explain?{query}&after=a+b"));
        for bad in ["action=fly", "part[]=wing", "record=lost", "action=get_record&action=get_record"] {
            assert!(question(bad).is_err(), "{bad}");
        }
    }
}
