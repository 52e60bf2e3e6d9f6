//! The rules of a call in the order in which they are checked, each passed or not.

use crate::{
    api_users::ApiUser,
    authorization::{Action, ApiUserRole, Denied, Privilege, RecordState, Rule, Standing, Status, decide},
    panel::{PageContext, api_users::TickLink},
    projects::Project,
    texts::Text,
};

/// What is found of a question.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// Why it is denied; none where it is allowed.
    pub denied: Option<Text>,
    pub checks: Vec<Check>,
}

/// A rule.
#[derive(Clone, Debug)]
pub(super) struct Check {
    pub text: Text,
    pub holds: bool,
    /// How it stands with that, such as the status that there is.
    pub facts: Vec<(Text, bool)>,
    /// Where that is changed; none where it holds.
    pub link: Option<String>,
}

impl Answer {
    pub(super) fn of(
        page: &PageContext,
        (user, project, standing): (&ApiUser, &Project, Standing),
        (action, record): (Action, RecordState),
        links: &TickLink,
    ) -> Self {
        let check = |rule: Rule| {
            let holds = rule.holds(standing, record);
            Check {
                text: rule.text(page.locale()),
                holds,
                facts: facts(page, rule, standing, record, holds),
                link: (!holds).then(|| links.to(rule, &user.id)),
            }
        };
        debug_assert_eq!(project.status, standing.project);
        let denied = decide(standing, action, record).err().map(|Denied(rule)| rule.broken_text(page.locale()));
        Self { denied, checks: action.rules().map(check).collect() }
    }
}

/// What a rule depends on, where that is more than what it says.
fn facts(page: &PageContext, rule: Rule, standing: Standing, record: RecordState, holds: bool) -> Vec<(Text, bool)> {
    let status = |status: Status| {
        let word = page.status(status).to_string();
        if holds {
            Vec::new()
        } else {
            vec![(page.text("labelled").arg("label", page.text("field-status").to_string()).arg("value", word), false)]
        }
    };
    let held = |privilege: Privilege| {
        let is_held = standing.privileges.contains(privilege);
        let word = page.text(if is_held { "privilege-granted" } else { "privilege-not-granted" });
        let label = page.privilege(privilege).to_string();
        (page.text("labelled").arg("label", label).arg("value", word.to_string()), is_held)
    };
    match rule {
        Rule::ActiveApiUser => status(standing.api_user),
        Rule::ActiveProject => status(standing.project),
        Rule::Holds(_) => Vec::new(),
        Rule::PreviewOrPrint => vec![held(Privilege::Preview), held(Privilege::Print)],
        Rule::Erase => {
            let word = page.api_user_role(standing.role).to_string();
            let state = record.text(page.locale()).to_string();
            vec![
                held(Privilege::Erase),
                held(Privilege::Trash),
                (
                    page.text("labelled").arg("label", page.text("field-role").to_string()).arg("value", word),
                    standing.role == ApiUserRole::Administrator,
                ),
                (
                    page.text("labelled").arg("label", page.text("call-record").to_string()).arg("value", state),
                    record == RecordState::Trash,
                ),
            ]
        }
    }
}
