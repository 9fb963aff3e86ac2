//! What the examples share: the command line, files and folders, tables and colours. No example itself.

#![allow(dead_code, unreachable_pub, reason = "each example uses a part of it")]
#![allow(clippy::allow_attributes, reason = "what is not used differs from example to example")]

pub mod files;
pub mod table;

use std::error::Error;
use std::io::{self, BufRead, BufWriter, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use zj_gov_report::rust_decimal::{Decimal, RoundingStrategy};

/// How an example ends.
pub type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Standard output.
pub type Out = BufWriter<io::StdoutLock<'static>>;

/// Runs an example: its errors are a line on standard error and exit code 1, a wrong command line is exit code 2, and
/// `--help` prints `usage`. Who reads the output may stop reading (`| head`): that is no error.
pub fn run(usage: &str, example: impl FnOnce(Arguments, &mut Out) -> Outcome) -> ExitCode {
    let arguments = Arguments(std::env::args().skip(1).collect());
    let mut out = BufWriter::new(io::stdout().lock());
    let help = arguments.0.iter().any(|argument| argument == "--help" || argument == "-h");
    let end = match help {
        true => writeln!(out, "usage: {usage}").map_err(Into::into),
        false => example(arguments, &mut out),
    };
    match end.and_then(|()| Ok(out.flush()?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed(&*error) => ExitCode::SUCCESS,
        Err(error) if error.is::<Wrong>() => {
            eprintln!("error: {error}\nusage: {usage}");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether nobody reads any more.
fn is_closed(error: &(dyn Error + 'static)) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    let kind = kind.or(error.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind));
    kind == Some(ErrorKind::BrokenPipe)
}

/// A command line that the example does not know.
#[derive(Debug)]
pub struct Wrong(pub String);

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Wrong {}

/// The command line.
pub struct Arguments(Vec<String>);

impl Arguments {
    /// Whether `name` is there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|argument| argument != name);
        self.0.len() < before
    }

    /// What stands after `name`.
    pub fn option<T: std::str::FromStr<Err: std::fmt::Display>>(&mut self, name: &str) -> Outcome<Option<T>> {
        let Some(at) = self.0.iter().position(|argument| argument == name) else { return Ok(None) };
        self.0.remove(at);
        if at == self.0.len() {
            return Err(Wrong(format!("{name} needs a value")).into());
        }
        let value = self.0.remove(at);
        value.parse().map(Some).map_err(|error| Wrong(format!("{name} {value}: {error}")).into())
    }

    /// What is left, at most `most` of it; an option that nobody asked for is wrong.
    pub fn rest(self, most: usize) -> Outcome<Vec<String>> {
        match self.0.iter().enumerate().find(|(index, argument)| argument.starts_with("--") || *index >= most) {
            Some((_, argument)) => Err(Wrong(format!("unexpected `{argument}`")).into()),
            None => Ok(self.0),
        }
    }
}

/// The styles of the output: none where it is no terminal, or `NO_COLOR` is set.
pub struct Styles {
    pub head: Style,
    pub bad: Style,
    pub good: Style,
    pub dim: Style,
    pub plain: Style,
}

impl Styles {
    pub fn of_stdout() -> Self {
        let on = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
        let style = |style: Style| if on { style } else { Style::new() };
        Self {
            head: style(Style::new().bold()),
            bad: style(AnsiColor::Red.on_default().bold()),
            good: style(AnsiColor::Green.on_default()),
            dim: style(Style::new().dimmed()),
            plain: Style::new(),
        }
    }
}

/// A share as a percentage with one decimal, rounded as the sentences of the library round.
pub fn percent(share: Decimal) -> String {
    let strategy = RoundingStrategy::MidpointAwayFromZero;
    format!("{:.1}%", (share * Decimal::ONE_HUNDRED).round_dp_with_strategy(1, strategy))
}

/// Hands each line of standard input, a JSON object, to `each`; where a person sits at it, the `sample` instead.
pub fn json_lines<T: serde::de::DeserializeOwned>(sample: &str, mut each: impl FnMut(T) -> Outcome) -> Outcome {
    let stdin = io::stdin();
    let lines: Box<dyn Iterator<Item = io::Result<String>>> = match stdin.is_terminal() {
        true => Box::new(sample.lines().map(|line| Ok(line.to_owned()))),
        false => Box::new(stdin.lock().lines()),
    };
    for (number, line) in lines.enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            each(serde_json::from_str(&line).map_err(|error| format!("line {}: {error}", number + 1))?)?;
        }
    }
    Ok(())
}
