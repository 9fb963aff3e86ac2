//! Tables that stand straight: a Chinese character is two columns wide.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Styles;

/// The text as a terminal may have it: on one line, and without what moves the cursor.
pub fn plain(text: &str) -> String {
    let plain = |c: char| match c {
        '\n' | '\t' => ' ',
        _ if c.width().is_none() => '\u{fffd}',
        _ => c,
    };
    text.chars().map(plain).collect()
}

/// `text` in so many columns, cut or filled up.
pub fn padded(text: &str, columns: usize) -> String {
    let (mut cut, mut width) = (String::new(), 0);
    for c in plain(text).chars() {
        let wide = c.width().unwrap_or(0);
        if width + wide > columns {
            break;
        }
        cut.push(c);
        width += wide;
    }
    cut + &" ".repeat(columns - width)
}

/// Rows under a head; a column is as wide as its widest cell, up to 40.
pub struct Table {
    rows: Vec<Vec<String>>,
    /// Columns of numbers stand to the right.
    right: &'static [usize],
}

impl Table {
    pub fn new<const N: usize>(head: [&str; N], right: &'static [usize]) -> Self {
        Self { rows: vec![head.map(str::to_owned).to_vec()], right }
    }

    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.map(|cell| plain(&cell)).to_vec());
    }

    pub fn print(&self, out: &mut impl Write, styles: &Styles) -> io::Result<()> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let cells = |column: usize| self.rows.iter().filter_map(move |row| row.get(column));
        let widths: Vec<usize> =
            (0..columns).map(|column| cells(column).map(|cell| cell.width()).max().unwrap_or(0).min(40)).collect();
        for (index, row) in self.rows.iter().enumerate() {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let text = padded(cell, *width);
                let blanks = text.len() - text.trim_end().len();
                let right = self.right.contains(&column);
                line += &if right { " ".repeat(blanks) + text.trim_end() } else { text };
                line += "  ";
            }
            let style = if index == 0 { styles.head } else { styles.plain };
            writeln!(out, "{style}{}{style:#}", line.trim_end())?;
        }
        Ok(())
    }
}
