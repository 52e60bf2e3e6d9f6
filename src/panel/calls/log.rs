//! What both tabs show of the log: a page of it, the days, the filters.

use std::{
    borrow::Borrow,
    collections::{BTreeMap, HashMap, HashSet},
};

use super::{
    chart::Chart,
    view::{Period, View},
};
use crate::{
    api_users,
    authorization::Action,
    calls::{self, CallCursor, CallFilter, CallPage, CallsOf, DayCounts, LoggedCall, Verdict},
    clock::Timestamp,
    config::Config,
    db::{DbConnection, DbResult},
    ids::{ApiUserId, ProjectId, RecordId},
    input::{ProjectName, Username},
    locale::Timezone,
    panel::{CurrentUser, PageContext, PanelError, api_users::TickLink, explain::Question, paths},
    projects, records,
    texts::{Text, call_error},
};

/// How many names are suggested.
const SUGGESTED: i64 = 200;

/// What was read.
pub(super) struct Found {
    of: CallsOf,
    page: CallPage,
    days: Vec<DayCounts>,
    names: Names,
    suggested: Vec<String>,
    is_other_unknown: bool,
}

/// What the calls of a page name.
#[derive(Default)]
struct Names {
    projects: HashMap<ProjectId, String>,
    api_users: HashMap<ApiUserId, String>,
    /// Those that are still there.
    records: HashSet<RecordId>,
    /// Of the projects in which a call was denied.
    links: HashMap<ProjectId, TickLink>,
}

/// The log as a template shows it.
pub(super) struct Log {
    pub view: View,
    pub calls: Vec<ShownCall>,
    pub newer: Option<CallCursor>,
    pub older: Option<CallCursor>,
    /// Whether there may be more that match.
    pub is_cut: bool,
    pub chart: Chart,
    pub suggested: Vec<String>,
    /// How far back the list can go.
    pub periods: Vec<Period>,
    /// How many days calls are kept.
    kept: u32,
    /// Whether nothing is called what was typed.
    pub is_other_unknown: bool,
    pub is_of_project: bool,
}

/// A call for the reader.
pub(super) struct ShownCall {
    pub call: LoggedCall,
    pub verdict: Verdict,
    pub action: Text,
    /// Why it was not done, and where that is changed; empty where it was done.
    pub reason: String,
    pub link: Option<String>,
    /// Where the rules are told one by one.
    pub explanation: Option<String>,
    /// The page and the name of the other side, where it is still there.
    pub other: Option<(String, String)>,
    /// The page of the record, where it is still there.
    pub record: Option<String>,
    pub duration: Text,
}

/// A link to the calls of one verdict, or to all.
pub(super) struct VerdictLink {
    pub url: String,
    pub text: Text,
    pub verdict: &'static str,
    /// How many there are, where that is known without counting.
    pub count: Option<String>,
    pub is_current: bool,
}

impl Found {
    pub(super) fn load(
        connection: &mut DbConnection,
        user: &CurrentUser,
        of: &CallsOf,
        view: &View,
        now: Timestamp,
    ) -> Result<Self, PanelError> {
        let zone: Timezone = user.person.timezone;
        let other = if view.other.is_empty() { None } else { find_other(connection, of, &view.other)? };
        let is_other_unknown = other.is_none() && !view.other.is_empty();
        let page = if is_other_unknown {
            CallPage { calls: Vec::new(), newer: None, older: None, is_cut: false }
        } else {
            let filter: CallFilter = view.filter(other, zone, now);
            calls::list(connection, of, &filter, view.position)?
        };
        let mut names = Names::default();
        let suggested = match of {
            CallsOf::ApiUser(id) => {
                let ids: Vec<ProjectId> = page.calls.iter().filter_map(|call| call.project.clone()).collect();
                names.projects = projects::names(connection, &ids)?;
                let held = api_users::first_privileges(connection, id, SUGGESTED)?;
                held.into_iter().map(|(name, _)| name).collect()
            }
            CallsOf::Project(id) => {
                let ids: Vec<&ApiUserId> = page.calls.iter().map(|call| &call.api_user).collect();
                names.api_users = api_users::usernames(connection, &ids)?;
                let holders = api_users::first_holders(connection, id, SUGGESTED)?;
                holders.into_iter().map(|holder| holder.username.to_string()).collect()
            }
        };
        names.records = find_records(connection, &page.calls)?;
        let denied = page.calls.iter().filter(|call| call.broken_rule.is_some());
        names.links = TickLink::find_all(connection, denied.filter_map(|call| call.project.as_ref()))?;
        let days = calls::days(connection, of, zone, now)?;
        Ok(Self { of: of.clone(), page, days, names, suggested, is_other_unknown })
    }
}

/// The records of calls that are still there.
fn find_records(connection: &mut DbConnection, calls: &[LoggedCall]) -> DbResult<HashSet<RecordId>> {
    let mut wanted: BTreeMap<&ProjectId, Vec<&RecordId>> = BTreeMap::new();
    for (project, record) in calls.iter().filter_map(|call| call.project.as_ref().zip(call.record.as_ref())) {
        wanted.entry(project).or_default().push(record);
    }
    let mut found = HashSet::new();
    for (project, ids) in wanted {
        found.extend(records::which_exist(connection, project, ids)?);
    }
    Ok(found)
}

/// The other side by what it is called.
fn find_other(connection: &mut DbConnection, of: &CallsOf, name: &str) -> DbResult<Option<CallsOf>> {
    Ok(match of {
        CallsOf::ApiUser(_) => match ProjectName::parse(name) {
            Ok(name) => projects::find_by_name_key(connection, &name.key())?.map(|found| CallsOf::Project(found.id)),
            Err(_) => None,
        },
        CallsOf::Project(_) => match Username::parse(name) {
            Ok(name) => {
                api_users::find_by_username_key(connection, &name.key())?.map(|found| CallsOf::ApiUser(found.id))
            }
            Err(_) => None,
        },
    })
}

impl Log {
    pub(super) fn of(page: &PageContext, config: &Config, view: View, found: Found) -> Self {
        let Found { of, page: CallPage { calls, newer, older, is_cut }, days, names, suggested, is_other_unknown } =
            found;
        let calls = calls.into_iter().map(|call| ShownCall::of(page, call, &of, &names)).collect();
        let (chart, is_of_project) = (Chart::of(page, &days), matches!(of, CallsOf::Project(_)));
        let kept = config.call_log_days.get();
        let periods = Period::ALL.iter().copied().filter(|&period| period.is_offered(kept) || period == view.period);
        Self {
            periods: periods.collect(),
            kept,
            view,
            calls,
            newer,
            older,
            is_cut,
            chart,
            suggested,
            is_other_unknown,
            is_of_project,
        }
    }

    pub(super) fn period_text(&self, page: &PageContext, period: impl Borrow<Period>) -> Text {
        period.borrow().text(page, self.kept)
    }

    pub(super) fn verdict_links(&self, page: &PageContext) -> Vec<VerdictLink> {
        let counts = self.view.period.days().map(|days| self.chart.last(days)).unwrap_or_default();
        let is_counted = !self.view.is_by_more_than_verdict() && self.view.period.days().is_some();
        let count = |count: i64| is_counted.then(|| page.number(count));
        let link = |verdict: Option<Verdict>| VerdictLink {
            url: self.view.with_verdict(verdict),
            text: verdict.map_or_else(|| page.text("calls-count-all"), |verdict| verdict.counted_text(page.locale())),
            verdict: verdict.map_or("all", Verdict::as_str),
            count: count(verdict.map_or_else(|| counts.total(), |verdict| counts.of(verdict))),
            is_current: self.view.verdict == verdict,
        };
        std::iter::once(None).chain(Verdict::ALL.map(Some)).map(link).collect()
    }
}

impl ShownCall {
    fn of(page: &PageContext, call: LoggedCall, of: &CallsOf, names: &Names) -> Self {
        let (reason, link) = reason(page, &call, names);
        let other = match of {
            CallsOf::ApiUser(_) => {
                call.project.as_ref().and_then(|id| Some((paths::project(id), names.projects.get(id)?.clone())))
            }
            CallsOf::Project(_) => {
                names.api_users.get(&call.api_user).map(|name| (paths::api_user(&call.api_user), name.clone()))
            }
        };
        Self {
            verdict: call.verdict(),
            action: match call.deed {
                Some(deed) => Action::new(deed, call.parts).text(page.locale()),
                None => page.text("call-not-understood"),
            },
            reason,
            link,
            explanation: explanation(&call, names),
            record: call
                .project
                .as_ref()
                .zip(call.record.as_ref().filter(|id| names.records.contains(id)))
                .map(|(project, id)| paths::record(project, id)),
            other,
            duration: match i64::try_from(call.duration.as_millis()).unwrap_or(i64::MAX) {
                0 => page.text("call-duration-short"),
                milliseconds => page.text("call-duration").arg("milliseconds", milliseconds),
            },
            call,
        }
    }
}

/// Why a call was not done, and where that is changed.
fn reason(page: &PageContext, call: &LoggedCall, names: &Names) -> (String, Option<String>) {
    if let Some(rule) = call.broken_rule {
        let link = call.project.as_ref().and_then(|project| names.links.get(project));
        return (rule.broken_text(page.locale()).to_string(), link.map(|link| link.to(rule, &call.api_user)));
    }
    let text = call_error(&call.error, page.locale());
    (text.map_or_else(|| call.error.clone(), |text| text.to_string()), None)
}

/// Where the rules of a call that was denied are told one by one.
fn explanation(call: &LoggedCall, names: &Names) -> Option<String> {
    let (deed, project) = (call.deed?, call.project.as_ref()?);
    call.broken_rule?;
    let is_there = names.links.contains_key(project);
    is_there.then(|| Question::new(deed, call.parts, call.record_state).of_api_user(&call.api_user, project))
}
