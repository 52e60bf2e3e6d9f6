//! The chunks of a WebP (RFC 9649), which decoders believe.

use super::ImageError;

/// The length of the file as its header says, and the sizes that its parts say, which must be one: decoders make room
/// for a chunk, and for the picture in it, before they see that the file has no such thing.
///
/// # Errors
/// [`ImageError::Broken`].
pub(super) fn check(bytes: &[u8]) -> Result<usize, ImageError> {
    let length = little_endian(bytes.get(4..8)).map(|size| size + 8);
    let length = length.filter(|&length| length <= bytes.len()).ok_or(ImageError::Broken)?;
    let mut rest = bytes.get(12..length).ok_or(ImageError::Broken)?;
    let mut size = None;
    while !rest.is_empty() {
        let (header, after) = rest.split_at_checked(8).ok_or(ImageError::Broken)?;
        let (kind, length) = header.split_at(4);
        let length = little_endian(Some(length)).ok_or(ImageError::Broken)?;
        let (data, after) = after.split_at_checked(length).ok_or(ImageError::Broken)?;
        if let Some(said) = size_in(kind, data)?
            && *size.get_or_insert(said) != said
        {
            return Err(ImageError::Broken);
        }
        // Chunks have an even length, but the last one is often left without its padding.
        rest = after.get(length % 2..).unwrap_or_default();
    }
    Ok(length)
}

/// Width and height, where this chunk says them.
fn size_in(kind: &[u8], data: &[u8]) -> Result<Option<(usize, usize)>, ImageError> {
    let number = |range| little_endian(data.get(range)).ok_or(ImageError::Broken);
    Ok(Some(match kind {
        b"VP8X" => (1 + number(4..7)?, 1 + number(7..10)?),
        b"VP8 " => (number(6..8)? & 0x3fff, number(8..10)? & 0x3fff),
        b"VP8L" => {
            let sides = number(1..5)?;
            (1 + (sides & 0x3fff), 1 + (sides >> 14 & 0x3fff))
        }
        _ => return Ok(None),
    }))
}

fn little_endian(bytes: Option<&[u8]>) -> Option<usize> {
    Some(bytes?.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte)))
}
