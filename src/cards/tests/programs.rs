//! What other programs say of a file: `file`, `identify`, those of Poppler, `zbarimg`.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

/// A folder for the files of a test.
pub(super) struct Files(TempDir);

impl Files {
    pub(super) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The pages of a PDF as pictures at 300 dpi.
    pub(super) fn pages(&self, pdf: &Path) -> Vec<PathBuf> {
        let root = self.0.path().join("page");
        run("pdftoppm", &["-r", "300", "-png", pdf.to_str().unwrap(), root.to_str().unwrap()]);
        let mut pages: Vec<_> = std::fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("page"))
            .collect();
        pages.sort();
        pages
    }
}

/// What a program prints; it must succeed.
pub(super) fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The codes on a picture, as `symbology:value`, sorted; none where there are none.
pub(super) fn codes(picture: &Path) -> Vec<String> {
    let output = Command::new("zbarimg").arg("--quiet").arg(picture).output().unwrap();
    let mut found: Vec<_> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
    found.sort();
    found
}

/// The pixels from side to side and from top to bottom, and the format.
pub(super) fn identify(picture: &Path) -> String {
    run("identify", &["-format", "%m %wx%h", picture.to_str().unwrap()])
}
