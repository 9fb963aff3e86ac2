//! From bytes to text: UTF-8, UTF-16 with a mark, GBK and GB18030, declared rightly, wrongly or not at all.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};
use crate::names::names;
use crate::span::Span;

/// The encoding that a text was in.
///
/// ```
/// use zj_gov_report::document::{Encoding, decode};
///
/// // 公园 in GBK, which GB18030 contains.
/// let (text, encoding, broken) = decode(b"\xb9\xab\xd4\xb0")?;
/// assert_eq!((text.as_str(), encoding, broken), ("公园", Encoding::Gb18030, 0));
/// # Ok::<(), zj_gov_report::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
#[doc(alias = "编码")]
pub enum Encoding {
    /// UTF-8, with or without a mark at its start.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB18030, and so GBK and GB 2312.
    #[serde(rename = "gb18030")]
    #[doc(alias = "国标")]
    Gb18030,
    /// UTF-16, either order, told by its mark.
    #[serde(rename = "utf-16")]
    Utf16,
    /// Big5, where the page declares it.
    #[serde(rename = "big5")]
    #[doc(alias = "大五码")]
    Big5,
}

names!(Encoding in document { Utf8 = "utf-8", Gb18030 = "gb18030", Utf16 = "utf-16", Big5 = "big5" });

/// What files that are no text start with.
const MAGIC: [(&[u8], &str); 11] = [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office 97-2003 file (.doc, .xls)"),
    (b"PK\x03\x04", "a ZIP archive or an Office file (.docx, .xlsx)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF-", "a PDF"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b\x08", "gzip data"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "an RTF file"),
];

/// How far into a page its declaration is looked for.
const DECLARATION_REACH: usize = 4096;

/// The share of bytes, one in so many, that may be broken in a text.
const BROKEN_SHARE: usize = 50;

/// Turns bytes into text. Returns the text, its encoding, and how many characters were broken in it (each is U+FFFD).
///
/// What the bytes are counts for more than what they are said to be: bytes that are UTF-8 are read as UTF-8 whatever
/// the page declares, because no other text is valid UTF-8 by chance.
///
/// ```
/// use zj_gov_report::document::{Encoding, decode};
///
/// let (text, encoding, broken) = decode(b"\xd6\xdb\xc9\xbd\xca\xd0").unwrap();
/// assert_eq!((text.as_str(), encoding, broken), ("舟山市", Encoding::Gb18030, 0));
/// ```
///
/// # Errors
///
/// [`ErrorKind::NotText`] for a Word, Excel, PDF or archive file (the message names it), and for bytes that are text in
/// no known encoding.
#[doc(alias = "编码")]
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding, usize), Error> {
    if let Some((magic, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(not_text(magic.len(), format!("expected text or HTML, found {what}")));
    }
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, broken) = decode_as(encoding, bytes.get(mark..).unwrap_or_default());
        let name = if encoding == encoding_rs::UTF_8 { Encoding::Utf8 } else { Encoding::Utf16 };
        return accept(text, name, broken, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return accept(text.to_owned(), Encoding::Utf8, 0, bytes);
    }
    let (gb, gb_broken) = decode_as(encoding_rs::GB18030, bytes);
    if declares_big5(bytes) {
        // A declaration of Big5 is often wrong: the text with the more common characters is the right one.
        let (text, broken) = decode_as(encoding_rs::BIG5, bytes);
        if broken <= gb_broken && common(&text) > common(&gb) {
            return accept(text, Encoding::Big5, broken, bytes);
        }
    }
    if gb_broken == 0 {
        return accept(gb, Encoding::Gb18030, 0, bytes);
    }
    let (utf8, utf8_broken) = decode_as(encoding_rs::UTF_8, bytes);
    if utf8_broken <= gb_broken {
        return accept(utf8, Encoding::Utf8, utf8_broken, bytes);
    }
    accept(gb, Encoding::Gb18030, gb_broken, bytes)
}

/// How many characters of a text are among the most common, in either script.
fn common(text: &str) -> usize {
    const COMMON: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所市政府建设目完成個國這為來們時會對發動產種後學";
    text.chars().filter(|&c| COMMON.contains(c)).count()
}

fn decode_as(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> (String, usize) {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let count = if broken { text.matches('\u{fffd}').count().max(1) } else { 0 };
    (text.into_owned(), count)
}

fn accept(text: String, encoding: Encoding, broken: usize, bytes: &[u8]) -> Result<(String, Encoding, usize), Error> {
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{85}');
    let strange = text.chars().filter(|&c| control(c)).count();
    let bad = broken.saturating_add(strange);
    if bad > 0 && bad.saturating_mul(BROKEN_SHARE) > bytes.len() {
        let at = bytes.iter().position(|&byte| byte == 0 || byte >= 0x80).unwrap_or(0);
        return Err(not_text_at(at, "expected text in UTF-8 or GB18030, found bytes that are neither".to_owned()));
    }
    Ok((text, encoding, broken))
}

fn not_text(length: usize, message: String) -> Error {
    Error::new(ErrorKind::NotText, Span::new(0, length), message)
}

fn not_text_at(at: usize, message: String) -> Error {
    Error::new(ErrorKind::NotText, Span::new(at, at.saturating_add(1)), message)
}

fn declares_big5(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(DECLARATION_REACH)).unwrap_or_default().to_ascii_lowercase();
    head.windows(4).any(|window| window == b"big5")
}
