//! The baseline: what actix-web, diesel and askama cost by themselves for a page like the list, and for one row.
//!
//! One query by an index for as many rows as the list shows, and a table of them. No session, no layout, no language,
//! no log, and the query runs on the worker that was asked, over a connection of its own.

use std::{cell::RefCell, path::Path};

use actix_web::{
    App, HttpResponse, HttpServer,
    error::ErrorInternalServerError,
    http::header::ContentType,
    web::{self, Data},
};
use askama::Template;
use diesel::{
    BoolExpressionMethods, Connection, ExpressionMethods, QueryDsl, QueryResult, Queryable, RunQueryDsl,
    SqliteConnection,
};

diesel::table! {
    api_users (id) {
        id -> Text,
        username -> Text,
        username_key -> Text,
        role -> Text,
        status -> Text,
        organization -> Text,
        last_login_at -> BigInt,
        modified_at -> BigInt,
    }
}

diesel::table! {
    records (project_id, id) {
        project_id -> Text,
        id -> Text,
        field_values -> Text,
    }
}

const ROWS: i64 = 48;

#[derive(Queryable)]
struct Row {
    id: String,
    username: String,
    role: String,
    status: String,
    organization: String,
    last_login_at: i64,
    modified_at: i64,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!doctype html><title>API users</title><main><table><tbody>
{%- for row in rows %}
<tr>
<td class="column-status"><span class="status status-{{ row.status }}">{{ row.status }}</span></td>
<td class="column-preview"><a class="preview-mark" href="/api-users/{{ row.id }}/preview" data-preview aria-label="{{ row.username }}">i</a></td>
<td class="column-role" data-label="Role">{{ row.role }}</td>
<th scope="row" class="column-username"><a href="/api-users/{{ row.id }}"><bdi>{{ row.username }}</bdi></a></th>
<td class="column-organization" data-label="Organization"><bdi>{{ row.organization }}</bdi></td>
<td class="column-last-login" data-label="Last login"><time>{{ row.last_login_at }}</time></td>
<td class="column-modified" data-label="Last modified"><time>{{ row.modified_at }}</time></td>
</tr>
{%- endfor %}
</tbody></table></main>"#
)]
struct Page {
    rows: Vec<Row>,
}

/// Serves it with as many workers as actix-web chooses, which is what the panel does too.
pub async fn serve(port: u16, database: &Path) -> anyhow::Result<()> {
    let database = database.display().to_string();
    let server = HttpServer::new(move || {
        let (database, path) = (database.clone(), database.clone());
        let connect = move || {
            let opened = SqliteConnection::establish(&database);
            async { opened.map(RefCell::new) }
        };
        App::new()
            .app_data(Data::new(path))
            .data_factory(connect)
            .route("/", web::get().to(page))
            .route("/record/{project}", web::get().to(record))
            .route("/block/{project}", web::get().to(record_on_another_thread))
    });
    Ok(server.bind(("127.0.0.1", port))?.run().await?)
}

async fn page(connection: Data<RefCell<SqliteConnection>>) -> actix_web::Result<HttpResponse> {
    let rows = behind(&mut connection.borrow_mut(), "", "").map_err(ErrorInternalServerError)?;
    let body = Page { rows }.render().map_err(ErrorInternalServerError)?;
    Ok(HttpResponse::Ok().content_type(ContentType::html()).body(body))
}

/// One row by its key.
async fn record(
    connection: Data<RefCell<SqliteConnection>>,
    project: web::Path<String>,
) -> actix_web::Result<HttpResponse> {
    let values = first_record(&mut connection.borrow_mut(), &project).map_err(ErrorInternalServerError)?;
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(values))
}

async fn record_on_another_thread(
    database: Data<String>,
    project: web::Path<String>,
) -> actix_web::Result<HttpResponse> {
    thread_local! {
        static CONNECTION: RefCell<Option<SqliteConnection>> = const { RefCell::new(None) };
    }
    let read = move || {
        CONNECTION.with_borrow_mut(|connection| {
            let opened = match connection {
                Some(opened) => opened,
                none => none.insert(SqliteConnection::establish(&database)?),
            };
            anyhow::Ok(first_record(opened, &project)?)
        })
    };
    let values = web::block(read).await?.map_err(ErrorInternalServerError)?;
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(values))
}

fn first_record(connection: &mut SqliteConnection, project: &str) -> QueryResult<String> {
    let of_project = records::table.filter(records::project_id.eq(project)).order(records::id);
    of_project.select(records::field_values).first(connection)
}

/// The rows behind this name and id.
fn behind(connection: &mut SqliteConnection, name: &str, id: &str) -> QueryResult<Vec<Row>> {
    use api_users::columns as column;
    let behind = column::username_key.gt(name).or(column::id.gt(id));
    api_users::table
        .filter(column::username_key.ge(name).and(behind))
        .order((column::username_key, column::id))
        .limit(ROWS)
        .select((
            column::id,
            column::username,
            column::role,
            column::status,
            column::organization,
            column::last_login_at,
            column::modified_at,
        ))
        .load(connection)
}
