//! The TSV loader.
//!
//! ```text
//! file    = { comment | blank } header { row | comment | blank }
//! comment = '#' text                      the source, date, meaning of columns and invariants
//! header  = name { TAB name }
//! row     = field { TAB field }           missing fields at the end are empty; a field too many is an error
//! ```

use crate::error::{Error, ErrorKind};
use crate::span::Span;

/// A table that was read, its fields borrowed from the text.
#[derive(Debug)]
pub(crate) struct Table<'t> {
    columns: Vec<&'t str>,
    rows: Vec<(usize, Vec<&'t str>)>,
    source: &'t str,
}

/// One row of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a, 't> {
    table: &'a Table<'t>,
    line: usize,
    fields: &'a [&'t str],
}

impl<'t> Table<'t> {
    /// Reads a table; every name of `required` must be a column.
    pub(crate) fn parse(source: &'t str, required: &[&str]) -> Result<Self, Error> {
        let mut table = Table { columns: Vec::new(), rows: Vec::new(), source };
        for (index, line) in source.lines().enumerate() {
            let number = index.saturating_add(1);
            let line = line.trim_end_matches(['\r', '\n']);
            let line = if index == 0 { line.trim_start_matches('\u{feff}') } else { line };
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut fields: Vec<&str> = Vec::with_capacity(table.columns.len());
            fields.extend(line.split('\t').map(str::trim));
            if table.columns.is_empty() {
                for name in required {
                    if !fields.contains(name) {
                        return Err(table.error(number, line, format!("no column `{name}`")));
                    }
                }
                table.columns = fields;
            } else if fields.len() > table.columns.len() {
                let (found, expected) = (fields.len(), table.columns.len());
                return Err(table.error(number, line, format!("{found} fields under {expected} columns")));
            } else {
                table.rows.push((number, fields));
            }
        }
        if table.columns.is_empty() && !required.is_empty() {
            return Err(table.error(1, "", "no header".to_owned()));
        }
        Ok(table)
    }

    /// Reads a table that the crate ships. A faulty one reads as empty; a test reads every built-in file strictly.
    pub(crate) fn builtin(_name: &'static str, source: &'t str) -> Self {
        Self::parse(source, &[]).unwrap_or(Table { columns: Vec::new(), rows: Vec::new(), source })
    }

    /// The rows, in order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_, 't>> {
        self.rows.iter().map(|(line, fields)| Row { table: self, line: *line, fields })
    }

    fn error(&self, line: usize, text: &str, message: String) -> Error {
        let start = (text.as_ptr() as usize).saturating_sub(self.source.as_ptr() as usize);
        let span = Span::new(start, start.saturating_add(text.len()));
        Error::new(ErrorKind::Registry, span, format!("registry, line {line}: {message}"))
    }
}

impl<'t> Row<'_, 't> {
    /// The field under `column`; empty where there is none.
    pub(crate) fn get(&self, column: &str) -> &'t str {
        let index = self.table.columns.iter().position(|&name| name == column);
        index.and_then(|index| self.fields.get(index)).copied().unwrap_or_default()
    }

    /// The field under `column`, split at `|`; nothing for an empty field.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column).split('|').map(str::trim).filter(|item| !item.is_empty())
    }

    /// An error about this row, with its line number.
    pub(crate) fn error(&self, message: impl std::fmt::Display) -> Error {
        let text = self.fields.first().copied().unwrap_or_default();
        self.table.error(self.line, text, message.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_columns_and_lines() {
        let table = Table::parse("# note\nname\tvalue\n甲\t1|2\n乙\n", &["name"]).unwrap();
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows[0].get("name"), "甲");
        assert_eq!(rows[0].list("value").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(rows[1].get("value"), "");
        assert_eq!(rows[1].error("odd").to_string(), "registry, line 4: odd");
    }

    #[test]
    fn faults_name_their_line() {
        let error = Table::parse("name\n甲\t1\n", &["name"]).unwrap_err();
        assert_eq!(error.to_string(), "registry, line 2: 2 fields under 1 columns");
        assert_eq!(error.span(), Span::new(5, 10));
        let error = Table::parse("name\n甲\n", &["code"]).unwrap_err();
        assert_eq!(error.to_string(), "registry, line 1: no column `code`");
    }
}
