//! Reading served pages as a browser without scripts does.

use html5ever::{ParseOpts, driver, tendril::TendrilSink, tree_builder::TreeBuilderOpts};
use scraper::{ElementRef, Html, HtmlTreeSink, Node, Selector};

/// Elements that run on within a line; any other sets its text apart.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "label", "mark",
    "output", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
];

/// Elements of which nothing is to be seen, or, of a select, no more than what is chosen.
const UNSEEN: [&str; 7] = ["head", "script", "style", "template", "datalist", "select", "title"];

/// The page. What is in `noscript` is part of it, which it would not be with the defaults of the parser.
pub fn parse(html: &str) -> Html {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    driver::parse_document(HtmlTreeSink::new(Html::new_document()), options).one(html)
}

/// The selector.
#[track_caller]
pub fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css:?} is no selector: {error}"))
}

/// The text that can be seen in the element, white space collapsed. What is folded away in `details` counts as seen.
pub fn text_of(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    collapse(&text)
}

/// White space as CSS collapses it. U+00A0 stays.
pub fn collapse(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the element or one that it stands in hides it.
pub fn is_unseen(element: ElementRef<'_>) -> bool {
    hides(element) || element.ancestors().filter_map(ElementRef::wrap).any(hides)
}

fn gather(element: ElementRef<'_>, text: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(run) => text.push_str(run),
            Node::Element(_) => {
                let Some(child) = ElementRef::wrap(child).filter(|&child| !hides(child)) else { continue };
                let is_inline = INLINE.contains(&child.value().name());
                let edge = if is_inline { "" } else { " " };
                text.push_str(edge);
                gather(child, text);
                text.push_str(edge);
            }
            _ => {}
        }
    }
}

fn hides(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    let is_closed = name == "dialog" && element.attr("open").is_none();
    UNSEEN.contains(&name) || element.attr("hidden").is_some() || is_closed
}
