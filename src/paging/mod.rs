//! Pages of a list, counted from 1.

/// One page of a list whose length is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// Which page, from 1.
    pub number: i64,
    /// How many items stand on a full one.
    pub size: i64,
    /// How many items there are.
    pub total: i64,
}

impl Pagination {
    /// How many pages there are; an empty list has one.
    #[must_use]
    pub const fn last(self) -> i64 {
        let full = (self.total + self.size - 1) / self.size;
        if full < 1 { 1 } else { full }
    }

    /// How many items stand before this page.
    #[must_use]
    pub const fn offset(self) -> i64 {
        (self.number - 1).saturating_mul(self.size)
    }

    /// The number of the first item on the page; 0 where there is none.
    #[must_use]
    pub const fn first_item(self) -> i64 {
        if self.total == 0 { 0 } else { self.offset().saturating_add(1) }
    }

    /// The number of the last item on the page.
    #[must_use]
    pub const fn last_item(self) -> i64 {
        let end = self.offset().saturating_add(self.size);
        if end < self.total { end } else { self.total }
    }

    /// Whether the list ends before this page.
    #[must_use]
    pub const fn is_past_the_end(self) -> bool {
        self.number > self.last()
    }

    /// The page before, where there is one.
    #[must_use]
    pub fn previous(self) -> Option<i64> {
        (self.number > 1).then(|| self.number - 1)
    }

    /// The page after, where there is one.
    #[must_use]
    pub fn next(self) -> Option<i64> {
        (self.number < self.last()).then(|| self.number + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_count_from_one() {
        let page = Pagination { number: 5, size: 12, total: 57 };
        assert_eq!((page.first_item(), page.last_item(), page.last()), (49, 57, 5));
        assert_eq!((page.previous(), page.next()), (Some(4), None));
        let empty = Pagination { number: 1, size: 12, total: 0 };
        assert_eq!((empty.first_item(), empty.last_item(), empty.last()), (0, 0, 1));
        assert!(Pagination { number: i64::MAX, size: 96, total: 57 }.is_past_the_end());
    }
}
