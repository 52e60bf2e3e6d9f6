use idc_admin::{
    api_users,
    authorization::{ApiUserRole, PanelRole, Privilege, PrivilegeSet, Status},
    db::{Db, DbResult},
    projects::{self, ProjectFilter, Scope},
    users,
};

use crate::support::{
    browser::Browser,
    server::{PASSWORD, Server},
};

#[tokio::test]
async fn what_is_seeded_is_in_the_database_of_the_server() {
    let server = Server::start().await;
    let person = server.panel_user("ana", PanelRole::Manager, PASSWORD);
    let user = server.api_user("badge-kiosk-01");
    server.api_user_with("old-kiosk", |user| {
        user.status = Status::Trash;
        user.role = ApiUserRole::Administrator;
    });
    let project = server.project("Campus Cards");
    server.project_of("Old Cards", Status::Trash);
    server.grant(&user, &project, [Privilege::Access, Privilege::Print].into_iter().collect());
    server.grant(&user, &project, PrivilegeSet::ALL);

    let found = server.db.read(move |connection| users::find(connection, &person)).await.unwrap();
    assert_eq!(
        found.map(|person| (person.username.to_string(), person.role)),
        Some(("ana".to_owned(), PanelRole::Manager))
    );
    let trashed = ProjectFilter { scope: Scope::In(Status::Trash), ..ProjectFilter::default() };
    let counted = server.db.read(move |connection| -> DbResult<_> {
        assert!(api_users::any(connection)?);
        Ok((projects::count(connection, &ProjectFilter::default())?, projects::count(connection, &trashed)?))
    });
    assert_eq!(counted.await.unwrap(), (2, 1));
    assert!(server.database().is_file());
}

#[tokio::test]
async fn each_server_has_a_database_of_its_own_that_goes_with_it() {
    let (one, other) = (Server::start().await, Server::start().await);
    one.project("Campus Cards");
    let count = |db: &Db| {
        let db = db.clone();
        async move { db.read(|connection| projects::count(connection, &ProjectFilter::default())).await.unwrap() }
    };
    assert_eq!((count(&one.db).await, count(&other.db).await), (1, 0));

    let (path, address) = (one.database().to_owned(), one.url("/help"));
    drop(one);
    assert!(!path.exists(), "{} is left", path.display());
    let browser = Browser::new(&other);
    browser.get("/help").await.must_be(200);
    let port = address.parse::<url::Url>().unwrap().port().unwrap();
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err(), "{address} still answers");
}

#[tokio::test]
async fn settings_are_handed_to_the_server() {
    let server = Server::start_with(&[("IDC_PUBLIC_URL", "https://idc.example.com")]).await;
    let link = server.first_run_link();
    assert!(link.starts_with("https://idc.example.com/first-run/"), "{link}");
    Browser::new(&server).get("/help").await.must_be(200);
}
