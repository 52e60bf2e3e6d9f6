//! What the buttons of the form do to it, and what others saved meanwhile.

use super::{
    form::{FieldsForm, Intent},
    row::{Row, new_number},
};
use crate::{
    ids::FieldId,
    merge::Clashes,
    projects::{
        Project,
        fields::{ColorCode, DefinitionError, Fields as ProjectFields, Place, Problems, merge_order},
    },
};

impl FieldsForm {
    /// The key of the row that the button for another adds.
    pub(super) fn next_key(&self) -> String {
        Row::blank(self.next_number()).key
    }

    fn next_number(&self) -> usize {
        self.rows.iter().filter_map(|row| new_number(&row.key)).max().unwrap_or_default().saturating_add(1)
    }

    /// Does what a button asks for.
    pub(super) fn press(&mut self, intent: &Intent, saved: &ProjectFields) {
        match intent {
            Intent::Add if self.in_use().count() < ProjectFields::MOST => {
                self.rows.push(Row::blank(self.next_number()));
            }
            Intent::Up(key) => self.exchange(key, |places, at| at.checked_sub(1).map(|before| places[before])),
            Intent::Down(key) => self.exchange(key, |places, at| places.get(at + 1).copied()),
            Intent::Remove(key) => {
                self.rows.retain(|row| row.key != *key || !row.is_new());
                if let Some(row) = self.rows.iter_mut().find(|row| row.key == *key) {
                    row.set_removed(true);
                }
            }
            Intent::BringBack(id) => self.bring_back(id, saved),
            Intent::Add | Intent::Save | Intent::Resume => {}
        }
    }

    /// Exchanges a row in use with another, as the closure finds it among the places of those in use.
    fn exchange(&mut self, key: &str, other: impl Fn(&[usize], usize) -> Option<usize>) {
        let places: Vec<usize> = (0..self.rows.len()).filter(|&place| !self.rows[place].is_removed()).collect();
        let at = places.iter().position(|&place| self.rows[place].key == key);
        if let Some((at, other)) = at.and_then(|at| Some((at, other(&places, at)?))) {
            self.rows.swap(places[at], other);
        }
    }

    fn bring_back(&mut self, id: &FieldId, saved: &ProjectFields) {
        let at = self.rows.iter().position(|row| row.key == id.as_str());
        let row = at.map(|at| self.rows.remove(at));
        let row = row.or_else(|| saved.removed().find(|field| field.id == *id).map(Row::of));
        if let Some(mut row) = row {
            row.set_removed(false);
            self.rows.push(row);
        }
    }

    /// The form over what is saved by now: what was not changed here becomes that.
    pub(super) fn rebase(&mut self, project: &Project, fields: &ProjectFields, color_codes: &[ColorCode]) {
        let newest = Self::of(project, fields, color_codes);
        let all: Vec<_> = fields.iter().chain(fields.removed()).collect();
        for row in &mut self.rows {
            if let Some(saved) = all.iter().find(|field| field.id.as_str() == row.key) {
                row.rebase(saved);
            }
        }
        let keys = |ids: &[FieldId]| ids.iter().map(FieldId::to_string).collect::<Vec<_>>();
        let wanted: Vec<String> = self.in_use().map(|row| row.key.clone()).collect();
        let (served, saved) = (keys(&self.served_order), keys(&newest.served_order));
        let order = merge_order(&served, &wanted, &saved, &mut Clashes::default());
        for row in &newest.rows {
            if self.rows.iter().all(|other| other.key != row.key) {
                self.rows.push(row.clone());
            }
        }
        self.sort(&order);
        for (row, newest) in self.color_codes.iter_mut().zip(newest.color_codes) {
            if row.text() == row.served {
                *row = newest;
            } else {
                row.served = newest.served;
            }
        }
        self.served_order = newest.served_order;
        self.version = newest.version;
    }

    /// Notes of which color codes the person is told now that records bear them.
    pub(super) fn warn(&mut self, problems: &Problems) {
        for row in &mut self.color_codes {
            let is_in_use = |error: &DefinitionError| matches!(error, DefinitionError::ColorInUse { .. });
            let is_told = problems.iter().any(|(place, error)| place == Place::ColorName(row.code) && is_in_use(error));
            // Not for a color code that was named again since.
            row.may_be_in_use = is_told || row.may_be_in_use && row.wanted().is_none();
        }
    }
}
