//! Ticking or clearing a row, a column or the whole page at once, and the way back.

use super::matrix::Row;
use crate::{
    authorization::{Privilege, PrivilegeSet},
    ids::ProjectId,
};

/// What is toggled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Toggle {
    /// All privileges in a project.
    Row(ProjectId),
    /// A privilege in all projects of the page.
    Column(Privilege),
    /// All privileges of the page.
    All,
}

/// What was toggled last: how often in a row, and what stood there before the first time. The first time ticks all (or
/// clears all, where all is ticked), the second gives what stood before; where that was mixed, the third clears all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Toggled {
    toggle: Toggle,
    times: u8,
    before: Vec<(ProjectId, PrivilegeSet)>,
}

/// Whether all of some boxes are ticked, as `aria-pressed` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ticked {
    All,
    Some,
    None,
}

impl Toggle {
    pub(super) fn parse(word: &str) -> Option<Self> {
        match word.split_once(':') {
            Some(("row", project)) => ProjectId::parse(project).map(Self::Row),
            Some(("column", privilege)) => Privilege::parse(privilege).map(Self::Column),
            None if word == "all" => Some(Self::All),
            _ => None,
        }
    }

    fn word(&self) -> String {
        match self {
            Self::Row(project) => format!("row:{project}"),
            Self::Column(privilege) => format!("column:{}", privilege.as_str()),
            Self::All => "all".to_owned(),
        }
    }

    /// The privileges of a project that it toggles.
    fn reach(&self, project: &ProjectId) -> PrivilegeSet {
        match self {
            Self::Row(row) if row == project => PrivilegeSet::ALL,
            Self::Row(_) => PrivilegeSet::NONE,
            Self::Column(privilege) => PrivilegeSet::NONE.with(*privilege),
            Self::All => PrivilegeSet::ALL,
        }
    }

    /// How many of the boxes that it reaches are ticked.
    pub(super) fn ticked<'a>(&self, rows: impl Iterator<Item = (&'a ProjectId, PrivilegeSet)>) -> Ticked {
        let (mut ticked, mut reached) = (0, 0);
        for (project, selected) in rows {
            let reach = self.reach(project);
            ticked += PrivilegeSet::NONE.replaced(reach, selected).len();
            reached += reach.len();
        }
        match ticked {
            0 => Ticked::None,
            all if all == reached => Ticked::All,
            _ => Ticked::Some,
        }
    }
}

impl Toggled {
    /// Toggles once more; `last` is what was toggled before.
    pub(super) fn press(toggle: Toggle, last: Option<Self>, rows: &mut [Row]) -> Self {
        let last = last.filter(|last| last.toggle == toggle && last.stands_in(rows));
        let before = || rows.iter().map(|row| (row.project.id.clone(), row.selected)).collect();
        let toggled = match last {
            Some(last) => Self { times: last.times.wrapping_add(1), ..last },
            None => Self { toggle, times: 1, before: before() },
        };
        for (row, (_, selected)) in rows.iter_mut().zip(toggled.left()) {
            row.selected = selected;
        }
        toggled
    }

    /// What it left in each project.
    fn left(&self) -> impl Iterator<Item = (&ProjectId, PrivilegeSet)> {
        let ticked = self.toggle.ticked(self.before.iter().map(|(project, before)| (project, *before)));
        let to = match (self.times % 4, ticked) {
            (0 | 2, _) => None,
            (_, Ticked::All) | (3, Ticked::Some) => Some(PrivilegeSet::NONE),
            _ => Some(PrivilegeSet::ALL),
        };
        self.before.iter().map(move |(project, before)| {
            let left = to.map_or(*before, |to| before.replaced(self.toggle.reach(project), to));
            (project, left)
        })
    }

    /// Whether nothing was ticked or cleared by hand since.
    fn stands_in(&self, rows: &[Row]) -> bool {
        self.left().eq(rows.iter().map(|row| (&row.project.id, row.selected)))
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        let mut words = word.splitn(3, '=');
        let (toggle, times) = (Toggle::parse(words.next()?)?, words.next()?.parse().ok()?);
        let before = words.next()?.split(',').map(|pair| {
            let (project, bits) = pair.split_once(':')?;
            Some((ProjectId::parse(project)?, PrivilegeSet::from_bits(bits.parse().ok()?)?))
        });
        Some(Self { toggle, times, before: before.collect::<Option<_>>()? })
    }

    /// As it travels hidden.
    pub(super) fn word(&self) -> String {
        let before: Vec<String> =
            self.before.iter().map(|(project, before)| format!("{project}:{}", before.bits())).collect();
        format!("{}={}={}", self.toggle.word(), self.times, before.join(","))
    }
}

impl Ticked {
    /// The value of `aria-pressed`.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::All => "true",
            Self::Some => "mixed",
            Self::None => "false",
        }
    }
}
