//! The paths of the panel, for links, forms and redirects.

use std::{borrow::Borrow, fmt};

use crate::{
    cards::Side,
    ids::{ApiUserId, LogoId, ProjectId, RecordId},
    images::PictureKind,
};

pub(super) const HOME: &str = "/";
pub(super) const API_USERS: &str = "/api-users";
pub(super) const NEW_API_USER: &str = "/api-users/new";
pub(super) const API_CLIENT: &str = "/api-client";
pub(super) const PROJECTS: &str = "/projects";
pub(super) const NEW_PROJECT: &str = "/projects/new";
pub(super) const ACCOUNT: &str = "/account";
pub(super) const ACCOUNT_PASSWORD: &str = "/account/password";
pub(super) const PASSWORD_STRENGTH: &str = "/password-strength";
pub(super) const MY_PROJECTS: &str = "/my/projects";
pub(super) const MY_ACCOUNT: &str = "/my/account";
pub(super) const MY_PASSWORD: &str = "/my/account/password";
pub(super) const SIGN_IN: &str = "/sign-in";
pub(super) const SIGN_OUT: &str = "/sign-out";
pub(super) const LANGUAGE: &str = "/language";
pub(super) const HELP: &str = "/help";

/// Whether it is a page of API users; all others are of people, or public.
pub(super) fn is_of_api_users(path: &str) -> bool {
    path.starts_with("/my/")
}

/// Whether it is a page of the records of a project, or of their cards, which people and API users share.
pub(super) fn is_of_records(path: &str) -> bool {
    let section = path.strip_prefix("/projects/").and_then(|rest| rest.split(['/', '?']).nth(1));
    matches!(section, Some("records" | "print-queue"))
}

pub(super) fn api_user(id: impl Borrow<ApiUserId>) -> String {
    [API_USERS, "/", id.borrow().as_str()].concat()
}

pub(super) fn api_user_preview(id: impl Borrow<ApiUserId>) -> String {
    api_user(id) + "/preview"
}

pub(super) fn api_user_status(id: impl Borrow<ApiUserId>) -> String {
    api_user(id) + "/status"
}

pub(super) fn api_user_deletion(id: impl Borrow<ApiUserId>) -> String {
    api_user(id) + "/delete"
}

pub(super) fn api_user_calls(id: impl Borrow<ApiUserId>) -> String {
    api_user(id) + "/calls"
}

pub(super) fn api_user_quota(id: impl Borrow<ApiUserId>) -> String {
    api_user(id) + "/quota"
}

pub(super) fn api_user_explain(id: impl Borrow<ApiUserId>) -> String {
    api_user(id) + "/explain"
}

pub(super) fn password_reset(id: impl Borrow<ApiUserId>) -> String {
    api_user(id) + "/password-reset"
}

/// The API client with an API user, or a project, chosen by its name.
pub(super) fn api_client(part: &str, name: impl fmt::Display) -> String {
    let name: String = form_urlencoded::byte_serialize(name.to_string().as_bytes()).collect();
    format!("{API_CLIENT}?{part}={name}")
}

pub(super) fn project(id: impl Borrow<ProjectId>) -> String {
    [PROJECTS, "/", id.borrow().as_str()].concat()
}

pub(super) fn project_status(id: impl Borrow<ProjectId>) -> String {
    project(id) + "/status"
}

pub(super) fn project_fields(id: impl Borrow<ProjectId>) -> String {
    project(id) + "/fields"
}

pub(super) fn project_design(id: impl Borrow<ProjectId>) -> String {
    project(id) + "/design"
}

pub(super) fn project_design_preview(id: impl Borrow<ProjectId>) -> String {
    project(id) + "/design/preview"
}

pub(super) fn design_logo(id: impl Borrow<ProjectId>, logo: impl Borrow<LogoId>) -> String {
    [&project_design(id), "/logo/", logo.borrow().as_str()].concat()
}

pub(super) fn records(project: impl Borrow<ProjectId>) -> String {
    self::project(project) + "/records"
}

pub(super) fn new_record(project: impl Borrow<ProjectId>) -> String {
    records(project) + "/new"
}

pub(super) fn record(project: impl Borrow<ProjectId>, id: impl Borrow<RecordId>) -> String {
    [&records(project), "/", id.borrow().as_str()].concat()
}

pub(super) fn record_status(project: impl Borrow<ProjectId>, id: impl Borrow<RecordId>) -> String {
    record(project, id) + "/status"
}

pub(super) fn record_deletion(project: impl Borrow<ProjectId>, id: impl Borrow<RecordId>) -> String {
    record(project, id) + "/delete"
}

/// A picture of a record.
pub(super) fn record_picture(
    project: impl Borrow<ProjectId>,
    id: impl Borrow<RecordId>,
    kind: impl Borrow<PictureKind>,
) -> String {
    [&record(project, id), "/", kind.borrow().as_str()].concat()
}

pub(super) fn record_card(project: impl Borrow<ProjectId>, id: impl Borrow<RecordId>) -> String {
    record(project, id) + "/card"
}

/// A side of the card of a record.
pub(super) fn card_picture(
    project: impl Borrow<ProjectId>,
    id: impl Borrow<RecordId>,
    side: impl Borrow<Side>,
) -> String {
    format!("{}/picture?side={}", record_card(project, id), side.borrow().as_str())
}

pub(super) fn card_queue(project: impl Borrow<ProjectId>, id: impl Borrow<RecordId>) -> String {
    record_card(project, id) + "/queue"
}

pub(super) fn card_print(project: impl Borrow<ProjectId>, id: impl Borrow<RecordId>) -> String {
    record_card(project, id) + "/print"
}

pub(super) fn print_queue(project: impl Borrow<ProjectId>) -> String {
    self::project(project) + "/print-queue"
}

/// The page of a record with its history up to this version.
pub(super) fn record_history(project: impl Borrow<ProjectId>, id: impl Borrow<RecordId>, version: i64) -> String {
    format!("{}?history={version}#history", record(project, id))
}

pub(super) fn project_calls(id: impl Borrow<ProjectId>) -> String {
    project(id) + "/calls"
}

pub(super) fn project_explain(id: impl Borrow<ProjectId>) -> String {
    project(id) + "/explain"
}

/// A page of the Help Center, or an anchor on it as in `projects#name`.
pub(super) fn help(page: impl fmt::Display) -> String {
    format!("{HELP}/{page}")
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    /// Every template below this folder, with its name.
    fn templates(folder: &Path) -> Vec<(String, String)> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let of = |path: std::path::PathBuf| {
            let read = |path: &Path| vec![(path.display().to_string(), fs::read_to_string(path).unwrap())];
            if path.is_dir() { templates(&path) } else { read(&path) }
        };
        entries.flat_map(of).collect()
    }

    #[test]
    fn the_pages_of_records_are_known_by_their_paths() {
        for path in [
            "/projects/x/records",
            "/projects/x/records?q=a",
            "/projects/x/records/new",
            "/projects/x/records/y/z",
            "/projects/x/print-queue",
        ] {
            assert!(super::is_of_records(path), "{path}");
        }
        for path in ["/projects", "/projects/records", "/projects/x", "/projects/x/fields", "/my/projects/x/records"] {
            assert!(!super::is_of_records(path), "{path}");
        }
    }

    #[test]
    fn templates_take_their_paths_from_here() {
        for (name, template) in templates(Path::new("templates")) {
            for literal in ["href=\"/", "action=\"/", "}}/"] {
                assert!(!template.contains(literal), "{name} has {literal}");
            }
        }
    }
}
