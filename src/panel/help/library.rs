//! The pages of `locales/<tag>/help/`, embedded and rendered once.

use std::sync::LazyLock;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use rust_embed::RustEmbed;

use super::reference;
use crate::locale::Locale;

#[derive(RustEmbed)]
#[folder = "locales/"]
#[include = "*/help/*.md"]
struct Pages;

/// The pages in the order of the index.
const SLUGS: [&str; 9] = [
    "api-users-list",
    "api-user-setup",
    "calls",
    "projects",
    "card-design",
    "records",
    "my-account",
    "producer-api",
    "api-client",
];

/// A page in one language.
#[derive(Clone, Debug, Default)]
pub(super) struct HelpPage {
    /// Its last part of the address, the same in every language.
    pub slug: &'static str,
    /// Its heading.
    pub title: String,
    /// Its first paragraph as plain text.
    pub lead: String,
    /// Its chapters.
    pub sections: Vec<Section>,
    /// What follows the heading, as HTML of our own writing.
    pub html: String,
}

/// A chapter.
#[derive(Clone, Debug)]
pub(super) struct Section {
    /// The anchor, the same in every language.
    pub anchor: String,
    /// The heading.
    pub title: String,
}

static LIBRARY: LazyLock<[Vec<HelpPage>; Locale::ALL.len()]> =
    LazyLock::new(|| Locale::ALL.map(|locale| SLUGS.iter().filter_map(|slug| read(locale, slug)).collect()));

/// All pages of a language.
#[must_use]
pub(super) fn pages(locale: Locale) -> &'static [HelpPage] {
    LIBRARY.get(locale as usize).map_or(&[], Vec::as_slice)
}

/// The page of this slug.
#[must_use]
pub(super) fn page(locale: Locale, slug: &str) -> Option<&'static HelpPage> {
    pages(locale).iter().find(|page| page.slug == slug)
}

fn read(locale: Locale, slug: &'static str) -> Option<HelpPage> {
    let file = Pages::get(&format!("{}/help/{slug}.md", locale.tag()))?;
    let page = render(locale, slug, &String::from_utf8_lossy(&file.data));
    Some(HelpPage { html: reference::fill(page.html, locale), ..page })
}

fn render(locale: Locale, slug: &'static str, source: &str) -> HelpPage {
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let typeset = |event| match event {
        Event::Text(text) => Event::Text(locale.typeset(&text).into()),
        event => event,
    };
    let events: Vec<Event<'_>> = Parser::new_ext(source, options).map(typeset).collect();
    let mut page = HelpPage { slug, ..HelpPage::default() };
    let mut body = Vec::new();
    let mut open = None;
    for event in events {
        match &event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                open = Some(*level);
                if let (HeadingLevel::H2, Some(id)) = (level, id) {
                    page.sections.push(Section { anchor: id.to_string(), title: String::new() });
                }
            }
            Event::Start(Tag::Paragraph) if page.lead.is_empty() => open = Some(HeadingLevel::H6),
            Event::Text(text) | Event::Code(text) => match open {
                Some(HeadingLevel::H1) => page.title.push_str(text),
                Some(HeadingLevel::H2) => {
                    if let Some(section) = page.sections.last_mut() {
                        section.title.push_str(text);
                    }
                }
                Some(HeadingLevel::H6) => page.lead.push_str(text),
                _ => {}
            },
            _ => {}
        }
        let is_title = open == Some(HeadingLevel::H1);
        if matches!(event, Event::End(TagEnd::Heading(_) | TagEnd::Paragraph)) {
            open = None;
        }
        match event {
            _ if is_title => {}
            // A wide table scrolls by itself, so that the page does not.
            Event::Start(Tag::Table(_)) => {
                body.push(Event::Html("<div class=\"table-page\" tabindex=\"0\">".into()));
                body.push(event);
            }
            Event::End(TagEnd::Table) => {
                body.push(event);
                body.push(Event::Html("</div>".into()));
            }
            event => body.push(event),
        }
    }
    html::push_html(&mut page.html, body.into_iter());
    // Markdown has heads of columns only, but does not say so in HTML.
    page.html = page.html.replace("<th>", "<th scope=\"col\">");
    page
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn anchors(page: &HelpPage) -> BTreeSet<String> {
        page.html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    }

    #[test]
    fn every_page_is_in_every_language_with_the_same_anchors() {
        for locale in Locale::ALL {
            assert_eq!(pages(locale).len(), SLUGS.len(), "{}", locale.tag());
            for help in pages(locale) {
                assert!(!help.title.is_empty() && !help.lead.is_empty() && !help.sections.is_empty(), "{}", help.slug);
                assert!(!help.html.contains("<h1"), "the title stands in the page's own h1");
                let english = page(Locale::En, help.slug).unwrap();
                assert_eq!(anchors(help), anchors(english), "{} in {}", help.slug, locale.tag());
            }
        }
    }

    #[test]
    fn no_line_of_a_french_page_ends_before_its_punctuation() {
        for slug in SLUGS {
            let file = Pages::get(&format!("fr/help/{slug}.md")).unwrap();
            let help = render(Locale::Fr, slug, &String::from_utf8_lossy(&file.data));
            let whole = help.title + &help.lead + &help.html;
            for typed in [" ?", " !", " :", "« ", " »"] {
                assert!(!whole.contains(typed), "{slug}: {typed}");
            }
        }
    }

    #[test]
    fn every_link_to_help_leads_to_an_anchor() {
        let mut sources: Vec<String> = pages(Locale::En).iter().map(|page| page.html.clone()).collect();
        sources.extend(templates(std::path::Path::new("templates")));
        let mut found = 0;
        for (source, slug) in sources.iter().flat_map(|source| SLUGS.map(|slug| (source, slug))) {
            let help = page(Locale::En, slug).unwrap();
            for rest in source.split(&format!("{slug}#")).skip(1) {
                let anchor: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
                let is_built = rest[anchor.len()..].starts_with('{');
                assert!(is_built || anchors(help).contains(&anchor), "no anchor {slug}#{anchor}");
                found += 1;
            }
        }
        assert!(found > 10, "only {found} links into pages");
    }

    #[test]
    fn no_page_is_left_out_of_the_index() {
        assert_eq!(Pages::iter().count(), Locale::ALL.len() * SLUGS.len());
    }

    #[test]
    fn every_privilege_has_its_anchor() {
        let help = page(Locale::En, "api-user-setup").unwrap();
        for privilege in crate::authorization::Privilege::ALL {
            assert!(anchors(help).contains(&format!("privilege-{}", privilege.as_str())), "{privilege:?}");
        }
    }

    fn templates(folder: &std::path::Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries
            .flat_map(
                |path| {
                    if path.is_dir() { templates(&path) } else { vec![std::fs::read_to_string(&path).unwrap()] }
                },
            )
            .collect()
    }
}
