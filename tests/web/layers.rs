//! The modules as the plan has them: each uses only those that stand below it in `src/lib.rs`.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use syn::{File, Item, ItemUse, UseTree, visit::Visit};

/// The modules that a file names by `crate::…`.
#[derive(Default)]
struct Named(BTreeSet<String>);

impl<'ast> Visit<'ast> for Named {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if let UseTree::Path(path) = &item.tree
            && path.ident == "crate"
        {
            self.add_heads(&path.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut segments = path.segments.iter();
        if segments.next().is_some_and(|first| first.ident == "crate") {
            self.0.extend(segments.next().map(|second| second.ident.to_string()));
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invoked: &'ast syn::Macro) {
        // What stands inside a macro is tokens: `crate :: module`.
        let tokens: Vec<String> = invoked.tokens.to_string().split_whitespace().map(str::to_owned).collect();
        let named = tokens.windows(3).filter(|three| three[0] == "crate" && three[1] == "::");
        self.0.extend(named.map(|three| three[2].trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned()));
        syn::visit::visit_macro(self, invoked);
    }
}

impl Named {
    fn add_heads(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => drop(self.0.insert(path.ident.to_string())),
            UseTree::Name(name) => drop(self.0.insert(name.ident.to_string())),
            UseTree::Rename(renamed) => drop(self.0.insert(renamed.ident.to_string())),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_heads(tree)),
            UseTree::Glob(_) => {}
        }
    }
}

fn source(path: &Path) -> File {
    let text = fs::read_to_string(path).unwrap();
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        return if is_rust { vec![path.to_owned()] } else { Vec::new() };
    }
    fs::read_dir(path).unwrap().flat_map(|entry| files(&entry.unwrap().path())).collect()
}

/// The modules of `src/lib.rs`, from the roof to the ground.
fn modules() -> Vec<String> {
    let items = source(Path::new("src/lib.rs")).items.into_iter();
    items.filter_map(|item| if let Item::Mod(module) = item { Some(module.ident.to_string()) } else { None }).collect()
}

fn named_by(module: &str) -> BTreeSet<String> {
    let (folder, file) = (PathBuf::from(format!("src/{module}")), PathBuf::from(format!("src/{module}.rs")));
    let mut named = Named::default();
    for path in files(if file.exists() { &file } else { &folder }) {
        named.visit_file(&source(&path));
    }
    named.0
}

#[test]
fn a_module_uses_only_those_below_it() {
    let modules = modules();
    assert!(modules.len() > 20, "{modules:?}");
    let mut found = 0;
    for (level, module) in modules.iter().enumerate() {
        for named in named_by(module) {
            let Some(at) = modules.iter().position(|other| *other == named) else { continue };
            found += 1;
            assert!(at >= level, "{module} uses {named}, which stands above it");
        }
    }
    assert!(found > 80, "only {found} uses were found");
}

#[test]
fn below_the_roof_nobody_speaks_of_http_templates_or_texts() {
    let modules = modules();
    let roof = modules.iter().position(|module| module == "config").unwrap();
    for module in &modules[roof + 1..] {
        let (folder, file) = (PathBuf::from(format!("src/{module}")), PathBuf::from(format!("src/{module}.rs")));
        for path in files(if file.exists() { &file } else { &folder }) {
            let text = fs::read_to_string(&path).unwrap();
            for word in ["actix_web", "actix_session", "askama", "fluent"] {
                assert!(!text.contains(word), "{} speaks of {word}", path.display());
            }
        }
    }
}
