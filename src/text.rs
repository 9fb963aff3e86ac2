//! Character classes and a cursor: the one place that knows how these texts write blanks, digits and variants.
//!
//! Nothing is rewritten before it is parsed. What reads text asks these functions instead, so that `１`, `1` and `1`
//! with a blank before it are the same to a rule while every position still points into the source.

/// A blank: white space of any width, line breaks included, and the invisible characters that word processors leave.
#[inline]
pub(crate) fn is_blank(c: char) -> bool {
    #[cfg(test)]
    crate::work::look();
    match c {
        '\u{3001}'..='\u{fefe}' => false,
        // Form feeds part the pages of a text that was printed.
        ' ' | '\n' | '\t' | '\r' | '\u{b}' | '\u{c}' => true,
        _ if c.is_ascii() => false,
        '\u{3000}' | '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' => true,
        _ => c.is_whitespace(),
    }
}

/// The character that stands for `c` in every vocabulary: full-width forms become ASCII, traditional characters and
/// Kangxi radicals the simplified ones (`registry/data/variants.tsv`).
#[inline]
pub(crate) fn fold(c: char) -> char {
    #[cfg(test)]
    crate::work::look();
    crate::registry::variants::fold(c)
}

/// The value of an Arabic digit, full width included.
#[inline]
pub(crate) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some((c as u32).saturating_sub('0' as u32)),
        '０'..='９' => Some((c as u32).saturating_sub('０' as u32)),
        _ => None,
    }
}

/// Whether `c` is a common Chinese character, from U+4E00 to U+9FFF.
#[inline]
pub(crate) const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The character at byte `at`, if `at` is a character boundary before the end.
#[inline]
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether `text` ends with `word`, blanks and variants apart.
pub(crate) fn ends_with(text: &str, word: &str) -> bool {
    let mut chars = text.chars().rev().filter(|&c| !is_blank(c));
    word.chars().rev().all(|c| chars.next().map(fold) == Some(c))
}

/// Whether `text` starts with `word`, blanks and variants apart.
pub(crate) fn starts_with(text: &str, word: &str) -> bool {
    let mut chars = text.chars().filter(|&c| !is_blank(c));
    word.chars().all(|c| chars.next().map(fold) == Some(c))
}

/// The character that ends at byte `at`.
pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The first `count` characters of `text`, a line break of Windows being one; all of it where it has no more.
pub(crate) fn head(text: &str, count: usize) -> &str {
    // No character is shorter than a byte.
    if text.len() <= count {
        return text;
    }
    let mut rest = text.chars();
    if let Some(last) = count.checked_sub(1) {
        let _ = rest.nth(last);
    }
    let mut head = text.get(..text.len().saturating_sub(rest.as_str().len())).unwrap_or(text);
    // A line break of Windows is one character.
    if head.contains('\n') || head.ends_with('\r') {
        let next = text.char_indices().filter(|&(_, c)| c != '\r').nth(count);
        head = next.and_then(|(at, _)| text.get(..at)).unwrap_or(text);
    }
    #[cfg(test)]
    head.chars().for_each(|_| crate::work::look());
    head
}

/// At most the first `length` bytes of `text`.
pub(crate) fn prefix(text: &str, length: usize) -> &str {
    let mut end = text.len().min(length);
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    text.get(..end).unwrap_or_default()
}

/// Whether `text` has more than `limit` bytes; a line break of Windows counts as one.
pub(crate) fn exceeds(text: &str, limit: usize) -> bool {
    let breaks = || text.bytes().filter(|&byte| byte == b'\r').count();
    // At most every second byte belongs to such a break.
    let longer =
        || text.len() > limit.saturating_mul(2) || !text.contains('\n') || text.len().saturating_sub(breaks()) > limit;
    text.len() > limit && longer()
}

/// Whether `text` has more than `count` characters.
pub(crate) fn is_longer(text: &str, count: usize) -> bool {
    head(text, count).len() < text.len()
}

/// The first byte at or after `at` that is not blank.
#[inline]
pub(crate) fn skip_blanks(text: &str, at: usize) -> usize {
    if text.as_bytes().get(at).is_some_and(opens_no_blank) { at } else { behind_blanks(text, at) }
}

fn behind_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    text.len().min(at).saturating_add(rest.len().saturating_sub(rest.trim_start_matches(is_blank).len()))
}

/// The last byte position at or before `at` with no blank before it.
#[inline]
pub(crate) fn skip_blanks_back(text: &str, at: usize) -> usize {
    if text.as_bytes().get(..at).is_some_and(ends_without_blank) {
        at
    } else {
        text.get(..at).map_or(at, |head| head.trim_end_matches(is_blank).len())
    }
}

/// `text` without the blanks at its start.
#[inline]
pub(crate) fn trim_start(text: &str) -> &str {
    if text.as_bytes().first().is_some_and(opens_no_blank) { text } else { text.trim_start_matches(is_blank) }
}

/// `text` without the blanks at its end.
#[inline]
pub(crate) fn trim_end(text: &str) -> &str {
    if ends_without_blank(text.as_bytes()) { text } else { text.trim_end_matches(is_blank) }
}

/// `text` without the blanks at its start and its end.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    trim_end(trim_start(text))
}

/// Whether no blank begins with the byte: visible ASCII, and what ideographs begin with.
#[inline]
const fn opens_no_blank(byte: &u8) -> bool {
    matches!(byte, b'!'..=b'~' | 0xe4..=0xe9)
}

/// Whether the last character is visible ASCII or an ideograph.
#[inline]
const fn ends_without_blank(text: &[u8]) -> bool {
    matches!(text, [.., b'!'..=b'~'] | [.., 0xe4..=0xe9, 0x80..=0xbf, 0x80..=0xbf])
}

/// The number of characters in `start..end`, which are character boundaries: eight bytes are counted at once.
#[inline]
pub(crate) fn char_count(text: &str, start: usize, end: usize) -> usize {
    // The bytes that go on a character are those that begin with the bits 10; the product adds up one bit of each byte.
    let going_on = |bytes: u64| {
        const LOWEST: u64 = 0x0101_0101_0101_0101;
        (bytes >> 7 & !(bytes >> 6) & LOWEST).wrapping_mul(LOWEST).to_le_bytes()[7] as usize
    };
    let mut rest = text.as_bytes().get(start..end).unwrap_or_default();
    let mut count = rest.len();
    while let Some((eight, behind)) = rest.split_first_chunk() {
        count = count.wrapping_sub(going_on(u64::from_le_bytes(*eight)));
        rest = behind;
    }
    if rest.is_empty() {
        return count;
    }
    let last = text.as_bytes().get(end.wrapping_sub(rest.len())..).unwrap_or_default();
    let last = match last.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight) << (64usize.wrapping_sub(rest.len().wrapping_mul(8))),
        None => rest.iter().fold(0, |bytes, &byte| bytes << 8 | u64::from(byte)),
    };
    count.wrapping_sub(going_on(last))
}

/// Where the first byte stands of which `found` is true, at or after byte `from`: blocks of bytes are looked at at once.
#[inline]
pub(crate) fn first_byte(text: &str, from: usize, found: impl Fn(u8) -> bool) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    #[cfg(test)]
    bytes.iter().take_while(|&&byte| !found(byte)).for_each(|_| crate::work::look());
    let (blocks, last) = bytes.as_chunks::<BLOCK>();
    for (index, block) in blocks.iter().enumerate() {
        if block.iter().fold(false, |any, &byte| any | found(byte)) {
            let offset = marked(block.iter().map(|&byte| found(byte))).trailing_zeros() as usize;
            return Some(from.saturating_add(index.saturating_mul(BLOCK)).saturating_add(offset));
        }
    }
    let offset = last.iter().position(|&byte| found(byte))?;
    Some(text.len().saturating_sub(last.len()).saturating_add(offset))
}

/// The byte behind the last full stop (。) of `text`.
pub(crate) fn last_stop(text: &str) -> Option<usize> {
    // E3 80 82; few other characters begin and end alike.
    let stops = |one: &u8, third: &u8| (*one == 0xe3) & (*third == 0x82);
    let is_stop = |end: usize| text.get(..end).is_some_and(|head| head.ends_with('。')).then_some(end);
    let thirds = text.as_bytes().get(2..)?;
    let ones = text.as_bytes().get(..thirds.len())?;
    let (ones, thirds) = (ones.as_rchunks::<BLOCK>(), thirds.as_rchunks::<BLOCK>());
    let mut end = text.len();
    for (ones, thirds) in ones.1.iter().zip(thirds.1).rev() {
        let pairs = || ones.iter().zip(thirds).map(|(one, third)| stops(one, third));
        if pairs().fold(false, |any, stop| any | stop) {
            let mut bits = marked(pairs());
            while let Some(last) = bits.checked_ilog2() {
                let before = (BLOCK - 1).saturating_sub(last as usize);
                if let stop @ Some(_) = is_stop(end.saturating_sub(before)) {
                    return stop;
                }
                bits ^= 1 << last;
            }
        }
        end = end.saturating_sub(BLOCK);
    }
    let mut rest = ones.0.iter().zip(thirds.0).enumerate().rev();
    rest.find_map(|(at, (one, third))| if stops(one, third) { is_stop(at.saturating_add(3)) } else { None })
}

/// The bytes that are looked at at once.
const BLOCK: usize = 32;

/// One bit for each of a block of bytes, the first one lowest.
#[inline]
fn marked(block: impl Iterator<Item = bool>) -> u32 {
    block.zip(0..u32::BITS).fold(0, |bits, (mark, bit)| bits | u32::from(mark) << bit)
}

/// Whether `found` is true of two bytes of `text` that stand side by side; the last is followed by 0.
///
/// For a quick look at whether rare characters may be there: whole blocks of bytes are looked at at once, which is much
/// faster than to decode them. The byte behind the two is told as well.
pub(crate) fn any_bytes(text: &str, found: impl Fn(u8, u8, u8) -> bool) -> bool {
    #[cfg(test)]
    text.chars().for_each(|_| crate::work::look());
    let bytes = text.as_bytes();
    let [nexts, thirds] = [1, 2].map(|skip| bytes.get(skip..).unwrap_or_default());
    let ones = bytes.get(..thirds.len()).unwrap_or_default();
    let any = |ones: &[u8; BLOCK], nexts: &[u8; BLOCK], thirds: &[u8; BLOCK]| {
        let triples = ones.iter().zip(nexts).zip(thirds);
        triples.fold(false, |any, ((&one, &next), &third)| any | found(one, next, third))
    };
    let ends = match bytes {
        [] => false,
        [last] => found(*last, 0, 0),
        [.., before, last] => found(*before, *last, 0) | found(*last, 0, 0),
    };
    let nexts = nexts.get(..thirds.len()).unwrap_or_default();
    match (ones.last_chunk(), nexts.last_chunk(), thirds.last_chunk()) {
        // The last block and the one before it may overlap.
        (Some(one), Some(next), Some(third)) => {
            let mut blocks = ones.as_chunks().0.iter().zip(nexts.as_chunks().0).zip(thirds.as_chunks().0);
            ends || any(one, next, third) || blocks.any(|((one, next), third)| any(one, next, third))
        }
        _ => {
            let mut triples = ones.iter().zip(nexts).zip(thirds);
            ends || triples.any(|((&one, &next), &third)| found(one, next, third))
        }
    }
}

/// Whether a blank is in `text`.
pub(crate) fn has_blank(text: &str) -> bool {
    // Blanks of ASCII, U+85 and U+A0, U+1680, U+2000 to U+200F and U+2028 to U+202F (but no dashes and quotes), U+205F
    // and U+2060, U+3000, U+FEFF, and few other characters.
    let may_be = |one: u8, next: u8, third: u8| {
        (one <= b' ')
            | ((one == 0xc2) & (next <= 0xa0))
            | (one == 0xe1)
            | ((one == 0xe2) & (((next == 0x80) & (third & 0x10 == 0)) | (next == 0x81)))
            | ((one == 0x80) & (next == 0x80))
            | ((one == 0xef) & (next == 0xbb))
    };
    let plain = |byte: u8| (byte > b' ') & !matches!(byte, 0xc2 | 0xe1..=0xe3 | 0xef);
    // A short text is mostly ideographs alone.
    if text.len() < 64 && text.bytes().fold(true, |all, byte| all & plain(byte)) {
        return false;
    }
    let may_have = text.len() < BLOCK || any_bytes(text, may_be);
    may_have && text.chars().any(is_blank)
}

/// `text` without its blanks; borrowed where it has none.
pub(crate) fn squash(text: &str) -> std::borrow::Cow<'_, str> {
    if has_blank(text) {
        let mut squashed = String::with_capacity(text.len());
        squashed.extend(text.chars().filter(|&c| !is_blank(c)));
        squashed.into()
    } else {
        text.into()
    }
}

/// `text` on one line: line breaks and the blanks beside them go, other blanks become one space.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut blank, mut broken) = (false, false);
    for c in trim(text).chars() {
        if is_blank(c) {
            (blank, broken) = (true, broken || c == '\n');
            continue;
        }
        if blank && !broken {
            out.push(' ');
        }
        (blank, broken) = (false, false);
        out.push(c);
    }
    out
}

/// Whether a terminal or an editor shows `c` as nothing, or lets it move the cursor or turn the direction of the text.
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || c.is_control()
}

/// A message on one line: what is unseen by its code (`U+202E`), and of a long one its beginning and its end.
pub(crate) fn message(text: String) -> String {
    const HEAD: usize = 240;
    const TAIL: usize = 120;
    let long = text.chars().nth(HEAD + TAIL).is_some();
    if !long && !text.contains(is_unseen) {
        return text;
    }
    let mut out = String::with_capacity(text.len().min(2048));
    let mut show = |c: char| match is_unseen(c) {
        true => out.push_str(&format!("U+{:04X}", u32::from(c))),
        false => out.push(c),
    };
    if long {
        text.chars().take(HEAD).chain(['…']).for_each(&mut show);
        let tail = text.char_indices().rev().nth(TAIL.saturating_sub(1)).map_or(0, |(at, _)| at);
        text.get(tail..).unwrap_or_default().chars().for_each(show);
    } else {
        text.chars().for_each(show);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_skipped_both_ways() {
        let text = "管 \u{3000}委会";
        assert_eq!(skip_blanks(text, 3), 7);
        assert_eq!(skip_blanks_back(text, 7), 3);
        assert_eq!(squash(text), "管委会");
    }

    #[test]
    fn what_is_trimmed_is_blank() {
        for c in '\0'..='\u{ffff}' {
            let text = format!("{c}公{c}");
            assert_eq!(trim_start(&text), text.trim_start_matches(is_blank), "{c:?}");
            assert_eq!(trim_end(&text), text.trim_end_matches(is_blank), "{c:?}");
            assert_eq!(trim(&text), text.trim_matches(is_blank), "{c:?}");
            for at in 0..=text.len() + 1 {
                let behind = text
                    .get(at..)
                    .map_or(at.min(text.len()), |rest| text.len() - rest.trim_start_matches(is_blank).len());
                assert_eq!(skip_blanks(&text, at), behind, "{c:?} {at}");
                let before = text.get(..at).map_or(at, |head| head.trim_end_matches(is_blank).len());
                assert_eq!(skip_blanks_back(&text, at), before, "{c:?} {at}");
            }
        }
        assert_eq!([trim(""), trim(" \u{3000}")], ["", ""]);
    }

    #[test]
    fn messages_show_what_is_unseen_and_stay_short() {
        assert_eq!(message("found `\u{202e}`".to_owned()), "found `U+202E`");
        assert_eq!(message("found `汉`".to_owned()), "found `汉`");
        let long = message(format!("`{}` is no number", "9".repeat(10_000)));
        assert!(long.ends_with("999` is no number") && long.chars().count() == 361, "{long}");
    }

    #[test]
    fn heads_have_so_many_characters() {
        for text in ["", "a", "公园3个", "𠀀𠀀a公", &"公园a\u{a0}".repeat(40)] {
            for count in 0..170 {
                assert_eq!(head(text, count), text.chars().take(count).collect::<String>(), "{text} {count}");
                assert_eq!(is_longer(text, count), text.chars().count() > count, "{text} {count}");
            }
        }
    }

    #[test]
    fn characters_are_counted() {
        let text = "公园3个é𠀀ab、园林绿化¢的𠀀𠀀公";
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for (index, &start) in ends.iter().enumerate() {
            for (count, &end) in ends.iter().skip(index).enumerate() {
                assert_eq!(char_count(text, start, end), count, "{start}..{end}");
            }
        }
    }

    #[test]
    fn the_first_byte_is_found() {
        for before in (0..20).chain([31, 32, 33, 63, 64, 70]) {
            let text = format!("{}7国7", "a".repeat(before));
            for from in 0..=text.len() {
                let expected = text.bytes().skip(from).position(|byte| byte == b'7').map(|offset| from + offset);
                assert_eq!(first_byte(&text, from, |byte| byte == b'7'), expected, "{text} {from}");
            }
        }
        assert_eq!(first_byte("一二三 ４", 0, |byte| byte.is_ascii_digit()), None);
    }

    #[test]
    fn the_last_full_stop_is_found() {
        // 。, め and む look alike at both ends.
        let pieces = ["公园", "a", "。", "むめ。", "め", "む", "。", "、"];
        let mut next = crate::random::numbers(1);
        for round in 0..20_000 {
            let text: String =
                (0..round % 40).map(|_| pieces[if next(4) == 0 { next(pieces.len()) } else { next(2) }]).collect();
            assert_eq!(last_stop(&text), text.rfind('。').map(|at| at + 3), "{text}");
        }
    }

    #[test]
    fn no_blank_is_overlooked() {
        for c in ('\0'..='\u{ffff}').filter(|&c| is_blank(c)) {
            for place in [0, 1, 29, 30, 31, 32, 33, 34, 62, 63, 64, 65, 200] {
                let text = format!("{}{c}", "a".repeat(place));
                assert!(has_blank(&text) && has_blank(&format!("{text}市、市")), "{c:?} at {place}");
            }
        }
        assert!(!has_blank("完成投资3亿元，“十四五”期间…。"));
    }

    #[test]
    fn folding_maps_width_and_tradition() {
        assert_eq!(fold('％'), '%');
        assert_eq!(fold('增'), '增');
        assert_eq!(fold('長'), '长');
        assert_eq!(fold('⽉'), '月');
    }
}
