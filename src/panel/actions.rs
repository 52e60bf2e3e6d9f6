//! Where changes are sent: of each POST in `routes.rs`, the page that its form stands on, and what becomes of the form
//! where the session was over when it was sent.

/// What becomes of a form once its person signed in anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AfterSignIn {
    /// It stands there again with what was typed, unsaved.
    ShownAgain,
    /// It is dropped, and its page is shown as it is: what has no form to look at must not be done later.
    Dropped,
}

#[derive(Clone, Copy, Debug)]
struct Action {
    /// As in `routes.rs`: a segment in braces stands for any.
    route: &'static str,
    /// The page of the form; segments in braces are those of the route.
    page: &'static str,
    after_sign_in: AfterSignIn,
}

const ACTIONS: [Action; 30] = [
    dropped("/sign-in", "/sign-in"),
    dropped("/first-run/{token}", "/first-run/{token}"),
    dropped("/language", "/"),
    dropped("/sign-out", "/"),
    shown_again("/api-users", "/api-users/new"),
    shown_again("/api-users/{id}", "/api-users/{id}"),
    dropped("/api-users/{id}/status", "/api-users/{id}"),
    dropped("/api-users/{id}/delete", "/api-users/{id}/delete"),
    shown_again("/api-users/{id}/quota", "/api-users/{id}/calls"),
    dropped("/api-users/{id}/password-reset", "/api-users/{id}/password-reset"),
    shown_again("/api-client", "/api-client"),
    shown_again("/projects", "/projects/new"),
    shown_again("/projects/{id}", "/projects/{id}"),
    dropped("/projects/{id}/status", "/projects/{id}"),
    shown_again("/projects/{id}/fields", "/projects/{id}/fields"),
    shown_again("/projects/{id}/design", "/projects/{id}/design"),
    shown_again("/projects/{id}/records/new", "/projects/{id}/records/new"),
    shown_again("/projects/{id}/records/{record}", "/projects/{id}/records/{record}"),
    dropped("/projects/{id}/records/{record}/status", "/projects/{id}/records/{record}"),
    dropped("/projects/{id}/records/{record}/photo", "/projects/{id}/records/{record}"),
    dropped("/projects/{id}/records/{record}/signature", "/projects/{id}/records/{record}"),
    dropped("/projects/{id}/records/{record}/delete", "/projects/{id}/records/{record}/delete"),
    dropped("/projects/{id}/records/{record}/card/print", "/projects/{id}/records/{record}/card"),
    dropped("/projects/{id}/records/{record}/card/queue", "/projects/{id}/records/{record}/card"),
    dropped("/projects/{id}/print-queue", "/projects/{id}/print-queue"),
    shown_again("/account", "/account"),
    dropped("/account/password", "/account"),
    shown_again("/my/account", "/my/account"),
    dropped("/my/account/password", "/my/account"),
    dropped("/password-strength", "/"),
];

const fn shown_again(route: &'static str, page: &'static str) -> Action {
    Action { route, page, after_sign_in: AfterSignIn::ShownAgain }
}

const fn dropped(route: &'static str, page: &'static str) -> Action {
    Action { route, page, after_sign_in: AfterSignIn::Dropped }
}

/// Whether a form that is sent there can be shown again, unsaved, after its person signed in anew.
pub(super) fn is_shown_again(path: &str) -> bool {
    Action::at(path).is_some_and(|action| action.after_sign_in == AfterSignIn::ShownAgain)
}

/// The page on which the form of an action stands; the path itself where it is none.
pub(super) fn page_of_action(path: &str) -> String {
    let Some(action) = Action::at(path) else { return path.to_owned() };
    let segments = action.page.split('/').zip(path.split('/').chain(std::iter::repeat("")));
    segments.map(|(page, sent)| if is_any(page) { sent } else { page }).collect::<Vec<_>>().join("/")
}

impl Action {
    fn at(path: &str) -> Option<&'static Self> {
        ACTIONS.iter().find(|action| action.matches(path))
    }

    fn matches(&self, path: &str) -> bool {
        let is_as_long = self.route.split('/').count() == path.split('/').count();
        is_as_long && self.route.split('/').zip(path.split('/')).all(|(route, sent)| is_any(route) || route == sent)
    }
}

fn is_any(segment: &str) -> bool {
    segment.starts_with('{')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_post_of_the_routes_says_what_becomes_of_it() {
        let resources = include_str!("routes.rs").split("resource(\"").skip(1);
        let routes: BTreeSet<&str> = resources
            .filter(|resource| resource.split(".service(").next().unwrap().contains(".post("))
            .map(|resource| resource.split('"').next().unwrap())
            .collect();
        assert_eq!(ACTIONS.iter().map(|action| action.route).collect::<BTreeSet<_>>(), routes);
    }

    #[test]
    fn forms_are_shown_again_on_their_pages_and_nothing_is_done_later() {
        for (path, page, again) in [
            ("/api-users", "/api-users/new", true),
            ("/api-users/x", "/api-users/x", true),
            ("/api-users/x/status", "/api-users/x", false),
            ("/api-users/x/delete", "/api-users/x/delete", false),
            ("/api-users/x/quota", "/api-users/x/calls", true),
            ("/projects/x/status", "/projects/x", false),
            ("/account", "/account", true),
            ("/account/password", "/account", false),
            ("/language", "/", false),
            ("/help/projects", "/help/projects", false),
        ] {
            assert_eq!((page_of_action(path).as_str(), is_shown_again(path)), (page, again), "{path}");
        }
    }
}
