//! What the fuzz targets in `tests/fuzz` call.

use super::{ProducerRequest, read_body};

/// Reads a body, and the call in it.
pub fn call(content_type: &str, body: &[u8]) {
    if let Ok(tree) = read_body(Some(content_type), body) {
        let _ = (tree.action(), tree.output_format(), tree.project_secret_key());
        let _ = ProducerRequest::parse(tree);
    }
}
