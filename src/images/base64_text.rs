//! Images as texts.

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::{ImageError, MAX_BYTES};

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// No text of so many bytes holds an image that is small enough, even where each line has but 64 characters.
const LONGEST: usize = MAX_BYTES / 3 * 4 / 64 * 66 + 1024;

/// The bytes of a text in Base64 (RFC 4648, section 4): in lines or not, padded or not, and also as a `data:` URL
/// (RFC 2397), whose media type is not believed.
///
/// Spaces are refused: where a form was not escaped, each was a plus.
///
/// # Errors
/// [`ImageError::NotBase64`], [`ImageError::TooLarge`].
pub fn decode_base64(text: &str) -> Result<Vec<u8>, ImageError> {
    let text = without_scheme(text.trim_ascii())?;
    if text.len() > LONGEST {
        return Err(ImageError::TooLarge);
    }
    let is_in_lines = text.bytes().any(|byte| byte.is_ascii_whitespace());
    let bytes = if is_in_lines {
        LENIENT.decode(text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n' | b'\t')).collect::<Vec<_>>())
    } else {
        LENIENT.decode(text)
    };
    let bytes = bytes.map_err(|_| ImageError::NotBase64)?;
    if bytes.len() > MAX_BYTES { Err(ImageError::TooLarge) } else { Ok(bytes) }
}

fn without_scheme(text: &str) -> Result<&str, ImageError> {
    const SCHEME: &str = "data:";
    const BASE64: &str = ";base64";
    let ends_with = |head: &str, end: &str| {
        head.len().checked_sub(end.len()).and_then(|at| head.get(at..)).is_some_and(|it| it.eq_ignore_ascii_case(end))
    };
    if !text.get(..SCHEME.len()).is_some_and(|start| start.eq_ignore_ascii_case(SCHEME)) {
        return Ok(text);
    }
    let (head, data) = text.split_once(',').ok_or(ImageError::NotBase64)?;
    if ends_with(head, BASE64) { Ok(data.trim_ascii_start()) } else { Err(ImageError::NotBase64) }
}

#[cfg(test)]
mod tests {
    use base64::prelude::BASE64_STANDARD;

    use super::*;

    #[test]
    fn base64_is_taken_as_programs_write_it() {
        for text in [
            "aGVsbG8=",
            "aGVsbG8",
            "aGVs\r\nbG8=\r\n",
            "\n aGVs\tbG8= ",
            "data:image/png;base64,aGVsbG8=",
            "DATA:;BASE64,aGVsbG8",
            "data:image/jpeg;name=a;base64,\naGVs\nbG8=",
        ] {
            assert_eq!(decode_base64(text).as_deref(), Ok(b"hello".as_slice()), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_base64_is_told() {
        for text in [
            "hello!",
            "aGVsbG8==",
            "aGVs bG8=",
            "aGVsb",
            "aGVsbG9",
            "_-__",
            "data:image/png,aGVsbG8=",
            "data:image/png;base64",
            "data:",
            "é",
            "aGVs\u{a0}bG8=",
        ] {
            assert_eq!(decode_base64(text), Err(ImageError::NotBase64), "{text:?}");
        }
        assert_eq!(decode_base64(""), Ok(Vec::new()));
    }

    #[test]
    fn ten_megabytes_are_taken_and_no_more() {
        let lines = |bytes: usize| {
            let text = BASE64_STANDARD.encode(vec![7; bytes]);
            text.as_bytes().chunks(64).flat_map(|line| [line, b"\r\n"].concat()).map(char::from).collect::<String>()
        };
        assert_eq!(decode_base64(&lines(MAX_BYTES)).map(|bytes| bytes.len()), Ok(MAX_BYTES));
        assert_eq!(decode_base64(&lines(MAX_BYTES + 1)), Err(ImageError::TooLarge));
        assert_eq!(decode_base64(&"A".repeat(LONGEST + 1)), Err(ImageError::TooLarge));
    }
}
