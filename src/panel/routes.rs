//! THE table of the panel's routes, and what stands around them.

use actix_session::{SessionMiddleware, config::BrowserSession};
use actix_web::{
    HttpResponse,
    cookie::SameSite,
    guard::fn_guard,
    middleware::from_fn,
    web::{self, ServiceConfig, resource},
};

use super::{
    PageRequest, PanelError, Viewer, account, api_client, api_users, calls, cards, context, error_pages, explain,
    guards::{cross_site, form_limit, signed_in},
    help, my, paths, projects, records, see_other, sign_in,
};
use crate::web::{AppState, CookieSessions, compress, refuse_chunked};

/// Mounts the panel, whose scope takes every path that nothing before it took.
pub(crate) fn routes(state: &AppState, config: &mut ServiceConfig) {
    let session = SessionMiddleware::builder(CookieSessions, state.key.clone())
        .cookie_name(state.cookies.session())
        .cookie_secure(state.cookies.secure())
        .cookie_same_site(SameSite::Lax)
        .session_lifecycle(BrowserSession::default())
        .build();

    config.service(
        web::scope("")
            // Public: signing in, help.
            .service(resource("/sign-in").get(sign_in::show).post(sign_in::submit).wrap(from_fn(form_limit::sign_in)))
            .service(resource("/first-run/{token}").get(sign_in::show_first_run).post(sign_in::submit_first_run))
            .service(resource("/language").post(account::choose_language))
            .service(resource("/help").get(help::index))
            .service(resource("/help/{slug}").get(help::show))
            // For whoever is signed in.
            .service(resource("/").get(home).wrap(from_fn(signed_in::anybody)))
            .service(resource("/sign-out").post(sign_in::sign_out).wrap(from_fn(signed_in::anybody)))
            .service(resource("/password-strength").post(account::password_strength).wrap(from_fn(signed_in::anybody)))
            // For API users who are signed in. A guard in the place of a prefix, so that their paths stand here whole.
            .service(
                web::scope("")
                    .guard(fn_guard(|context| paths::is_of_api_users(context.head().uri.path())))
                    .service(resource("/my/projects").get(my::projects))
                    .service(resource("/my/account").get(my::show_account).post(my::save_account))
                    .service(resource("/my/account/password").post(my::change_password))
                    .default_service(web::to(nowhere))
                    .wrap(from_fn(signed_in::api_users)),
            )
            // Records, for both: people by their role, API users by their privileges.
            .service(
                web::scope("")
                    .guard(fn_guard(|context| paths::is_of_records(context.head().uri.path())))
                    .service(resource("/projects/{id}/records").get(records::list))
                    .service(resource("/projects/{id}/records/new").get(records::new).post(records::create))
                    .service(resource("/projects/{id}/records/{record}").get(records::show).post(records::save))
                    .service(resource("/projects/{id}/records/{record}/status").post(records::set_status))
                    .service(
                        resource("/projects/{id}/records/{record}/photo").get(records::photo).post(records::save_photo),
                    )
                    .service(
                        resource("/projects/{id}/records/{record}/signature")
                            .get(records::signature)
                            .post(records::save_signature),
                    )
                    .service(resource("/projects/{id}/records/{record}/card").get(cards::show))
                    .service(resource("/projects/{id}/records/{record}/card/picture").get(cards::picture))
                    .service(resource("/projects/{id}/records/{record}/card/print").post(cards::print_one))
                    .service(resource("/projects/{id}/records/{record}/card/queue").post(cards::queue_one))
                    .service(
                        resource("/projects/{id}/records/{record}/delete")
                            .get(records::ask_delete)
                            .post(records::delete),
                    )
                    .service(resource("/projects/{id}/print-queue").get(cards::show_queue).post(cards::print_all))
                    .default_service(web::to(nowhere))
                    .wrap(from_fn(signed_in::anybody)),
            )
            // For people who are signed in.
            .service(
                web::scope("")
                    .service(resource("/api-users").get(api_users::list).post(api_users::create))
                    .service(resource("/api-users/new").get(api_users::new))
                    .service(resource("/api-users/{id}").get(api_users::show).post(api_users::save))
                    .service(resource("/api-users/{id}/preview").get(api_users::preview))
                    .service(resource("/api-users/{id}/status").post(api_users::set_status))
                    .service(resource("/api-users/{id}/delete").get(api_users::ask_delete).post(api_users::delete))
                    .service(
                        resource("/api-users/{id}/password-reset")
                            .get(api_users::ask_password_reset)
                            .post(api_users::reset_password),
                    )
                    .service(resource("/api-users/{id}/calls").get(calls::of_api_user))
                    .service(resource("/api-users/{id}/quota").post(calls::set_quota))
                    .service(resource("/api-users/{id}/explain").get(explain::of_api_user))
                    .service(resource("/api-client").get(api_client::show).post(api_client::submit))
                    .service(resource("/projects").get(projects::list).post(projects::create))
                    .service(resource("/projects/new").get(projects::new))
                    .service(resource("/projects/{id}").get(projects::show).post(projects::save))
                    .service(resource("/projects/{id}/fields").get(projects::fields::show).post(projects::fields::save))
                    .service(resource("/projects/{id}/design").get(projects::design::show).post(projects::design::save))
                    .service(resource("/projects/{id}/design/preview").get(projects::design::preview))
                    .service(resource("/projects/{id}/design/logo/{logo}").get(projects::design::logo))
                    .service(resource("/projects/{id}/status").post(projects::set_status))
                    .service(resource("/projects/{id}/calls").get(calls::of_project))
                    .service(resource("/projects/{id}/explain").get(explain::of_project))
                    .service(resource("/account").get(account::show).post(account::save))
                    .service(resource("/account/password").post(account::change_password))
                    .default_service(web::to(nowhere))
                    .wrap(from_fn(signed_in::people)),
            )
            // Innermost of the four, so that a refusal speaks the reader's language.
            .wrap(from_fn(cross_site::refuse))
            // What cookies and headers say.
            .wrap(from_fn(context::prepare))
            // Reads the session's cookie.
            .wrap(session)
            // Errors without a page get one.
            .wrap(from_fn(error_pages::replace_errors))
            .wrap(from_fn(compress))
            .wrap(from_fn(refuse_chunked)),
    );
}

/// Leads people to the list, and API users to their projects.
async fn home(request: PageRequest) -> Result<HttpResponse, PanelError> {
    let (_, to) = request
        .read_for(|_, viewer| {
            Ok(match viewer {
                Viewer::Person(_) => paths::API_USERS,
                Viewer::ApiUser(_) => paths::MY_PROJECTS,
            })
        })
        .await?;
    Ok(see_other(to, None))
}

async fn nowhere() -> Result<HttpResponse, PanelError> {
    Err(PanelError::NotFound)
}
