//! What an answer is written as.

/// `api_output_format`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OutputFormat {
    /// The envelope as JSON.
    #[default]
    Json,
    /// The envelope as XML.
    Xml,
    /// The Base64 text of a photo or a preview alone; errors are JSON.
    Base64,
}

impl OutputFormat {
    /// Those of every action.
    pub(super) const ENVELOPES: [Self; 2] = [Self::Json, Self::Xml];
    /// Those of an action that answers one picture.
    pub(super) const ALL: [Self; 3] = [Self::Json, Self::Xml, Self::Base64];

    /// Its word in the API.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Base64 => "base64",
        }
    }

    /// Of the answers that it is for.
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Xml => "application/xml; charset=utf-8",
            Self::Base64 => "text/plain; charset=utf-8",
        }
    }
}
