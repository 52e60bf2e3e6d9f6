//! What Producer answers, and where.

use actix_web::{
    HttpRequest,
    middleware::from_fn,
    web::{self, Data, Payload, ServiceConfig, get, post, resource, to},
};

use super::{
    Producer, ProducerError,
    openapi::{self, Published},
    serve::{self, refuse},
};
use crate::web::compress;

/// Mounts Producer. It takes no cookies, so that no other site can make a browser call it.
pub(crate) fn routes(producer: &Producer, config: &mut ServiceConfig) {
    let endpoint = |path| {
        resource(path)
            .app_data(Data::new(producer.clone()))
            .route(post().to(serve::call))
            .default_service(to(|request: HttpRequest, payload: Payload| async move {
                refuse(&request, payload, &ProducerError::MethodNotAllowed { allowed: "POST" })
            }))
            .wrap(from_fn(compress))
    };
    let document = resource("/producer/openapi.json")
        .app_data(Data::<Published>::new(producer.openapi.clone()))
        .route(get().to(openapi::serve))
        .default_service(to(|request: HttpRequest, payload: Payload| async move {
            refuse(&request, payload, &ProducerError::MethodNotAllowed { allowed: "GET" })
        }))
        .wrap(from_fn(compress));
    let elsewhere = web::route().to(|request: HttpRequest, payload: Payload| async move {
        refuse(&request, payload, &ProducerError::AddressNotFound)
    });
    config.service(endpoint("/producer")).service(endpoint("/producer/")).service(document);
    config.route("/producer/{rest:.*}", elsewhere);
}
