//! What the fields are to be, of what a form wants and what others saved meanwhile.

use std::{collections::HashSet, fmt::Display, hash::Hash};

use super::{Field, FieldTexts, ORDER, Property, WantedField};
use crate::merge::Clashes;

/// A field as it is saved and as it is to be.
pub(super) struct Combined {
    /// None for a new one.
    pub(super) before: Option<Field>,
    pub(super) after: Field,
    /// Its place among the wanted fields, where it stands there.
    pub(super) place: Option<usize>,
}

/// Combines the wanted fields with the saved ones; none where a wanted one was never saved, or is there twice.
///
/// A new one with the name of a removed one becomes that one, with its kept values.
pub(super) fn combine(wanted: &[WantedField], saved: Vec<Field>, clashes: &mut Clashes) -> Option<Vec<Combined>> {
    let mut all: Vec<Combined> =
        saved.into_iter().map(|field| Combined { after: field.clone(), before: Some(field), place: None }).collect();
    for (place, wanted) in wanted.iter().enumerate().filter(|(_, wanted)| wanted.served.is_some()) {
        let served = wanted.served.as_ref()?;
        let combined = all.iter_mut().find(|combined| combined.after.id == wanted.field.id)?;
        if combined.place.is_some() {
            return None;
        }
        combined.place = Some(place);
        combined.after = merge(served, &wanted.field, combined.before.as_ref()?, clashes);
    }
    for (place, wanted) in wanted.iter().enumerate().filter(|(_, wanted)| wanted.served.is_none()) {
        let is_coming_back = |combined: &&mut Combined| {
            combined.place.is_none() && combined.after.is_removed && combined.after.name == wanted.field.name
        };
        match all.iter_mut().find(is_coming_back) {
            Some(removed) => {
                removed.place = Some(place);
                removed.after = Field { id: removed.after.id.clone(), ..wanted.field.clone() };
            }
            None => all.push(Combined { before: None, after: wanted.field.clone(), place: Some(place) }),
        }
    }
    Some(all)
}

fn merge(served: &FieldTexts, wanted: &Field, saved: &Field, clashes: &mut Clashes) -> Field {
    let mut of = |property: Property| {
        let field = property.of(&saved.id);
        clashes.merge(&field, served.get(property), &wanted, &saved, |field| property.text(field))
    };
    Field {
        id: saved.id.clone(),
        name: of(Property::Name).name.clone(),
        label: of(Property::Label).label.clone(),
        kind: of(Property::Kind).kind,
        max_length: of(Property::MaxLength).max_length,
        is_required: of(Property::IsRequired).is_required,
        is_unique: of(Property::IsUnique).is_unique,
        default_value: of(Property::DefaultValue).default_value.clone(),
        choices: of(Property::Choices).choices.clone(),
        is_removed: of(Property::IsRemoved).is_removed,
    }
}

/// The order of the fields: the wanted one where it was changed here, else the saved one; what only the other has comes
/// after what it follows there.
pub fn order<T: Clone + Eq + Hash + Display>(served: &[T], wanted: &[T], saved: &[T], clashes: &mut Clashes) -> Vec<T> {
    let sets = [served, wanted, saved].map(|ids| ids.iter().collect::<HashSet<_>>());
    let common =
        |ids: &[T]| -> Vec<T> { ids.iter().filter(|id| sets.iter().all(|set| set.contains(id))).cloned().collect() };
    let text = |ids: &Vec<T>| ids.iter().map(T::to_string).collect::<Vec<_>>().join(" ");
    let served = text(&common(served));
    clashes.merge(ORDER, &served, &common(wanted), &common(saved), text);
    if text(&common(wanted)) == served { insert(saved, wanted) } else { insert(wanted, saved) }
}

fn insert<T: Clone + Eq>(base: &[T], others: &[T]) -> Vec<T> {
    let mut order = base.to_vec();
    let mut follows = 0;
    for id in others {
        let found = order.iter().position(|other| other == id);
        let place = found.unwrap_or(follows);
        if found.is_none() {
            order.insert(place, id.clone());
        }
        follows = place + 1;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_that_one_changed_takes_along_what_the_other_added_and_two_clash() {
        let list = |places: &str| places.chars().collect::<Vec<_>>();
        for (served, wanted, saved, expected, clashes) in [
            ("012", "012", "012", "012", false),
            ("012", "210", "012", "210", false),
            ("012", "012", "210", "210", false),
            ("012", "0312", "2104", "21034", false),
            ("012", "2103", "0142", "21403", false),
            ("012", "210", "120", "210", true),
            ("012", "210", "210", "210", false),
            ("012", "01", "0123", "0123", false),
        ] {
            let mut found = Clashes::default();
            let merged = order(&list(served), &list(wanted), &list(saved), &mut found);
            assert_eq!(merged.iter().collect::<String>(), expected, "{served} {wanted} {saved}");
            assert_eq!(found.has(ORDER), clashes, "{served} {wanted} {saved}");
        }
    }
}
