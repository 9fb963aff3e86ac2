//! What the tags of a page mean to a reader of its text.

use html5ever::{LocalName, local_name};

/// What sort of element a tag makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Table,
    /// `tbody`, `thead`, `tfoot`.
    Group,
    Row,
    Cell,
    /// A block of text: it stands on lines of its own.
    Block,
    /// The same, and its line breaks count.
    Preformatted,
    /// Its content is not text of the page.
    Skipped,
    /// Its content is not text of the page, but may be the whole of it: `iframe`, `object`.
    Foreign,
    /// `img`, `embed`.
    Picture,
    /// `a`.
    Link,
    Meta,
    Title,
    Other,
}

impl Tag {
    pub(super) fn of(name: &LocalName) -> Self {
        match *name {
            local_name!("table") => Self::Table,
            local_name!("tbody") | local_name!("thead") | local_name!("tfoot") => Self::Group,
            local_name!("tr") => Self::Row,
            local_name!("td") | local_name!("th") => Self::Cell,
            local_name!("p") | local_name!("div") | local_name!("br") | local_name!("li") | local_name!("hr") => {
                Self::Block
            }
            local_name!("h1") | local_name!("h2") | local_name!("h3") | local_name!("h4") | local_name!("h5") => {
                Self::Block
            }
            local_name!("h6") | local_name!("ul") | local_name!("ol") | local_name!("dl") | local_name!("dt") => {
                Self::Block
            }
            local_name!("dd") | local_name!("section") | local_name!("article") | local_name!("header") => Self::Block,
            local_name!("footer") | local_name!("nav") | local_name!("aside") | local_name!("main") => Self::Block,
            local_name!("form") | local_name!("fieldset") | local_name!("blockquote") | local_name!("center") => {
                Self::Block
            }
            local_name!("caption") | local_name!("address") | local_name!("figure") => Self::Block,
            local_name!("figcaption") | local_name!("body") => Self::Block,
            local_name!("pre") => Self::Preformatted,
            local_name!("title") => Self::Title,
            local_name!("meta") => Self::Meta,
            local_name!("img") | local_name!("embed") => Self::Picture,
            local_name!("a") => Self::Link,
            local_name!("iframe") | local_name!("object") => Self::Foreign,
            local_name!("button") | local_name!("head") | local_name!("noframes") | local_name!("noscript") => {
                Self::Skipped
            }
            local_name!("option") | local_name!("script") | local_name!("select") | local_name!("style") => {
                Self::Skipped
            }
            local_name!("svg") | local_name!("template") | local_name!("textarea") | local_name!("video") => {
                Self::Skipped
            }
            // The settings that Office leaves in a page.
            _ if &**name == "xml" => Self::Skipped,
            _ => Self::Other,
        }
    }

    /// Whether its content is passed over.
    pub(super) const fn is_skipped(self) -> bool {
        matches!(self, Self::Skipped | Self::Foreign | Self::Title)
    }

    /// Whether it stands on lines of its own.
    pub(super) const fn breaks(self) -> bool {
        matches!(self, Self::Table | Self::Group | Self::Row | Self::Cell | Self::Block | Self::Preformatted)
    }
}

/// Whether a tag only styles the text in it.
pub(super) fn is_styling(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("span")
            | local_name!("font")
            | local_name!("b")
            | local_name!("strong")
            | local_name!("i")
            | local_name!("em")
            | local_name!("u")
            | local_name!("a")
            | local_name!("s")
            | local_name!("strike")
            | local_name!("small")
            | local_name!("big")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("tt")
            | local_name!("nobr")
            | local_name!("code")
            | local_name!("kbd")
            | local_name!("label")
            | local_name!("ins")
            | local_name!("cite")
            | local_name!("abbr")
            | local_name!("acronym")
            | local_name!("bdo")
    )
}

/// Whether an element has no content, so that it does not nest.
pub(super) fn is_void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("br")
            | local_name!("img")
            | local_name!("hr")
            | local_name!("col")
            | local_name!("meta")
            | local_name!("input")
            | local_name!("link")
            | local_name!("area")
            | local_name!("base")
            | local_name!("embed")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

/// Whether a tag makes rows, cells or paragraphs.
pub(super) fn is_structure(name: &LocalName) -> bool {
    *name == local_name!("p") || matches!(Tag::of(name), Tag::Table | Tag::Group | Tag::Row | Tag::Cell)
}
