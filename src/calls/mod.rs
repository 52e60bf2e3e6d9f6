//! Calls of API users: what they ask for, and how it is done.

mod call;

pub use call::{
    BadgePreview, Call, CardSide, Data, DataValue, GetAllRecords, GetRecord, PhotoFormat, PreviewFormat, PrimaryKey,
    RecordStatus,
};
