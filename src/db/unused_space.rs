//! Overwriting what is left of erased values in the unused space of pages.
//!
//! `secure_delete` overwrites a cell where it is deleted. But where SQLite balances a b-tree, cells move to other pages, and
//! a page that is rebuilt keeps old copies of them between its cell pointers and its cells, where a later deletion does not
//! look for them. Nothing reads that space, so it can be overwritten at any time. Where it lies is told by the file format,
//! <https://www.sqlite.org/fileformat2.html#b_tree_pages>.

use std::ops::Range;

use diesel::{
    prelude::*,
    sql_types::{BigInt, Binary, Integer},
};

use crate::db::{DbConnection, DbResult, statement};

statement! {
    struct ReadPage { page: i64 } -> Binary;
    "SELECT data FROM sqlite_dbpage WHERE pgno = " [page: BigInt]
}

statement! {
    struct WritePage { data: Vec<u8>, page: i64 } -> Integer;
    "UPDATE sqlite_dbpage SET data = " [data: Binary]
    " WHERE pgno = " [page: BigInt]
}

statement! {
    /// How many pages the file has; none where a page that is part of no b-tree can't be told from one. Such a page begins with the number of another page, in four
    /// bytes and big-endian, which looks like a kind of page from 0x02000000 on, 128 GiB of the usual pages. The
    /// pages of pointers that `auto_vacuum` adds look like one always.
    struct PageCount { most: i64 } -> BigInt;
    "SELECT page_count FROM pragma_page_count, pragma_auto_vacuum WHERE auto_vacuum = 0 AND page_count < " [most: BigInt]
}

const MOST_PAGES: i64 = 0x0200_0000;

/// Overwrites the unused space of so many pages, beginning with `first`, in the transaction that is under way. The first
/// page after them; none where the file ends.
pub(super) fn overwrite(connection: &mut DbConnection, first: i64, pages: i64) -> DbResult<Option<i64>> {
    let in_file: Option<i64> = PageCount { most: MOST_PAGES }.get_result(connection).optional()?;
    let Some(in_file) = in_file else {
        tracing::warn!(
            "what was erased may be left in the unused space of pages: the file is too large, or has auto_vacuum"
        );
        return Ok(None);
    };
    let next = first + pages;
    for page in first..next.min(in_file + 1) {
        let mut data: Vec<u8> = ReadPage { page }.get_result(connection)?;
        let Some(unused) = unused(&data, page == 1).and_then(|range| data.get_mut(range)) else { continue };
        if unused.iter().any(|&byte| byte != 0) {
            unused.fill(0);
            WritePage { data, page }.execute(connection)?;
        }
    }
    Ok(Some(next).filter(|&next| next <= in_file))
}

/// Where the page of a b-tree has no cells; none for other pages.
fn unused(page: &[u8], is_first: bool) -> Option<Range<usize>> {
    let header = page.get(if is_first { 100 } else { 0 }..)?;
    let pointers = page.len() - header.len()
        + match header.first()? {
            2 | 5 => 12,
            10 | 13 => 8,
            _ => return None,
        };
    let number = |at: usize| Some(usize::from(u16::from_be_bytes([*header.get(at)?, *header.get(at + 1)?])));
    let begin = pointers + 2 * number(3)?;
    // 65,536 does not fit.
    let end = Some(number(5)?).filter(|&end| end != 0).unwrap_or(65_536);
    (begin <= end && end <= page.len()).then_some(begin..end)
}
