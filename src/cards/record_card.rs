//! All that the card of a record is drawn from.

use super::{CardContent, CardDesign, Drawing, ProjectDesign, draw};
use crate::{
    db::{DbConnection, DbResult},
    ids::RecordId,
    images::{Picture, PictureKind},
    records::{self, Project, Record},
};

/// The card of a record, not drawn yet: reading it is the database's work, drawing it is not.
#[derive(Clone, Debug)]
pub struct RecordCard {
    design: CardDesign,
    content: CardContent,
    /// Of which record.
    pub record: RecordId,
    /// Of which version of the record.
    pub version: i64,
    /// What a PDF of it is called: project and number of the card.
    pub title: String,
}

impl RecordCard {
    /// Reads the design of the project, and photo and signature of the record.
    ///
    /// # Errors
    /// Where the database can't be read.
    pub fn load(connection: &mut DbConnection, project: &Project, record: &Record) -> DbResult<Self> {
        let design = design_of(connection, project)?;
        Self::in_design(connection, project, record, design)
    }

    /// [`RecordCard::load`] of many records, which share the design.
    ///
    /// # Errors
    /// As that.
    pub fn load_all(connection: &mut DbConnection, project: &Project, records: &[Record]) -> DbResult<Vec<Self>> {
        let design = design_of(connection, project)?;
        records.iter().map(|record| Self::in_design(connection, project, record, design.clone())).collect()
    }

    fn in_design(
        connection: &mut DbConnection,
        project: &Project,
        record: &Record,
        design: CardDesign,
    ) -> DbResult<Self> {
        let mut content = CardContent::of_record(record, &project.fields, &project.color_codes);
        content.photo = picture(connection, record, PictureKind::Photo)?;
        let has_signature = design.front.has_signature || design.back.as_ref().is_some_and(|back| back.has_signature);
        if has_signature {
            content.signature = picture(connection, record, PictureKind::Signature)?;
        }
        let title = format!("{} {}", project.name, record.id_number(&project.fields).unwrap_or_default());
        Ok(Self { design, content, record: record.id.clone(), version: record.version, title })
    }

    /// Draws it, as [`draw`] does.
    #[must_use]
    pub fn draw(&self) -> Drawing {
        draw(&self.design, &self.content)
    }
}

fn design_of(connection: &mut DbConnection, project: &Project) -> DbResult<CardDesign> {
    let design = ProjectDesign::load(connection, (&project.id, &project.name), &project.fields)?;
    design.with_logo(connection, &project.id)
}

fn picture(connection: &mut DbConnection, record: &Record, kind: PictureKind) -> DbResult<Option<Picture>> {
    if record.pictured(kind).is_never() {
        return Ok(None);
    }
    records::picture(connection, &record.id, kind)
}
