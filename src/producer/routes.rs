//! What Producer answers, and where.

use actix_web::{
    middleware::from_fn,
    web::{self, Data, ServiceConfig, resource},
};

use super::{Producer, serve};
use crate::web::compress;

/// Mounts Producer. It takes no cookies, so that no other site can make a browser call it.
pub(crate) fn routes(producer: &Producer, config: &mut ServiceConfig) {
    let endpoint = |path| {
        resource(path)
            .app_data(Data::new(producer.clone()))
            .route(web::post().to(serve::call))
            .default_service(web::to(serve::refuse_method))
            .wrap(from_fn(compress))
    };
    config.service(endpoint("/producer")).service(endpoint("/producer/"));
}
