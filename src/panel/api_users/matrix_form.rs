//! The privileges in the form: for each project the baseline that was served and what is selected now, so that only what
//! was changed is written. Changes on other pages of projects travel along hidden.

use std::collections::{BTreeMap, HashMap};

use super::{
    everywhere::{Everywhere, MOST_EVERYWHERE, ProjectScope, Wanted},
    toggle::{Toggle, Toggled},
};
use crate::{
    api_users::{BulkPrivilegeChange, PrivilegeChange, PrivilegeChanges, privileges_field},
    authorization::{Privilege, PrivilegeSet},
    ids::{ApiUserId, ProjectId},
    input::{FieldError, SearchTerm},
    merge::Clashes,
    panel::{ClashChoice, paths},
    web::{BadRequest, Fields, page_number},
};

/// The word of the button that saves and gives Access Producer where it is wanting.
pub(super) const SAVE_WITH_ACCESS: &str = "save-with-access";

/// What a button of the table asks for. All of them show the form again with what is typed, unsaved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MatrixIntent {
    /// Other projects.
    Filter,
    /// Another page of projects.
    Page(i64),
    /// To tick or clear a row, a column or the page.
    Toggle(Toggle),
    /// To tick or clear a privilege in all projects that the filter finds.
    Everywhere(Privilege, bool),
    /// To take that back: the place of the change among those in the form.
    TakeBack(usize),
}

impl MatrixIntent {
    /// The intent of a button's word and of what follows its colon; none where it is none of the table's.
    ///
    /// # Errors
    /// Where it is, but of nothing that a button of ours names.
    pub(super) fn parse(word: &str, of: &str, fields: &Fields) -> Result<Option<Self>, BadRequest> {
        let unknown = BadRequest::UnknownValue("intent");
        let privilege = || Privilege::parse(&fields.one("everywhere")?).ok_or(BadRequest::UnknownValue("everywhere"));
        let intent = match (word, of) {
            ("filter", _) => Self::Filter,
            ("page", _) => of.parse().ok().filter(|&page| page > 0).map(Self::Page).ok_or(BadRequest::BadPage)?,
            ("toggle", _) => Toggle::parse(of).map(Self::Toggle).ok_or(unknown)?,
            ("everywhere", "tick") => Self::Everywhere(privilege()?, true),
            ("everywhere", "clear") => Self::Everywhere(privilege()?, false),
            ("take-back", _) => of.parse().map(Self::TakeBack).map_err(|_| unknown)?,
            ("everywhere", _) => return Err(unknown),
            _ => return Ok(None),
        };
        Ok(Some(intent))
    }
}

/// The privileges in one project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// When the form was served.
    pub baseline: PrivilegeSet,
    /// As ticked.
    pub selected: PrivilegeSet,
}

/// All that the form says of privileges.
#[derive(Clone, Debug)]
pub(super) struct MatrixForm {
    /// The projects that stand in the form.
    pub wanted: Wanted,
    /// What stands in the fields of the filter, which may not have been asked for yet.
    pub asked: Wanted,
    /// Which page of them stood in the form, from 1.
    pub page: i64,
    /// By project.
    pub edits: BTreeMap<ProjectId, Edit>,
    /// What is to be done in projects that don't stand in the form.
    pub everywhere: Vec<Everywhere>,
    /// The last row, column or page that was toggled.
    pub toggled: Option<Toggled>,
    /// Whether Access Producer is to be given where it is wanting.
    pub gives_access: bool,
}

impl Default for MatrixForm {
    fn default() -> Self {
        Self {
            wanted: Wanted::default(),
            asked: Wanted::default(),
            page: 1,
            edits: BTreeMap::new(),
            everywhere: Vec::new(),
            toggled: None,
            gives_access: false,
        }
    }
}

impl MatrixForm {
    /// Reads it.
    ///
    /// # Errors
    /// What no form of ours says.
    pub(super) fn parse(fields: &Fields) -> Result<Self, BadRequest> {
        let mut edits = BTreeMap::new();
        for (project, bits) in fields.starting("baseline.") {
            let baseline = bits_of(bits).ok_or(BadRequest::UnknownValue("baseline"))?;
            add(&mut edits, project, Edit { baseline, selected: PrivilegeSet::NONE })?;
        }
        for (project, privilege) in fields.starting("tick.") {
            let privilege = Privilege::parse(privilege).ok_or(BadRequest::UnknownValue("tick"))?;
            let project = project.strip_suffix("[]").and_then(ProjectId::parse);
            let edit = project.and_then(|project| edits.get_mut(&project));
            let edit = edit.ok_or(BadRequest::UnknownValue("tick"))?;
            edit.selected = edit.selected.with(privilege);
        }
        for (project, difference) in fields.starting("diff.") {
            let edit = difference_of(difference).ok_or(BadRequest::UnknownValue("diff"))?;
            add(&mut edits, project, edit)?;
        }
        // What was chosen of a clash: theirs is what the form was served with by then.
        for (project, choice) in ClashChoice::of_privileges(fields) {
            let edit = ProjectId::parse(project).and_then(|project| edits.get_mut(&project));
            match (choice, edit) {
                (Some(ClashChoice::TheirPrivileges), Some(edit)) => edit.selected = edit.baseline,
                (Some(ClashChoice::Mine), _) => {}
                _ => return Err(BadRequest::UnknownValue("keep")),
            }
        }
        let everywhere = fields.starting("everywhere.").map(|(_, word)| Everywhere::parse(word));
        let everywhere: Option<Vec<Everywhere>> = everywhere.collect();
        if everywhere.as_ref().is_some_and(|everywhere| everywhere.len() > MOST_EVERYWHERE) {
            return Err(BadRequest::TooManyFields);
        }
        let toggled = fields.optional("toggled")?.map(|word| Toggled::parse(&word));
        Ok(Self {
            edits,
            everywhere: everywhere.ok_or(BadRequest::UnknownValue("everywhere"))?,
            toggled: toggled.map(|toggled| toggled.ok_or(BadRequest::UnknownValue("toggled"))).transpose()?,
            gives_access: fields.optional("intent")?.as_deref() == Some(SAVE_WITH_ACCESS),
            ..Self::of_link(fields)?
        })
    }

    /// Reads which projects are wanted and nothing else: a link must not tick anything.
    ///
    /// # Errors
    /// What no link of ours says.
    pub(super) fn of_link(fields: &Fields) -> Result<Self, BadRequest> {
        let wanted = Wanted::parse(fields, "projects", "projects_scope")?;
        Ok(Self { asked: wanted.clone(), wanted, page: page_number(fields, "projects_page")?, ..Self::default() })
    }

    /// The form over the projects that were shown in it, whatever others are asked for by now.
    ///
    /// # Errors
    /// When a field is repeated, or is none of ours.
    pub(super) fn over_shown(mut self, fields: &Fields) -> Result<Self, BadRequest> {
        if fields.has("projects_shown") {
            self.wanted = Wanted::parse(fields, "projects_shown", "projects_scope_shown")?;
        }
        Ok(self)
    }

    /// Whether other projects are looked for than those that stand in the form.
    ///
    /// # Errors
    /// When a field is repeated, or is none of ours.
    pub(super) fn is_search_typed(fields: &Fields) -> Result<bool, BadRequest> {
        let asked = Wanted::parse(fields, "projects", "projects_scope")?;
        Ok(asked != Wanted::parse(fields, "projects_shown", "projects_scope_shown")?)
    }

    /// The same for an API user that is gone, with its privileges: all that is ticked is to be saved anew.
    #[must_use]
    pub(super) fn made_anew(mut self) -> Self {
        for edit in self.edits.values_mut() {
            edit.baseline = PrivilegeSet::NONE;
        }
        // What it had tells no projects any more.
        self.everywhere.retain(|everywhere| everywhere.wanted.scope != ProjectScope::With);
        self
    }

    /// The changes over what is saved by now; those of projects that clash stay whole.
    pub(super) fn rebase(&mut self, saved: &HashMap<ProjectId, PrivilegeSet>, clashes: &Clashes) {
        for (project, edit) in self.edits.iter_mut().filter(|(_, edit)| edit.is_change()) {
            let saved = saved.get(project).copied().unwrap_or_default();
            if !clashes.has(&privileges_field(project)) {
                edit.selected = PrivilegeSet::merge(edit.baseline, edit.selected, saved);
            }
            edit.baseline = saved;
        }
    }

    /// The page of this API user at these projects; after a save on top of what others did between two versions, it says so.
    pub(super) fn link(&self, user: &ApiUserId, merged: Option<(i64, i64)>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if SearchTerm::parse(&self.wanted.search).is_ok() {
            query.append_pair("projects", &self.wanted.search);
        }
        if self.wanted.scope != ProjectScope::Live {
            query.append_pair("projects_scope", self.wanted.scope.as_str());
        }
        if self.page > 1 {
            query.append_pair("projects_page", &self.page.to_string());
        }
        if let Some((after, up_to)) = merged {
            query.append_pair("merged", &format!("{after}-{up_to}"));
        }
        match query.finish() {
            query if query.is_empty() => paths::api_user(user),
            query => format!("{}?{query}", paths::api_user(user)),
        }
    }

    /// What is wrong with what the projects are looked for by.
    pub(super) fn search_error(&self) -> Option<FieldError> {
        self.asked.error()
    }

    /// The privileges that were changed, by project.
    pub(super) fn changed(&self) -> impl Iterator<Item = (&ProjectId, Edit)> {
        self.edits.iter().map(|(project, &edit)| (project, edit)).filter(|(_, edit)| edit.is_change())
    }

    /// All of it, as the core is told; the form was served with this version.
    pub(super) fn changes(&self, user: Option<&ApiUserId>, since: i64) -> PrivilegeChanges {
        let single = self.changed().map(|(project, Edit { baseline, selected })| PrivilegeChange {
            project: project.clone(),
            baseline,
            selected,
        });
        let everywhere = self.everywhere.iter().map(|everywhere| everywhere.change(user));
        let access = self.gives_access.then_some(BulkPrivilegeChange::AccessWhereIneffective { since });
        let told = self.edits.keys().cloned().collect();
        PrivilegeChanges { single: single.collect(), bulk: everywhere.chain(access).collect(), told }
    }

    /// Whether any privilege is to be changed.
    pub(super) fn is_change(&self) -> bool {
        self.changed().next().is_some() || !self.everywhere.is_empty()
    }

    /// The form at the page of projects that the button asks for.
    pub(super) fn turned(mut self, intent: &MatrixIntent) -> Self {
        match intent {
            MatrixIntent::Filter => self.page = 1,
            MatrixIntent::Page(page) => self.page = *page,
            _ => {}
        }
        self
    }
}

impl Edit {
    /// Whether anything was ticked or cleared.
    pub(super) fn is_change(self) -> bool {
        self.baseline != self.selected
    }

    /// As it travels hidden.
    pub(super) fn difference(self) -> String {
        format!("{}:{}", self.baseline.bits(), self.selected.bits())
    }
}

fn add(edits: &mut BTreeMap<ProjectId, Edit>, project: &str, edit: Edit) -> Result<(), BadRequest> {
    let id = ProjectId::parse(project).ok_or(BadRequest::UnknownValue("baseline"))?;
    match edits.insert(id, edit) {
        None => Ok(()),
        Some(_) => Err(BadRequest::RepeatedField(format!("baseline.{project}"))),
    }
}

fn bits_of(text: &str) -> Option<PrivilegeSet> {
    PrivilegeSet::from_bits(text.parse().ok()?)
}

fn difference_of(text: &str) -> Option<Edit> {
    let (baseline, selected) = text.split_once(':')?;
    Some(Edit { baseline: bits_of(baseline)?, selected: bits_of(selected)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "0196e8a0-0000-7000-8000-00000000000a";
    const B: &str = "0196e8a0-0000-7000-8000-00000000000b";

    fn parse(body: &str) -> Result<MatrixForm, BadRequest> {
        MatrixForm::parse(&Fields::decode(body.as_bytes()).unwrap())
    }

    #[test]
    fn only_what_differs_from_what_was_shown_is_a_change() {
        let body =
            format!("baseline.{A}=3&tick.{A}[]=access&tick.{A}[]=add&baseline.{B}=3&tick.{B}[]=access&projects_page=2");
        let form = parse(&body).unwrap();
        let changed: Vec<_> = form.changed().map(|(project, edit)| (project.as_str(), edit.difference())).collect();
        assert_eq!(changed, [(B, "3:1".to_owned())]);
        assert_eq!(form.page, 2);
    }

    #[test]
    fn differences_of_other_pages_come_along() {
        let form = parse(&format!("baseline.{A}=0&diff.{B}=0:1023")).unwrap();
        assert_eq!(form.changed().count(), 1);
        assert_eq!(form.edits[&ProjectId::parse(B).unwrap()].selected, PrivilegeSet::ALL);
    }

    #[test]
    fn a_change_everywhere_travels_as_one_field_and_leaves_out_what_is_told_one_by_one() {
        let form = parse(&format!("baseline.{A}=0&everywhere.0=tick:print:without:3:a:b")).unwrap();
        let everywhere = &form.everywhere[0];
        assert_eq!(everywhere.word(), "tick:print:without:3:a:b");
        assert_eq!(everywhere.wanted, Wanted { scope: ProjectScope::Without, search: "a:b".to_owned() });
        let changes = form.changes(None, 3);
        assert!(changes.single.is_empty());
        let [BulkPrivilegeChange::Everywhere { privilege: Privilege::Print, is_granted: true, since: 3, .. }] =
            changes.bulk.as_slice()
        else {
            panic!("{changes:?}")
        };
        assert_eq!(changes.told.iter().map(ProjectId::as_str).collect::<Vec<_>>(), [A]);
    }

    #[test]
    fn what_no_form_of_ours_says_is_refused() {
        for body in [
            format!("baseline.{A}=1024"),
            format!("baseline.{A}=x"),
            "baseline.x=0".to_owned(),
            format!("tick.{A}[]=access"),
            format!("baseline.{A}=0&tick.{A}[]=fly"),
            format!("diff.{A}=1"),
            format!("baseline.{A}=0&baseline.{A}=0"),
            format!("baseline.{A}=0&diff.{A}=0:1"),
            "everywhere.0=tick:fly:live:1:".to_owned(),
            "everywhere.0=tick:print:new:1:".to_owned(),
            "everywhere.0=tick:print".to_owned(),
            "everywhere.0=tick:print:live:x:".to_owned(),
            format!("everywhere.0=tick:print:live:1:{}", "x".repeat(101)),
            (0..21).map(|at| format!("everywhere.{at}=tick:print:live:1:{at}")).collect::<Vec<_>>().join("&"),
            "projects_scope=new".to_owned(),
            format!("toggled=column:print=1={A}:1024"),
        ] {
            assert!(parse(&body).is_err(), "{body}");
        }
    }
}
