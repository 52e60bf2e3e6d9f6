//! The contract of the Producer API said a second time, by its words and in its order, and held against [`decide`]. It
//! takes nothing from how that decides.

use super::*;

use Privilege::{Access, Add, Deactivate, Edit, Erase, Photo, Preview, Print, Signature, Trash};

/// When a row of the contract's table speaks of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Always,
    With(Part),
    /// None of the deed's other rows does.
    Otherwise,
}

use When::{Always, Otherwise, With};

/// The contract's table: of these privileges one is enough. `insert_record` takes what `update_record` takes for the same
/// member, so that nobody makes what they may not turn a record into.
const CONTRACT: &[(Deed, When, &[Privilege])] = &[
    (Deed::GetRecord, With(Part::Preview), &[Preview, Print]),
    (Deed::GetBadgePreview, Always, &[Preview, Print]),
    (Deed::InsertRecord, Always, &[Add]),
    (Deed::InsertRecord, With(Part::Activity), &[Deactivate]),
    (Deed::InsertRecord, With(Part::Trash), &[Trash]),
    (Deed::InsertRecord, With(Part::Photo), &[Photo]),
    (Deed::InsertRecord, With(Part::Signature), &[Signature]),
    (Deed::UpdateRecord, With(Part::Values), &[Edit]),
    (Deed::UpdateRecord, Otherwise, &[Edit]),
    (Deed::UpdateRecord, With(Part::Activity), &[Deactivate]),
    (Deed::UpdateRecord, With(Part::Trash), &[Trash]),
    (Deed::UpdateRecord, With(Part::Photo), &[Photo]),
    (Deed::UpdateRecord, With(Part::Signature), &[Signature]),
    (Deed::PrintCard, Always, &[Print]),
];

/// The rows that speak of a call.
fn rows(deed: Deed, parts: Parts) -> Vec<&'static [Privilege]> {
    let of_deed = || CONTRACT.iter().filter(|(other, ..)| *other == deed);
    let is_other = |when: When| matches!(when, With(part) if parts.contains(part));
    let speaks = |when: When| match when {
        Always => true,
        With(part) => parts.contains(part),
        Otherwise => !of_deed().any(|&(_, other, _)| is_other(other)),
    };
    of_deed().filter(|&&(_, when, _)| speaks(when)).map(|&(.., enough)| enough).collect()
}

/// The parts that a deed has rows for.
fn known(deed: Deed) -> Parts {
    let part = |&(other, when, _): &_| if let (true, With(part)) = (other == deed, when) { Some(part) } else { None };
    CONTRACT.iter().filter_map(part).collect()
}

/// "Erase Records; or Trash/Delete Records, if the API user's role is Administrator and the record is in Trash."
fn may_delete(held: PrivilegeSet, role: ApiUserRole, record: RecordState) -> bool {
    match (held.contains(Erase), held.contains(Trash), role, record) {
        (true, ..) | (false, true, ApiUserRole::Administrator, RecordState::Trash) => true,
        (false, ..) => false,
    }
}

/// What is missing in a project that can be reached.
fn missing(
    rows: &[&[Privilege]],
    deed: Deed,
    held: PrivilegeSet,
    role: ApiUserRole,
    record: RecordState,
) -> Option<Rule> {
    if deed == Deed::DeleteRecord && !may_delete(held, role, record) {
        return Some(Rule::Erase);
    }
    let lacks = |enough: &&&[Privilege]| !enough.iter().any(|&privilege| held.contains(privilege));
    rows.iter().find(lacks).map(|enough| match enough {
        [only] => Rule::Holds(*only),
        _ => Rule::PreviewOrPrint,
    })
}

/// The checks before the privileges: 3, the API user; 4, the project, whose two reasons are one answer.
fn unreachable(api_user: Status, project: Status, held: PrivilegeSet) -> Option<Rule> {
    match (api_user, project, held.contains(Access)) {
        (Status::Inactive | Status::Trash, ..) => Some(Rule::ActiveApiUser),
        (_, Status::Inactive | Status::Trash, _) => Some(Rule::ActiveProject),
        (.., false) => Some(Rule::Holds(Access)),
        _ => None,
    }
}

fn every_set() -> impl Iterator<Item = PrivilegeSet> {
    (0..1024).filter_map(PrivilegeSet::from_bits)
}

fn every_parts() -> impl Iterator<Item = Parts> {
    (0..64).filter_map(Parts::from_bits)
}

fn verdict(standing: Standing, deed: Deed, parts: Parts, record: RecordState) -> Option<Rule> {
    decide(standing, Action::new(deed, parts), record).err().map(|denied| denied.0)
}

#[test]
fn the_contract_and_the_decision_agree_in_every_case() {
    let mut cases = 0_u32;
    for deed in Deed::ALL {
        let known = known(deed);
        let own: Vec<Parts> = every_parts().filter(|parts| parts.bits() & !known.bits() == 0).collect();
        for parts in own {
            let rows = rows(deed, parts);
            for (role, record) in
                ApiUserRole::ALL.into_iter().flat_map(|role| RecordState::ALL.map(|state| (role, state)))
            {
                for privileges in every_set() {
                    let missing = missing(&rows, deed, privileges, role, record);
                    for (api_user, project) in
                        Status::ALL.into_iter().flat_map(|one| Status::ALL.map(|other| (one, other)))
                    {
                        let standing = Standing { api_user, role, project, privileges };
                        let expected = unreachable(api_user, project, privileges).or(missing);
                        let decided = verdict(standing, deed, parts, record);
                        assert_eq!(decided, expected, "{deed:?} {parts:?} {record:?} {standing:?}");
                        cases += 1;
                    }
                }
            }
        }
    }
    let patterns = [2, 1, 1, 1, 16, 32, 1, 1].into_iter().sum::<u32>();
    assert_eq!(cases, patterns * 1024 * 3 * 2 * 3 * 4);
}

/// So the cases above stand for all patterns of parts: every set of privileges is met with each, the role, the statuses
/// and the state of the record in turn.
#[test]
fn parts_that_a_deed_does_not_know_change_nothing() {
    let mut turn = 0;
    for deed in Deed::ALL {
        for parts in every_parts() {
            let own = Parts::from_bits(parts.bits() & known(deed).bits()).unwrap();
            let rules = |parts| Action::new(deed, parts).rules().collect::<Vec<_>>();
            assert_eq!(rules(parts), rules(own), "{deed:?} {parts:?}");
            for privileges in every_set() {
                turn += 1;
                let (role, record) = (ApiUserRole::ALL[turn % 2], RecordState::ALL[turn / 2 % 4]);
                let is_reached = turn % 7 != 0;
                let [api_user, project] =
                    if is_reached { [Status::Active; 2] } else { [Status::ALL[turn % 3], Status::ALL[turn / 3 % 3]] };
                let standing = Standing { api_user, role, project, privileges };
                let verdicts = [parts, own].map(|parts| verdict(standing, deed, parts, record));
                assert_eq!(verdicts[0], verdicts[1], "{deed:?} {parts:?} {record:?} {standing:?}");
            }
        }
    }
}

#[test]
fn the_words_of_the_rules_are_read_back() {
    let rules = Deed::ALL.into_iter().flat_map(|deed| Action::new(deed, Parts::ALL).rules());
    for rule in rules {
        assert_eq!(Rule::parse(rule.as_str()), Some(rule), "{rule:?}");
    }
    assert_eq!(Rule::parse("nothing"), None);
}
