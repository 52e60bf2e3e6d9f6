//! `idc-admin serve`

use crate::{config::Config, server::App};

pub(super) fn serve(config: Config) -> anyhow::Result<()> {
    for warning in config.warnings() {
        tracing::warn!("{warning}");
    }
    actix_web::rt::System::new().block_on(async {
        let app = App::build(config).await?;
        println!("IDC Admin is at {}", app.public_url());
        if let Some(link) = app.first_run_link() {
            println!("Nobody can sign in yet. Create the first Administrator at this one-time link:\n  {link}");
        }
        Ok(app.run().await?)
    })
}
