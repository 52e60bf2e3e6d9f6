//! What people do to records in the forms of the panel: by the operations that calls use, with the versions and baselines
//! that a form was served with.

mod moves;
mod pictures;
mod problem;
mod queue;
mod refused;
mod save;
mod typed;

pub use moves::{action_of_move, check_deletion, move_status};
pub use pictures::{EditPicture, PictureEdit, action_of_picture, save_picture};
pub use problem::{Problem, Problems};
pub use queue::{ACTION_OF_QUEUEING, queue_card};
pub use refused::FormRefused;
pub use save::{EditRecord, create, edit};
pub use typed::{COLOR_CODE, FLAGS, TypedRecord};
