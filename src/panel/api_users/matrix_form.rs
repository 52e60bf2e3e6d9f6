//! The privileges in the form: for each project the baseline that was served and what is selected now, so that only what
//! was changed is written. Changes on other pages of projects travel along hidden.

use std::collections::{BTreeMap, HashMap};

use crate::{
    api_users::{PrivilegeChange, privileges_field},
    authorization::{Privilege, PrivilegeSet},
    ids::{ApiUserId, ProjectId},
    input::{FieldError, SearchTerm},
    merge::Clashes,
    panel::paths,
    web::{BadRequest, Fields, page_number},
};

/// What a button of the table asks for. All of them show the form again with what is typed, unsaved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MatrixIntent {
    /// Other projects.
    Filter,
    /// Another page of projects.
    Page(i64),
    /// All privileges of a project, or none where it has all.
    ToggleRow(ProjectId),
    /// A privilege in all projects of the page, or in none.
    ToggleColumn(Privilege),
    /// All privileges of the page, or none.
    ToggleAll,
}

impl MatrixIntent {
    /// The intent of a button's word and of what follows its colon; none where it is none of the table's.
    ///
    /// # Errors
    /// Where it is, but of nothing that a button of ours names.
    pub(super) fn parse(word: &str, of: &str) -> Result<Option<Self>, BadRequest> {
        let unknown = BadRequest::UnknownValue("intent");
        let intent = match word {
            "filter" => Self::Filter,
            "page" => of.parse().ok().filter(|&page| page > 0).map(Self::Page).ok_or(BadRequest::BadPage)?,
            "toggle-row" => ProjectId::parse(of).map(Self::ToggleRow).ok_or(unknown)?,
            "toggle-column" => Privilege::parse(of).map(Self::ToggleColumn).ok_or(unknown)?,
            "toggle-all" => Self::ToggleAll,
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
    /// What the projects are looked for by.
    pub search: String,
    /// Whether those in Trash are wanted, instead of all others.
    pub is_trash: bool,
    /// What stands in the field of the search, which may not have been asked for yet.
    pub asked: String,
    /// What is chosen beside it.
    pub is_trash_asked: bool,
    /// Which page of them stood in the form, from 1.
    pub page: i64,
    /// By project.
    pub edits: BTreeMap<ProjectId, Edit>,
}

impl Default for MatrixForm {
    fn default() -> Self {
        Self {
            search: String::new(),
            is_trash: false,
            asked: String::new(),
            is_trash_asked: false,
            page: 1,
            edits: BTreeMap::new(),
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
            let edit = ProjectId::parse(project).and_then(|project| edits.get_mut(&project));
            let edit = edit.ok_or(BadRequest::UnknownValue("tick"))?;
            edit.selected = edit.selected.with(privilege);
        }
        for (project, difference) in fields.starting("diff.") {
            let edit = difference_of(difference).ok_or(BadRequest::UnknownValue("diff"))?;
            add(&mut edits, project, edit)?;
        }
        // What was chosen of a clash: theirs is what the form was served with by then.
        for (project, choice) in fields.starting("keep.privileges.") {
            let edit = ProjectId::parse(project).and_then(|project| edits.get_mut(&project));
            match (choice, edit) {
                ("theirs", Some(edit)) => edit.selected = edit.baseline,
                ("mine", _) => {}
                _ => return Err(BadRequest::UnknownValue("keep")),
            }
        }
        Ok(Self { edits, ..Self::of_link(fields)? })
    }

    /// Reads which projects are wanted and nothing else: a link must not tick anything.
    ///
    /// # Errors
    /// What no link of ours says.
    pub(super) fn of_link(fields: &Fields) -> Result<Self, BadRequest> {
        let of = |name| fields.optional(name).map(Option::unwrap_or_default);
        let is_trash = match of("projects_scope")?.as_str() {
            "" | "live" => false,
            "trash" => true,
            _ => return Err(BadRequest::UnknownValue("projects_scope")),
        };
        let (search, page) = (of("projects")?, page_number(fields, "projects_page")?);
        Ok(Self { asked: search.clone(), is_trash_asked: is_trash, search, is_trash, page, edits: BTreeMap::new() })
    }

    /// The form over the projects that were shown in it, whatever others are asked for by now.
    ///
    /// # Errors
    /// When a field is repeated.
    pub(super) fn over_shown(mut self, fields: &Fields) -> Result<Self, BadRequest> {
        if let Some(shown) = fields.optional("projects_shown")? {
            self.search = shown;
        }
        if let Some(scope) = fields.optional("projects_scope_shown")? {
            self.is_trash = scope == "trash";
        }
        Ok(self)
    }

    /// Whether other projects are looked for than those that stand in the form.
    ///
    /// # Errors
    /// When a field is repeated.
    pub(super) fn is_search_typed(fields: &Fields) -> Result<bool, BadRequest> {
        let of = |name| fields.optional(name).map(Option::unwrap_or_default);
        Ok(of("projects")? != of("projects_shown")? || of("projects_scope")? != of("projects_scope_shown")?)
    }

    /// The same for an API user that is gone, with its privileges: all that is ticked is to be saved anew.
    #[must_use]
    pub(super) fn made_anew(mut self) -> Self {
        for edit in self.edits.values_mut() {
            edit.baseline = PrivilegeSet::NONE;
        }
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
        if SearchTerm::parse(&self.search).is_ok() {
            query.append_pair("projects", &self.search);
        }
        if self.is_trash {
            query.append_pair("projects_scope", "trash");
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
        SearchTerm::parse(&self.asked).err().filter(|&error| error != FieldError::Required)
    }

    /// The privileges that were changed, by project.
    pub(super) fn changed(&self) -> impl Iterator<Item = (&ProjectId, Edit)> {
        self.edits.iter().map(|(project, &edit)| (project, edit)).filter(|(_, edit)| edit.is_change())
    }

    /// [`MatrixForm::changed`], as the core is told.
    pub(super) fn changes(&self) -> Vec<PrivilegeChange> {
        self.changed()
            .map(|(project, Edit { baseline, selected })| PrivilegeChange {
                project: project.clone(),
                baseline,
                selected,
            })
            .collect()
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
            format!("baseline.{A}=3&tick.{A}=access&tick.{A}=add&baseline.{B}=3&tick.{B}=access&projects_page=2");
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
    fn what_no_form_of_ours_says_is_refused() {
        for body in [
            format!("baseline.{A}=1024"),
            format!("baseline.{A}=x"),
            "baseline.x=0".to_owned(),
            format!("tick.{A}=access"),
            format!("baseline.{A}=0&tick.{A}=fly"),
            format!("diff.{A}=1"),
            format!("baseline.{A}=0&baseline.{A}=0"),
            format!("baseline.{A}=0&diff.{A}=0:1"),
        ] {
            assert!(parse(&body).is_err(), "{body}");
        }
    }
}
