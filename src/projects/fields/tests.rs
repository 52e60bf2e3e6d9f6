//! Saving fields and color codes, against records that are there.

use diesel::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::{
    audit::{Actor, Change, Subject, changes_between, operate_blocking},
    authorization::PanelRole,
    clock::Timestamp,
    db::{
        DatabaseUrl, Db, DbResult,
        schema::{records, unique_values},
    },
    ids::{FieldId, PanelUserId, ProjectId, RecordId},
    input::{FieldError, ProjectName},
    merge::Edited,
    projects::{self, NewProject, Refused},
    security::{KeyKind, SecretKey},
};

/// What is done to a field.
type ToField = fn(&mut Field);

/// A project with the usual fields.
struct House {
    db: Db,
    project: ProjectId,
    _folder: TempDir,
}

impl House {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("t.sqlite3"))).unwrap();
        let name = ProjectName::parse("Badges").unwrap();
        let new = NewProject { name, key: SecretKey::generate(KeyKind::Project).unwrap() };
        let made = operate_blocking(&db, &Actor::CommandLine, Timestamp::now(), |tx| projects::create(tx, &new));
        Self { db, project: made.unwrap().id, _folder: folder }
    }

    fn fields(&self) -> Fields {
        self.db.write_blocking(|connection| fields(connection, &self.project)).unwrap()
    }

    fn field(&self, name: &str) -> Field {
        let fields = self.fields();
        let found = fields.iter().chain(fields.removed()).find(|field| field.name.as_str() == name);
        found.unwrap().clone()
    }

    /// The form as it is served, before anything is typed.
    fn form(&self) -> SaveFields {
        let saved = self.fields();
        let project = self.db.write_blocking(|connection| projects::find(connection, &self.project)).unwrap().unwrap();
        let codes = self.db.write_blocking(|connection| color_codes(connection, &self.project)).unwrap();
        let of = |field: &Field| WantedField { served: Some(FieldTexts::of(field)), field: field.clone() };
        let code = |code: ColorCode| WantedColorCode {
            code: code.code,
            served: code.text(),
            wanted: Some(code),
            may_be_in_use: false,
        };
        SaveFields {
            project: self.project.clone(),
            version: project.version,
            served_order: saved.iter().map(|field| field.id.clone()).collect(),
            fields: saved.iter().chain(saved.removed()).map(of).collect(),
            color_codes: codes.into_iter().map(code).collect(),
        }
    }

    fn save(&self, form: &SaveFields) -> Result<Edited, Refused> {
        operate_blocking(&self.db, &Actor::CommandLine, Timestamp::now(), |tx| save_fields(tx, form))
    }

    /// Saves the form as the closure changes it.
    fn edit(&self, change: impl FnOnce(&mut SaveFields)) -> Result<Edited, Refused> {
        let mut form = self.form();
        change(&mut form);
        self.save(&form)
    }

    /// Changes one field.
    fn change(&self, name: &str, change: impl FnOnce(&mut Field)) -> Result<Edited, Refused> {
        self.edit(|form| change(form.get(name)))
    }

    /// Adds records with these values of one field; an empty one is none. Their ID numbers count from 1.
    fn records(&self, name: &str, values: &[&str]) {
        let (number, field) = (self.field(FieldName::ID_NUMBER), self.field(name));
        let insert = |connection: &mut _| -> DbResult<()> {
            let there: i64 = records::table.count().get_result(connection)?;
            for (at, value) in (there + 1..).zip(values) {
                let mut all = serde_json::json!({ number.id.as_str(): at.to_string() });
                if !value.is_empty() {
                    all[field.id.as_str()] = (*value).into();
                }
                let (id, zero) = (RecordId::new(), 0_i64);
                diesel::insert_into(records::table)
                    .values((
                        (records::project_id.eq(&self.project), records::id.eq(&id)),
                        (records::field_values.eq(all.to_string()), records::is_active.eq(true)),
                        // Every other one is in Trash: those count too.
                        (records::is_in_trash.eq(at % 2 == 0), records::is_checked_in.eq(false)),
                        (records::is_in_print_queue.eq(false), records::color_code.eq(1)),
                        (records::inserted_at.eq(zero), records::modified_at.eq(zero)),
                        (records::pictured_at.eq(zero), records::printed_at.eq(zero), records::version.eq(1_i64)),
                    ))
                    .execute(connection)?;
            }
            Ok(())
        };
        self.db.write_blocking(insert).unwrap();
    }

    /// The folded values that are kept of a field.
    fn kept(&self, name: &str) -> Vec<String> {
        let field = self.field(name);
        let kept: DbResult<Vec<String>> = self.db.write_blocking(|connection| {
            let of_field = unique_values::table.filter(unique_values::field_id.eq(&field.id));
            Ok(of_field.order(unique_values::value_key).select(unique_values::value_key).load(connection)?)
        });
        kept.unwrap()
    }

    /// What the trail says of the newest change.
    fn told(&self) -> Vec<Change> {
        let subject = Subject::Project(self.project.clone(), String::new());
        let all = self.db.write_blocking(|connection| changes_between(connection, &subject, (0, i64::MAX), 100));
        all.unwrap().last().unwrap().changes.iter().cloned().collect()
    }
}

impl SaveFields {
    fn get(&mut self, name: &str) -> &mut Field {
        let found = self.fields.iter_mut().find(|wanted| wanted.field.name.as_str() == name);
        &mut found.unwrap().field
    }

    fn add(&mut self, name: &str) -> &mut Field {
        self.fields.push(WantedField { field: new(name), served: None });
        &mut self.fields.last_mut().unwrap().field
    }

    fn code(&mut self, code: i32) -> &mut WantedColorCode {
        self.color_codes.iter_mut().find(|wanted| wanted.code == code).unwrap()
    }
}

fn new(name: &str) -> Field {
    Field {
        id: FieldId::new(),
        name: FieldName::parse(name).unwrap(),
        label: name.to_owned(),
        kind: FieldKind::Text,
        max_length: 100,
        is_required: false,
        is_unique: false,
        default_value: String::new(),
        choices: Vec::new(),
        is_removed: false,
    }
}

#[track_caller]
fn problems(result: Result<Edited, Refused>) -> Vec<(Place, DefinitionError)> {
    match result {
        Err(Refused::Fields(problems)) => problems.iter().map(|(place, error)| (place, error.clone())).collect(),
        other => panic!("refused was expected, not {other:?}"),
    }
}

/// The property and the error of the only problem.
#[track_caller]
fn problem(result: Result<Edited, Refused>) -> (Property, DefinitionError) {
    match problems(result).as_slice() {
        [(Place::Field(_, property), error)] => (*property, error.clone()),
        other => panic!("one problem of a field was expected, not {other:?}"),
    }
}

#[test]
fn a_field_is_added_changed_removed_and_brought_back_with_its_values() {
    let house = House::new();
    house.edit(|form| form.add("idc_department").label = "Department".to_owned()).unwrap();
    house.records("idc_department", &["Press", "Library"]);
    let added = house.field("idc_department");
    assert_eq!(house.fields().iter().last(), Some(&added));
    house.change("idc_department", |field| field.name = FieldName::parse("idc_unit").unwrap()).unwrap();
    assert_eq!(house.field("idc_unit").id, added.id, "values stand by id, so they come along");
    house.change("idc_unit", |field| field.is_removed = true).unwrap();
    assert!(house.fields().get("idc_unit").is_none());
    // Adding its name is bringing it back.
    let edited = house.edit(|form| form.fields.retain(|wanted| !wanted.field.is_removed)).unwrap();
    assert!(!edited.is_changed, "what is not in the form stays");
    house
        .edit(|form| {
            form.fields.retain(|wanted| !wanted.field.is_removed);
            form.add("idc_unit").label = "Unit".to_owned();
        })
        .unwrap();
    let back = house.field("idc_unit");
    assert_eq!((back.id, back.label.as_str(), back.is_removed), (added.id, "Unit", false));
}

#[test]
fn fifty_fields_are_the_most_and_removed_ones_do_not_count() {
    let house = House::new();
    let fill = |form: &mut SaveFields, count: usize| {
        for number in 0..count {
            form.add(&format!("idc_{number}"));
        }
    };
    let most = Fields::MOST - house.fields().iter().count();
    let place = Place::Field(Fields::MOST, Property::Name);
    let expected = vec![(place, DefinitionError::TooMany { most: 50 })];
    assert_eq!(problems(house.edit(|form| fill(form, most + 1))), expected);
    house.edit(|form| fill(form, most)).unwrap();
    house.change("idc_0", |field| field.is_removed = true).unwrap();
    house.edit(|form| form.add("idc_last").is_removed = false).unwrap();
    assert_eq!(house.fields().iter().count(), 50);
    let back = problem(house.change("idc_0", |field| field.is_removed = false));
    assert_eq!(back, (Property::Name, DefinitionError::TooMany { most: 50 }));
}

#[test]
fn names_are_unique_also_among_removed_fields_and_may_be_exchanged() {
    let house = House::new();
    let taken = (Property::Name, DefinitionError::NameTaken);
    assert_eq!(problem(house.edit(|form| form.add("idc_title").is_removed = false)), taken);
    let twice = house.edit(|form| {
        form.add("idc_a");
        form.add("idc_a");
    });
    assert_eq!(problem(twice), taken);
    house.change("idc_title", |field| field.is_removed = true).unwrap();
    let renamed = house.change("idc_notes", |field| field.name = FieldName::parse("idc_title").unwrap());
    assert_eq!(problem(renamed), (Property::Name, DefinitionError::NameOfRemoved));
    let (first, last) = (house.field("idc_firstname"), house.field("idc_lastname"));
    house
        .edit(|form| {
            let (at, other) = (form.get("idc_firstname").id.clone(), last.name.clone());
            form.get("idc_lastname").name = first.name.clone();
            form.fields.iter_mut().find(|wanted| wanted.field.id == at).unwrap().field.name = other;
        })
        .unwrap();
    assert_eq!(house.field("idc_firstname").id, last.id);
}

#[test]
fn the_number_on_the_card_stays_what_it_is() {
    let house = House::new();
    let table: [(Property, ToField); 5] = [
        (Property::Name, |field| field.name = FieldName::parse("idc_number").unwrap()),
        (Property::Kind, |field| field.kind = FieldKind::Number),
        (Property::IsRequired, |field| field.is_required = false),
        (Property::IsUnique, |field| field.is_unique = false),
        (Property::IsRemoved, |field| field.is_removed = true),
    ];
    for (property, change) in table {
        let found = problems(house.change(FieldName::ID_NUMBER, change));
        assert!(
            found.contains(&(Place::Field(0, property), DefinitionError::IdNumberFixed)),
            "{property:?}: {found:?}"
        );
    }
    house.change(FieldName::ID_NUMBER, |field| field.label = "Badge".to_owned()).unwrap();
}

#[test]
fn required_is_refused_while_records_have_no_value() {
    let house = House::new();
    house.records("idc_title", &["Dr", "", "Prof", ""]);
    let missing = |records| (Property::IsRequired, DefinitionError::Missing { records });
    assert_eq!(problem(house.change("idc_title", |field| field.is_required = true)), missing(2));
    assert_eq!(problem(house.edit(|form| form.add("idc_new").is_required = true)), missing(4));
    house.change(FieldName::ID_NUMBER, |field| field.max_length = 40).unwrap();
}

#[test]
fn kind_length_and_choices_change_only_where_all_values_fit() {
    let house = House::new();
    house.records("idc_title", &["1", "", "2.5", "three", "four", "five", "six", "seven", "eight"]);
    let unfit = |property, records, first: &[&str]| {
        (property, DefinitionError::Unfit { records, first: first.iter().map(|&text| text.to_owned()).collect() })
    };
    let number = house.change("idc_title", |field| (field.kind, field.max_length) = (FieldKind::Number, 40));
    assert_eq!(problem(number), unfit(Property::Kind, 6, &["4", "5", "6", "7", "8"]));
    let shorter = house.change("idc_title", |field| field.max_length = 4);
    assert_eq!(problem(shorter), unfit(Property::MaxLength, 3, &["4", "8", "9"]));
    house.change("idc_title", |field| field.max_length = 5).unwrap();
    let choices = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let choice = |words: &'static str| {
        house.change("idc_title", |field| {
            (field.kind, field.max_length, field.choices) = (FieldKind::Choice, 100, choices(words));
        })
    };
    assert_eq!(problem(choice("1 2.5 three four five six seven")), unfit(Property::Kind, 1, &["9"]));
    choice("1 2.5 three four five six seven eight nine").unwrap();
    assert_eq!(problem(choice("2.5 three four five six seven eight")), unfit(Property::Choices, 1, &["1"]));
    choice("eight seven six five four three 2.5 1").unwrap();
    let text = |field: &mut Field| {
        (field.kind, field.choices) = (FieldKind::Text, Vec::new());
    };
    house.change("idc_title", text).unwrap();
}

#[test]
fn unique_is_refused_over_duplicates_and_names_them() {
    let house = House::new();
    let values = ["Ä1", "b", "ä1", "", "B", "b", "c", ""];
    house.records("idc_title", &values);
    let duplicates =
        DefinitionError::Duplicates { records: 3, first: vec!["ä1".to_owned(), "B".to_owned(), "b".to_owned()] };
    assert_eq!(problem(house.change("idc_title", |field| field.is_unique = true)), (Property::IsUnique, duplicates));
    assert!(house.kept("idc_title").is_empty(), "nothing of it is kept");
}

#[test]
fn the_values_of_a_unique_field_are_kept_as_long_as_it_is_one() {
    let house = House::new();
    house.records("idc_title", &["Ä", "b", ""]);
    house.change("idc_title", |field| field.is_unique = true).unwrap();
    assert_eq!(house.kept("idc_title"), ["b", "ä"]);
    house.change("idc_title", |field| field.label = "Degree".to_owned()).unwrap();
    assert_eq!(house.kept("idc_title").len(), 2);
    house.change("idc_title", |field| field.is_removed = true).unwrap();
    assert!(house.kept("idc_title").is_empty());
    house.change("idc_title", |field| field.is_removed = false).unwrap();
    assert_eq!(house.kept("idc_title").len(), 2);
    house.change("idc_title", |field| field.is_unique = false).unwrap();
    assert!(house.kept("idc_title").is_empty());
}

#[test]
fn what_comes_back_is_looked_at_again() {
    let house = House::new();
    house.change("idc_title", |field| field.is_required = true).unwrap();
    house.change("idc_title", |field| field.is_removed = true).unwrap();
    house.records("idc_title", &["x", "X", ""]);
    let back = house.change("idc_title", |field| (field.is_removed, field.is_unique) = (false, true));
    let (missing, twice) = (
        DefinitionError::Missing { records: 1 },
        DefinitionError::Duplicates { records: 1, first: vec!["X".to_owned()] },
    );
    let found: Vec<_> = problems(back).into_iter().map(|(_, error)| error).collect();
    assert_eq!(found, [missing, twice]);
    // Nothing is looked at while it is removed.
    let number = |field: &mut Field| (field.kind, field.max_length, field.is_required) = (FieldKind::Number, 40, false);
    house.change("idc_title", number).unwrap();
    let unfit = DefinitionError::Unfit { records: 2, first: vec!["1".to_owned(), "2".to_owned()] };
    assert_eq!(problem(house.change("idc_title", |field| field.is_removed = false)), (Property::Kind, unfit));
}

#[test]
fn more_records_than_a_page_are_walked() {
    let house = House::new();
    let values: Vec<String> = (0..2_500).map(|number| format!("v{}", number % 2_400)).collect();
    house.records("idc_title", &values.iter().map(String::as_str).collect::<Vec<_>>());
    match problem(house.change("idc_title", |field| field.is_unique = true)) {
        (Property::IsUnique, DefinitionError::Duplicates { records: 100, first }) => {
            assert_eq!(first, ["v0", "v1", "v2", "v3", "v4"]);
        }
        other => panic!("{other:?}"),
    }
    house.change("idc_notes", |field| field.is_unique = true).unwrap();
}

#[test]
fn color_codes_are_checked_and_one_that_records_bear_goes_only_on_purpose() {
    let house = House::new();
    house.records("idc_title", &["a", "b"]);
    let name = |text: &str| ColorCode { code: 1, name: text.to_owned(), color: "#C62828".to_owned() };
    let found = problems(house.edit(|form| form.code(1).wanted = Some(name(""))));
    let required = DefinitionError::Text(FieldError::Required);
    assert_eq!(found, [(Place::ColorName(1), required), (Place::Color(1), DefinitionError::NotAColor)]);
    let in_use = DefinitionError::ColorInUse { records: 2 };
    assert_eq!(problems(house.edit(|form| form.code(1).wanted = None)), [(Place::ColorName(1), in_use)]);
    house.edit(|form| (form.code(1).wanted, form.code(1).may_be_in_use) = (None, true)).unwrap();
    house.edit(|form| form.code(2).wanted = None).unwrap();
    let codes = house.db.write_blocking(|connection| color_codes(connection, &house.project)).unwrap();
    assert_eq!(codes.iter().map(|code| code.code).collect::<Vec<_>>(), [3, 4, 5, 6]);
}

#[test]
fn disjoint_changes_of_two_merge_and_the_same_clashes() {
    let house = House::new();
    let (mut mine, mut theirs) = (house.form(), house.form());
    theirs.get("idc_title").label = "Degree".to_owned();
    theirs.get("idc_notes").is_removed = true;
    theirs.add("idc_theirs");
    theirs.code(1).wanted = None;
    house.save(&theirs).unwrap();
    mine.get("idc_title").max_length = 50;
    mine.add("idc_mine");
    mine.code(2).wanted = None;
    mine.fields.swap(1, 2);
    let edited = house.save(&mine).unwrap();
    assert_eq!((edited.is_changed, edited.found), (true, 2));
    let title = house.field("idc_title");
    assert_eq!((title.label.as_str(), title.max_length), ("Degree", 50));
    let fields = house.fields();
    let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names[..3], ["idc_id_number", "idc_lastname", "idc_firstname"]);
    assert!(names.contains(&"idc_mine") && names.contains(&"idc_theirs") && !names.contains(&"idc_notes"));

    let (mut mine, mut theirs) = (house.form(), house.form());
    theirs.get("idc_title").label = "Rank".to_owned();
    theirs.code(3).wanted = None;
    theirs.fields.swap(2, 3);
    house.save(&theirs).unwrap();
    mine.get("idc_title").label = "Grade".to_owned();
    mine.code(3).wanted = Some(ColorCode { code: 3, name: "Gold".to_owned(), color: "#ffd700".to_owned() });
    mine.fields.swap(1, 2);
    let label = Property::Label.of(&title.id);
    match house.save(&mine) {
        Err(Refused::Clash(clashes)) => {
            assert_eq!(clashes.iter().collect::<Vec<_>>(), [label.as_str(), ORDER, "color_codes.3"]);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(house.field("idc_title").label, "Rank");
}

#[test]
fn the_trail_tells_what_changed_from_what_to_what() {
    let house = House::new();
    let title = house.field("idc_title").id;
    house
        .edit(|form| {
            form.get("idc_title").label = "Degree".to_owned();
            form.code(1).wanted.as_mut().unwrap().name = "Crimson".to_owned();
            form.fields.swap(1, 2);
        })
        .unwrap();
    let change = |field: &str, before: &str, after: &str| Change {
        field: field.to_owned(),
        before: Some(before.to_owned()),
        after: Some(after.to_owned()),
    };
    let told = house.told();
    assert_eq!(told[0], change(&Property::Label.of(&title), "Title", "Degree"));
    assert!(told[1].field == ORDER && told[1].after.as_ref().unwrap().starts_with("idc_id_number, idc_lastname, "));
    assert_eq!(told[2], change("color_codes.1", "#c62828 Red", "#c62828 Crimson"));
    assert_eq!(Property::parse_of(&told[0].field), Some((title, Property::Label)));
}

#[test]
fn what_never_was_served_is_refused_and_so_is_who_may_not() {
    let house = House::new();
    for change in [
        (|form| form.version = 7) as fn(&mut SaveFields),
        |form| *form.fields[0].served.as_mut().unwrap().get_mut(Property::Label) = "lie".to_owned(),
        |form| form.fields[0].field.id = FieldId::new(),
        |form| form.served_order.reverse(),
        |form| form.color_codes[0].served = "lie".to_owned(),
        |form| form.fields[1] = form.fields[0].clone(),
    ] {
        assert!(matches!(house.edit(change), Err(Refused::NeverServed)));
    }
    let form = house.form();
    for role in [PanelRole::Manager, PanelRole::Auditor] {
        let actor = Actor::PanelUser { id: PanelUserId::new(), name: "max".to_owned(), role, address: String::new() };
        let saved = operate_blocking(&house.db, &actor, Timestamp::now(), |tx| save_fields(tx, &form));
        assert!(matches!(saved, Err(Refused::Forbidden(_))));
    }
    let gone = SaveFields { project: ProjectId::new(), ..form };
    assert!(matches!(house.save(&gone), Err(Refused::Gone)));
}
