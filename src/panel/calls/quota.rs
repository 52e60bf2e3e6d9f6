//! POST /api-users/{id}/quota

use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::{
    api_user::{Loaded, Refusal},
    view::View,
};
use crate::{
    api_users::Refused,
    calls::{self, SetQuota},
    ids::ApiUserId,
    input::{FormErrors, Quota},
    panel::{ClashChoice, CurrentUser, Flash, PageContext, PanelError, form_fields, paths, see_other},
    web::{AppState, FormBody, Id},
};

const SAVED: Flash = Flash::new("flash-quota-saved");

form_fields! {
    pub(super) enum Field {
        Quota = "quota", "field-quota";
    }
}

/// The form as typed.
#[derive(Clone, Debug)]
pub(super) struct QuotaForm {
    pub(super) quota: String,
    /// The quota that the form was served with.
    pub(super) served: String,
    /// The version of the API user that it was served with.
    pub(super) version: i64,
}

impl QuotaForm {
    /// What is saved.
    pub(super) fn of(loaded: &Loaded) -> Self {
        let quota = loaded.quota.map(|quota| quota.to_string()).unwrap_or_default();
        Self { served: quota.clone(), quota, version: loaded.user.version }
    }
}

/// Sets the quota.
pub(crate) async fn set_quota(
    state: Data<AppState>,
    user: CurrentUser,
    page: PageContext,
    id: Id<ApiUserId>,
    body: FormBody,
) -> Result<HttpResponse, PanelError> {
    let (fields, id) = (&body.0, id.0);
    let theirs = ClashChoice::theirs(fields, "quota")?;
    let form = QuotaForm {
        quota: match theirs {
            Some(theirs) => theirs,
            None => fields.one("quota")?,
        },
        served: fields.one("served.quota")?,
        version: fields.number("version")?,
    };
    if fields.optional("intent")?.as_deref() == Some("resume") {
        return show_again(&state, user, page, (id, form), None).await;
    }
    let quota = match Quota::parse(&form.quota) {
        Ok(quota) => quota,
        Err(error) => {
            let refusal = Refusal { errors: FormErrors::one(Field::Quota, error), clashes: None };
            return show_again(&state, user, page, (id, form), Some(refusal)).await;
        }
    };
    let wanted = SetQuota { id: id.clone(), served: form.served.clone(), quota };
    match user.operate(&state.db, page.reader.now, move |tx| calls::set_quota(tx, &wanted)).await {
        Ok(edited) => {
            let flash = if edited.is_changed { SAVED } else { Flash::NOTHING_CHANGED };
            Ok(see_other(&paths::api_user_calls(&id), Some((flash, &state.cookies))))
        }
        Err(Refused::Clash(clashes)) => {
            let refusal = Refusal { errors: FormErrors::default(), clashes: Some(clashes) };
            show_again(&state, user, page, (id, form), Some(refusal)).await
        }
        Err(refused) => Err(refused.into()),
    }
}

/// The tab with the form as it was typed: refused, or back from signing in, unsaved.
async fn show_again(
    state: &AppState,
    user: CurrentUser,
    page: PageContext,
    (id, mut form): (ApiUserId, QuotaForm),
    refusal: Option<Refusal>,
) -> Result<HttpResponse, PanelError> {
    let (view, now, since) = (View::of(paths::api_user_calls(&id)), page.reader.now, form.version);
    let read = move |connection: &mut _| Loaded::load(connection, &user, &id, view, Some(since), now);
    let loaded = state.db.read(read).await?;
    let (status, refusal) = match refusal {
        None => (StatusCode::OK, Refusal::default()),
        Some(refusal) if refusal.clashes.is_some() => {
            // The form stands on what is saved now: to save it again is one click.
            form = QuotaForm { quota: form.quota, ..QuotaForm::of(&loaded) };
            (StatusCode::CONFLICT, refusal)
        }
        Some(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, refusal),
    };
    loaded.answer(status, page, state, form, refusal)
}
