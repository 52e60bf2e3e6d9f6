//! The records of the demo projects, with what became of some of them.

use chrono::Datelike;
use rand::RngExt;

use super::{
    fill::{BATCH, DemoError, Generator},
    names::ORGANIZATIONS,
    people::{FIRST_NAMES, LAST_NAMES, TITLES},
};
use crate::{
    audit::{Actor, Forbidden, Tx, operate_blocking},
    authorization::{Action, ApiUserRole, Deed, Parts, PrivilegeSet, RecordState, Standing, Status, decide},
    clock::Timestamp,
    db::{Db, DbConnection, DbResult},
    ids::{ProjectId, RecordId},
    input::fold_for_search,
    projects,
    records::{self, Change, Data, DataValue, Project, Refused},
};

/// One record and what becomes of it.
struct Life {
    project: ProjectId,
    inserted_at: Timestamp,
    data: Data,
    /// A later change.
    changed: Option<(Timestamp, Data)>,
}

impl Generator<'_> {
    /// Makes so many records; few projects have many of them, most have few.
    pub(super) fn records(&mut self, db: &Db, total: u32, made: &mut impl FnMut(u64)) -> Result<(), DemoError> {
        if self.projects.is_empty() {
            return Ok(());
        }
        for start in (0..total).step_by(BATCH as usize) {
            let end = total.min(start + BATCH);
            let lives: Vec<Life> = (start..end).map(|number| self.life(number, total)).collect();
            operate_blocking(db, &Actor::CommandLine, self.now, |tx| live(tx, &lives))?;
            made(u64::from(end - start));
        }
        Ok(())
    }

    fn life(&mut self, number: u32, total: u32) -> Life {
        // The share of all projects is the square of the share of all records.
        let squared = |number: u32| u128::from(number) * u128::from(number);
        let project = squared(number) * self.projects.len() as u128 / squared(total);
        let project = self.projects[usize::try_from(project).unwrap_or_default()].clone();
        let (first, last) = (self.one_of(&FIRST_NAMES), self.one_of(&LAST_NAMES));
        let letters = |name: &str| fold_for_search(name).chars().filter(char::is_ascii_alphabetic).collect::<String>();
        let mailbox = format!("{}.{}.{}@example.org", letters(first), letters(last), number + 1);
        let inserted_at = self.before_now(700);
        let day = inserted_at.to_chrono();
        let mut data = vec![
            ("idc_firstname", first.to_owned()),
            ("idc_lastname", last.to_owned()),
            ("idc_organization", self.one_of(&ORGANIZATIONS).to_owned()),
            ("idc_title", self.one_of(&TITLES).to_owned()),
            ("idc_email", mailbox),
            ("idc_expiration_date", format!("{}-{:02}-01", day.year() + 3, day.month())),
        ];
        if self.random.random_bool(0.2) {
            data.push(("idc_colorcode", self.random.random_range(1..=6).to_string()));
        }
        let later = self.before_now(60).max(inserted_at);
        let changed = match self.random.random_range(0..100) {
            0..5 => Some(("idc_title", self.one_of(&TITLES).to_owned())),
            5..8 => Some(("idc_check_in", "1".to_owned())),
            8..11 => Some(("idc_active", "0".to_owned())),
            11..13 => Some(("idc_trash", "1".to_owned())),
            _ => None,
        };
        Life {
            project,
            inserted_at,
            data: as_data(data),
            changed: changed.map(|change| (later, as_data(vec![change]))),
        }
    }
}

fn as_data(data: Vec<(&str, String)>) -> Data {
    Data(data.into_iter().map(|(name, value)| (name.to_owned(), DataValue::Text(value))).collect())
}

fn live(tx: &mut Tx<'_>, lives: &[Life]) -> Result<(), Refused> {
    let standing = Standing {
        api_user: Status::Active,
        role: ApiUserRole::Administrator,
        project: Status::Active,
        privileges: PrivilegeSet::ALL,
    };
    let allowed = |deed| {
        let decided = decide(standing, Action::new(deed, Parts::NONE), RecordState::Absent);
        decided.map_err(|_| Forbidden)
    };
    let (insert, update) = (allowed(Deed::InsertRecord)?, allowed(Deed::UpdateRecord)?);
    let mut project: Option<Project> = None;
    for life in lives {
        let project = match &mut project {
            Some(project) if project.id == life.project => project,
            other => other.insert(find_project(tx.connection, &life.project)?.ok_or(Refused::Gone)?),
        };
        let data = Change::check(&life.data, project)?;
        let record = records::insert(&mut tx.at(life.inserted_at), insert, project, RecordId::new(), &data)?;
        if let Some((at, data)) = &life.changed {
            records::update(&mut tx.at(*at), update, project, &record, &Change::check(data, project)?)?;
        }
    }
    Ok(())
}

fn find_project(connection: &mut DbConnection, id: &ProjectId) -> DbResult<Option<Project>> {
    let Some(found) = projects::find(connection, id)? else { return Ok(None) };
    Ok(Some(Project {
        id: found.id,
        name: found.name.to_string(),
        fields: projects::fields::fields(connection, id)?.into(),
        color_codes: projects::fields::color_codes(connection, id)?.into(),
    }))
}
