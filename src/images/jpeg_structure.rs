//! The segments of a JPEG, which decoders are too lenient about.

use super::ImageError;

/// The most scans of a picture: a camera writes one, a progressive picture about ten. Each can cost as much as the whole
/// picture while it takes a few bytes.
const MOST_SCANS: usize = 64;

/// Makes sure that the picture does not end before its end, which decoders would fill up with gray, that it has not too many
/// scans, and that its colors are no finer than its lightness, at which a decoder panics and which no camera writes.
///
/// # Errors
/// [`ImageError::Broken`].
pub(super) fn check(bytes: &[u8]) -> Result<(), ImageError> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    let mut scans = 0;
    loop {
        let at = rest.iter().position(|&byte| byte == 0xff).ok_or(ImageError::Broken)?;
        rest = &rest[at..];
        let fill = rest.iter().take_while(|&&byte| byte == 0xff).count();
        let (&marker, after) = rest[fill..].split_first().ok_or(ImageError::Broken)?;
        rest = match marker {
            // A byte of the picture, a restart, and what has no length.
            0x00 | 0x01 | 0xd0..=0xd8 => after,
            0xd9 => return if scans > 0 { Ok(()) } else { Err(ImageError::Broken) },
            _ => {
                scans += usize::from(marker == 0xda);
                let [high, low, ..] = after else { return Err(ImageError::Broken) };
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                if is_frame(marker) {
                    check_sampling(after.get(..length).unwrap_or_default())?;
                }
                after.get(length..).filter(|_| length >= 2 && scans <= MOST_SCANS).ok_or(ImageError::Broken)?
            }
        };
    }
}

/// Whether a segment is the head of a picture (ITU-T T.81, table B.1).
const fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// Makes sure that no component has more samples than the first one.
fn check_sampling(frame: &[u8]) -> Result<(), ImageError> {
    let components = frame.get(8..).unwrap_or_default().chunks_exact(3);
    let mut factors = components.filter_map(|component| component.get(1)).map(|both| (both >> 4, both & 0xf));
    let (across, down) = factors.next().ok_or(ImageError::Broken)?;
    if factors.all(|(x, y)| x <= across && y <= down) { Ok(()) } else { Err(ImageError::Broken) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &[u8] = &[0xff, 0xd8];
    const COMMENT: &[u8] = &[0xff, 0xfe, 0, 4, 0xff, 0xd9];
    const SCAN: &[u8] = &[0xff, 0xda, 0, 2, 1, 0xff, 0x00, 0xff, 0xd0, 2];
    const END: &[u8] = &[0xff, 0xff, 0xd9];

    #[test]
    fn a_whole_picture_ends() {
        assert_eq!(check(&[START, COMMENT, SCAN, SCAN, END, b"trailer"].concat()), Ok(()));
        let whole = [START, COMMENT, SCAN, END].concat();
        for length in 0..whole.len() {
            assert_eq!(check(&whole[..length]), Err(ImageError::Broken), "{length}");
        }
        assert_eq!(check(&[START, END].concat()), Err(ImageError::Broken));
        assert_eq!(check(&[START, &[0xff, 0xe0, 0, 1], SCAN, END].concat()), Err(ImageError::Broken));
    }

    #[test]
    fn colors_are_no_finer_than_lightness() {
        let frame = |marker, [first, second]: [u8; 2]| {
            [START, &[0xff, marker, 0, 14, 8, 0, 9, 0, 9, 2, 1, first, 0, 2, second, 0], SCAN, END].concat()
        };
        for whole in [[0x11, 0x11], [0x22, 0x11], [0x21, 0x21], [0x41, 0x11]] {
            assert_eq!(check(&frame(0xc0, whole)), Ok(()), "{whole:x?}");
        }
        for broken in [[0x11, 0x12], [0x11, 0x21], [0x41, 0x12], [0x11, 0x41]] {
            assert_eq!(check(&frame(0xc2, broken)), Err(ImageError::Broken), "{broken:x?}");
            assert_eq!(check(&frame(0xc4, broken)), Ok(()), "a table of codes");
        }
    }

    #[test]
    fn scans_are_counted() {
        let scans = |count| [START, &SCAN.repeat(count), END].concat();
        assert_eq!(check(&scans(MOST_SCANS)), Ok(()));
        assert_eq!(check(&scans(MOST_SCANS + 1)), Err(ImageError::Broken));
    }
}
