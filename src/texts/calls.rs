//! What calls are called: what they do, what they take, what becomes of them.

use super::Text;
use crate::{
    authentication::LoginFailure,
    authorization::{Action, Deed, Part, Privilege, RecordState, Rule},
    calls::Verdict,
    locale::Locale,
};

impl Deed {
    /// What it does.
    #[must_use]
    pub fn text(self, locale: Locale) -> Text {
        locale.text(match self {
            Self::GetRecord => "deed-get-record",
            Self::GetAllRecords => "deed-get-all-records",
            Self::GetPhotoId => "deed-get-photo-id",
            Self::GetBadgePreview => "deed-get-badge-preview",
            Self::InsertRecord => "deed-insert-record",
            Self::UpdateRecord => "deed-update-record",
            Self::DeleteRecord => "deed-delete-record",
            Self::PrintCard => "deed-print-card",
        })
    }
}

impl Part {
    /// What it is, behind what the call does.
    #[must_use]
    pub fn text(self, locale: Locale) -> Text {
        locale.text(match self {
            Self::Values => "part-values",
            Self::Activity => "part-activity",
            Self::Trash => "part-trash",
            Self::Photo => "part-photo",
            Self::Signature => "part-signature",
            Self::Preview => "part-preview",
        })
    }
}

impl Action {
    /// "Update record: values, Trash", with the parts that its deed knows.
    #[must_use]
    pub fn text(self, locale: Locale) -> Text {
        let parts = self.deed().parts().filter(|&part| self.parts().contains(part));
        let parts: Vec<String> = parts.map(|part| part.text(locale).to_string()).collect();
        let deed = self.deed().text(locale);
        if parts.is_empty() {
            return deed;
        }
        locale.text("labelled").arg("label", deed.to_string()).arg("value", parts.join(", "))
    }
}

impl RecordState {
    /// The record that a call is about.
    #[must_use]
    pub fn text(self, locale: Locale) -> Text {
        locale.text(match self {
            Self::Absent => "record-state-absent",
            Self::Active => "record-state-active",
            Self::Inactive => "record-state-inactive",
            Self::Trash => "record-state-trash",
        })
    }
}

impl Rule {
    /// What must be so.
    #[must_use]
    pub fn text(self, locale: Locale) -> Text {
        let name = |privilege: Privilege| privilege.text(locale).to_string();
        match self {
            Self::ActiveApiUser => locale.text("rule-active-api-user"),
            Self::ActiveProject => locale.text("rule-active-project"),
            Self::Holds(privilege) => locale.text("rule-holds").arg("privilege", name(privilege)),
            Self::PreviewOrPrint => locale
                .text("rule-preview-or-print")
                .arg("preview", name(Privilege::Preview))
                .arg("print", name(Privilege::Print)),
            Self::Erase => {
                locale.text("rule-erase").arg("erase", name(Privilege::Erase)).arg("trash", name(Privilege::Trash))
            }
        }
    }

    /// Why a call was denied.
    #[must_use]
    pub fn broken_text(self, locale: Locale) -> Text {
        let name = |privilege: Privilege| privilege.text(locale).to_string();
        match self {
            Self::ActiveApiUser => locale.text("broken-active-api-user"),
            Self::ActiveProject => locale.text("broken-active-project"),
            Self::Holds(privilege) => locale.text("broken-holds").arg("privilege", name(privilege)),
            Self::PreviewOrPrint => locale
                .text("broken-preview-or-print")
                .arg("preview", name(Privilege::Preview))
                .arg("print", name(Privilege::Print)),
            Self::Erase => locale.text("broken-erase").arg("erase", name(Privilege::Erase)),
        }
    }
}

impl Verdict {
    /// What became of a call.
    #[must_use]
    pub fn text(self, locale: Locale) -> Text {
        locale.text(match self {
            Self::Allowed => "verdict-allowed",
            Self::Denied => "verdict-denied",
            Self::Failed => "verdict-failed",
        })
    }
}

impl Verdict {
    /// What calls are that have this in common, to be counted.
    #[must_use]
    pub fn counted_text(self, locale: Locale) -> Text {
        locale.text(match self {
            Self::Allowed => "calls-count-allowed",
            Self::Denied => "calls-count-denied",
            Self::Failed => "calls-count-failed",
        })
    }
}

impl LoginFailure {
    /// Why a login failed.
    #[must_use]
    pub(crate) fn text(self, locale: Locale) -> Text {
        locale.text(match self {
            Self::MissingCredentials => "login-failure-missing-credentials",
            Self::UnknownUsername => "login-failure-unknown-username",
            Self::WrongPassword => "login-failure-wrong-password",
            Self::Inactive => "login-failure-inactive",
            Self::Trash => "login-failure-trash",
            Self::MissingKey => "login-failure-missing-key",
            Self::WrongKey => "login-failure-wrong-key",
            Self::Changed => "login-failure-changed",
            Self::TooSoon => "login-failure-too-soon",
        })
    }
}

/// Why a call failed that broke no rule, by the word of its error; none where the word is no longer used.
#[must_use]
pub(crate) fn call_error(word: &str, locale: Locale) -> Option<Text> {
    Some(locale.text(match word {
        "project_forbidden" => "call-error-no-project",
        "unauthorized" => "broken-active-api-user",
        "privilege_missing" => "call-error-privilege-missing",
        "unknown_action" | "member_missing" | "member_invalid" | "idempotency_key_invalid" => {
            "call-error-member-invalid"
        }
        "record_not_found" => "call-error-record-not-found",
        "photo_not_found" => "call-error-photo-not-found",
        "busy" => "call-error-busy",
        "quota_exhausted" => "call-error-quota-exhausted",
        "idempotency_key_reused" => "call-error-idempotency-key-reused",
        "unknown_field" => "call-error-unknown-field",
        "read_only_field" => "call-error-read-only-field",
        "value_required" => "call-error-value-required",
        "value_invalid" => "call-error-value-invalid",
        "duplicate_value" => "call-error-duplicate-value",
        "changed_meanwhile" => "call-error-changed-meanwhile",
        "database" | "internal" => "call-error-internal",
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authorization::{Denied, Parts};
    use crate::calls::CallError;
    use crate::images::ImagingError;

    #[test]
    fn an_action_is_told_with_the_parts_that_take_a_privilege() {
        let text = |deed, parts: &[Part]| {
            Action::new(deed, parts.iter().copied().collect::<Parts>()).text(Locale::En).to_string()
        };
        assert_eq!(text(Deed::UpdateRecord, &[Part::Trash, Part::Values]), "Update record: values, Trash");
        assert_eq!(text(Deed::UpdateRecord, &[]), "Update record: values");
        assert_eq!(text(Deed::GetRecord, &[Part::Preview]), "Get record: card preview");
        assert_eq!(text(Deed::GetAllRecords, &Part::ALL), "Get all records");
    }

    #[test]
    fn errors_of_calls_are_told() {
        for error in [
            CallError::NoProject,
            CallError::Denied(Denied(Rule::Erase)),
            CallError::NotUnderstood,
            CallError::NotFound,
            CallError::NoPhoto,
            CallError::Imaging(ImagingError::Busy),
            CallError::QuotaExhausted,
            CallError::KeyReused,
        ] {
            assert!(call_error(error.word(), Locale::En).is_some(), "{error}");
        }
    }
}
