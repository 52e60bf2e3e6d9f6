//! Every message is in every language with the same arguments, is used somewhere, and is there where it is used.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{ast, parser};

use crate::locale::Locale;

/// By id, the variables of each message of a language.
fn messages(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for path in files(&Path::new("locales").join(locale.tag()), "ftl") {
        let source = fs::read_to_string(&path).unwrap();
        let resource = parser::parse(source.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{} does not parse: {errors:?}", path.display()));
        for entry in resource.body {
            if let ast::Entry::Message(message) = entry {
                let mut variables = BTreeSet::new();
                collect(message.value.as_ref().expect("a message without text"), &mut variables);
                let twice = messages.insert(message.id.name.to_owned(), variables);
                assert!(twice.is_none(), "{} is there twice in {}", message.id.name, locale.tag());
            }
        }
    }
    messages
}

fn collect(pattern: &ast::Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            let inline = match expression {
                ast::Expression::Select { selector, variants } => {
                    for variant in variants {
                        collect(&variant.value, variables);
                    }
                    selector
                }
                ast::Expression::Inline(inline) => inline,
            };
            if let ast::InlineExpression::VariableReference { id } = inline {
                variables.insert(id.name.to_owned());
            }
        }
    }
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
    found
}

/// The sources that may name a message.
fn sources() -> String {
    let paths = files(Path::new("src"), "rs").into_iter().chain(files(Path::new("templates"), "html"));
    paths.filter(|path| !path.ends_with("guard.rs")).map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn every_language_has_every_message_with_the_same_arguments() {
    let english = messages(Locale::En);
    for locale in Locale::ALL {
        let here = messages(locale);
        let missing: Vec<_> = english.keys().filter(|id| !here.contains_key(*id)).collect();
        let strange: Vec<_> = here.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(missing.is_empty() && strange.is_empty(), "{}: missing {missing:?}, strange {strange:?}", locale.tag());
        for (id, variables) in &english {
            assert_eq!(here.get(id), Some(variables), "{id} in {}", locale.tag());
        }
    }
}

#[test]
fn every_message_that_is_named_is_there() {
    let english = messages(Locale::En);
    let sources = sources();
    let named = sources.split(".text(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let missing: BTreeSet<_> =
        named.filter(|id| *id != "there-is-no-such-message" && !english.contains_key(*id)).collect();
    assert!(missing.is_empty(), "named but not in locales/en: {missing:#?}");
}

#[test]
fn every_message_is_named_somewhere() {
    let sources = sources();
    let idle: Vec<_> = messages(Locale::En).into_keys().filter(|id| !sources.contains(&format!("\"{id}\""))).collect();
    assert!(idle.is_empty(), "in locales/en but never named: {idle:#?}");
}

#[test]
fn every_language_has_every_help_page() {
    let names = |locale: Locale| -> BTreeSet<_> {
        let pages = files(&Path::new("locales").join(locale.tag()), "md");
        pages.iter().map(|path| path.file_name().unwrap().to_owned()).collect()
    };
    for locale in Locale::ALL {
        assert_eq!(names(locale), names(Locale::En), "{}", locale.tag());
    }
}
