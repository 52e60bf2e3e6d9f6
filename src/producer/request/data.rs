//! `data`, and what `idc_delete` among them asks for.

use super::{
    super::body::{Node, Object},
    MemberError, MemberProblem,
};
use crate::records::{Data, DataValue};

const DELETE: &str = "idc_delete";

/// The values as they came.
pub(super) fn read(data: Object) -> Data {
    let value = |node| match node {
        Node::Text(text) | Node::Number(text) => DataValue::Text(text),
        Node::Null => DataValue::Null,
        Node::Bool | Node::EmptyArray | Node::Array | Node::Object(_) => DataValue::Other,
    };
    Data(data.0.into_iter().map(|(name, node)| (name, value(node))).collect())
}

/// Whether a change is a deletion: "1", and nothing beside it. "0" asks for nothing and is taken out.
///
/// # Errors
/// [`MemberProblem::OneOf`], [`MemberProblem::NotAlone`].
pub(super) fn take_deletion(data: &mut Data) -> Result<bool, MemberError> {
    match data.get(DELETE) {
        Some(DataValue::Text(flag)) if flag == "1" => match data.0.len() {
            1 => Ok(true),
            _ => Err(MemberProblem::NotAlone.of(DELETE)),
        },
        _ => take_no(data, "0, 1").map(|()| false),
    }
}

/// Makes sure that nothing new is to be deleted. "0" asks for nothing and is taken out.
///
/// # Errors
/// [`MemberProblem::OneOf`].
pub(super) fn without_deletion(data: &mut Data) -> Result<(), MemberError> {
    take_no(data, "0")
}

fn take_no(data: &mut Data, offered: &str) -> Result<(), MemberError> {
    match data.get(DELETE) {
        None => Ok(()),
        Some(DataValue::Text(flag)) if flag == "0" => {
            data.0.retain(|(name, _)| name != DELETE);
            Ok(())
        }
        Some(_) => Err(MemberProblem::OneOf(offered.to_owned()).of(DELETE)),
    }
}
