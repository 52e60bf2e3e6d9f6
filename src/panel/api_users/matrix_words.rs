//! The words of the privileges table: its columns by group, and what each row says.

use std::borrow::Borrow;

use crate::{
    authorization::{Privilege, PrivilegeGroup, PrivilegeSet},
    panel::PageContext,
    texts::Text,
};

/// The groups and privileges with their words.
#[must_use]
pub(super) fn groups(page: &PageContext) -> Vec<(Text, Vec<Column>)> {
    let columns = |group: PrivilegeGroup| group.privileges().iter().map(|&privilege| Column::new(page, privilege));
    PrivilegeGroup::ALL.into_iter().map(|group| (group_name(page, group), columns(group).collect())).collect()
}

/// The words that each row of the table has, written once for all.
#[derive(Clone, Debug)]
pub(super) struct MatrixWords {
    /// "3 of 10", by how many.
    held: Vec<String>,
    /// What stands before and after the project's name on the button that ticks its row.
    pub toggle_row: (String, String),
}

impl MatrixWords {
    /// In the reader's language.
    #[must_use]
    pub(super) fn of(page: &PageContext) -> Self {
        let held = |count| page.text("privileges-of-ten").arg("count", count).to_string();
        Self {
            held: (0..=Privilege::ALL.len()).map(held).collect(),
            toggle_row: page.text("toggle-row").around("project"),
        }
    }

    /// How many privileges are ticked.
    #[must_use]
    pub(super) fn held(&self, selected: impl Borrow<PrivilegeSet>) -> &str {
        self.held.get(selected.borrow().len() as usize).map_or("", String::as_str)
    }
}

/// A privilege as a column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The privilege.
    pub privilege: Privilege,
    /// Its full name.
    pub name: Text,
    /// Its name under its group's heading.
    pub short: Text,
    /// What it allows.
    pub explanation: Text,
    /// Its full name and what it allows.
    pub tip: Text,
}

impl Column {
    fn new(page: &PageContext, privilege: Privilege) -> Self {
        let (short, explanation) = match privilege {
            Privilege::Access => ("privilege-access-short", "privilege-access-explanation"),
            Privilege::Add => ("privilege-add-short", "privilege-add-explanation"),
            Privilege::Edit => ("privilege-edit-short", "privilege-edit-explanation"),
            Privilege::Deactivate => ("privilege-deactivate-short", "privilege-deactivate-explanation"),
            Privilege::Trash => ("privilege-trash-short", "privilege-trash-explanation"),
            Privilege::Erase => ("privilege-erase-short", "privilege-erase-explanation"),
            Privilege::Photo => ("privilege-photo-short", "privilege-photo-explanation"),
            Privilege::Signature => ("privilege-signature-short", "privilege-signature-explanation"),
            Privilege::Print => ("privilege-print-short", "privilege-print-explanation"),
            Privilege::Preview => ("privilege-preview-short", "privilege-preview-explanation"),
        };
        let (name, explanation) = (page.privilege(privilege), page.text(explanation));
        let tip = page.text("labelled").arg("label", name.to_string()).arg("value", explanation.to_string());
        Self { privilege, name, short: page.text(short), explanation, tip }
    }
}

fn group_name(page: &PageContext, group: PrivilegeGroup) -> Text {
    match group {
        PrivilegeGroup::Access => page.text("privilege-group-access"),
        PrivilegeGroup::Records => page.text("privilege-group-records"),
        PrivilegeGroup::Capture => page.text("privilege-group-capture"),
        PrivilegeGroup::Card => page.text("privilege-group-card"),
    }
}
