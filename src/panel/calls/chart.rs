//! The calls of each day as bars, drawn by the server.

use std::borrow::Borrow;

use crate::{
    calls::{Counts, DayCounts, Verdict},
    panel::PageContext,
    texts::Text,
};

/// The height of the highest bar, in units of the drawing.
const HEIGHT: i64 = 120;
/// The width of a bar and the gap behind it.
const WIDTH: i64 = 16;
const GAP: i64 = 4;

/// The chart, with its table.
#[derive(Clone, Debug)]
pub(super) struct Chart {
    /// The oldest day first.
    pub days: Vec<Day>,
    /// The most calls of one day.
    pub most: i64,
    /// All of them.
    pub total: Counts,
}

/// A day of it.
#[derive(Clone, Debug)]
pub(super) struct Day {
    pub name: String,
    pub counts: Counts,
    pub bars: Vec<Bar>,
    /// "Nov 23, 2026: 12 allowed, 3 denied, 1 failed".
    pub title: String,
}

/// One verdict of a day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bar {
    pub verdict: Verdict,
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
}

/// From the ground up.
const STACKED: [Verdict; 3] = [Verdict::Allowed, Verdict::Failed, Verdict::Denied];

impl Chart {
    pub(super) fn of(page: &PageContext, days: &[DayCounts]) -> Self {
        let most = days.iter().map(|day| day.counts.total()).max().unwrap_or(0);
        let shown = (0..).zip(days).map(|(number, DayCounts { day, counts })| {
            let name = page.reader.day(*day);
            let text = page.text("chart-day").arg("day", name.clone());
            let title =
                Verdict::ALL.into_iter().fold(text, |text, verdict| text.arg(verdict.as_str(), counts.of(verdict)));
            Day { bars: bars(number * (WIDTH + GAP), *counts, most), title: title.to_string(), name, counts: *counts }
        });
        Self { days: shown.collect(), most, total: days.iter().map(|day| day.counts).sum() }
    }

    /// The sum of it in words, for who can't see it.
    pub(super) fn text(&self, page: &PageContext) -> Text {
        let text = page.text("chart-text").arg("most", self.most);
        Verdict::ALL.into_iter().fold(text, |text, verdict| text.arg(verdict.as_str(), self.total.of(verdict)))
    }

    /// The `viewBox` of the drawing.
    pub(super) fn view_box(&self) -> String {
        let width = i64::try_from(self.days.len()).unwrap_or(0) * (WIDTH + GAP) - GAP;
        format!("0 0 {width} {HEIGHT}")
    }

    /// How many calls the last days had, with today.
    pub(super) fn last(&self, days: u32) -> Counts {
        self.days.iter().rev().take(days as usize).map(|day| day.counts).sum()
    }
}

impl Day {
    pub(super) fn of(&self, verdict: impl Borrow<Verdict>) -> i64 {
        self.counts.of(*verdict.borrow())
    }
}

/// Whatever there is can be seen: no bar is lower than a unit.
fn bars(x: i64, counts: Counts, most: i64) -> Vec<Bar> {
    let mut y = HEIGHT;
    let there = STACKED.into_iter().filter(|&verdict| counts.of(verdict) > 0);
    let bars = there.map(|verdict| {
        let height = (counts.of(verdict).saturating_mul(HEIGHT) / most.max(1)).max(2);
        y = (y - height).max(0);
        Bar { verdict, x, y, width: WIDTH, height }
    });
    bars.collect()
}
