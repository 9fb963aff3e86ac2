//! Numbers against tables of cases.

mod support;

use rust_decimal::Decimal;
use support::{cases, spaced, stands_alone, wide};
use zj_gov_report::Number;
use zj_gov_report::number::{Form, Hedge, find_numbers};

fn hedge(name: &str) -> Option<Hedge> {
    match name {
        "" => None,
        "over" => Some(Hedge::Over),
        "about" => Some(Hedge::About),
        "several" => Some(Hedge::Several),
        other => panic!("unknown hedge {other}"),
    }
}

fn form(name: &str) -> Form {
    match name {
        "" => Form::Plain,
        "fraction" => Form::Fraction,
        "percent" => Form::Percent,
        "permille" => Form::Permille,
        "partsper" => Form::PartsPer,
        "tenths" => Form::Tenths,
        "discount" => Form::Discount,
        other => panic!("unknown form {other}"),
    }
}

#[track_caller]
fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn numbers_read_exactly() {
    for case in cases("number/parse.tsv") {
        let (place, input) = (&case.place, case.get("input"));
        let number: Number = input.parse().unwrap_or_else(|error| panic!("{place}: {input}: {error}"));
        let max = Some(case.get("max")).filter(|max| !max.is_empty()).map(decimal);
        assert_eq!(number.value(), decimal(case.get("value")), "{place}: value of {input}");
        assert_eq!(number.max(), max, "{place}: max of {input}");
        assert_eq!(number.hedge(), hedge(case.get("hedge")), "{place}: hedge of {input}");
        assert_eq!(number.form(), form(case.get("form")), "{place}: form of {input}");
        assert_eq!(number.to_string().parse(), Ok(number), "{place}: {input} printed as {number}");
        let json = serde_json::to_string(&number).unwrap();
        assert_eq!(serde_json::from_str::<Number>(&json).unwrap(), number, "{place}: {input} as {json}");

        for variant in [wide(input), spaced(input)] {
            assert_eq!(variant.parse(), Ok(number), "{place}: {input} as {variant}");
        }
        stands_alone(place, input, &number, |text| {
            find_numbers(text).map(|found| (*found.value(), found.span())).collect()
        });
    }
}

#[test]
fn what_is_no_number_says_why() {
    for case in cases("number/errors.tsv") {
        let (place, input) = (&case.place, case.get("input"));
        let error = input.parse::<Number>().expect_err(place);
        assert_eq!(error.to_string(), case.get("message"), "{place}: {input}");
        assert_eq!(error.kind().code(), case.get("kind"), "{place}: {input}");
        let span = format!("{}..{}", error.span().start(), error.span().end());
        assert_eq!(span, format!("{}..{}", case.get("start"), case.get("end")), "{place}: {input}");
    }
    let long = "1".repeat(200).parse::<Number>().unwrap_err();
    assert_eq!(long.to_string(), "expected a number, found a number longer than the limit of 128 characters");
}

#[test]
fn sentences_give_their_numbers() {
    for case in cases("number/text.tsv") {
        let (place, text) = (&case.place, case.get("text"));
        let found: Vec<_> = find_numbers(text).map(|found| found.text()).collect();
        assert_eq!(found.join("|"), case.get("found"), "{place}: {text}");
    }
}

#[test]
fn numbers_convert_to_the_types_that_hold_them() {
    assert_eq!(u64::try_from(Number::from(5)), Ok(5));
    assert_eq!(Decimal::try_from("1.5".parse::<Number>().unwrap()), Ok(decimal("1.5")));
    let range: Number = "5-10".parse().unwrap();
    assert_eq!(Decimal::try_from(range).unwrap_err().to_string(), "expected one number, found the range 5-10");
    let minus = u64::try_from(Number::from(-5)).unwrap_err();
    assert_eq!(minus.to_string(), "expected a whole number that is not negative, found -5");
    let falling = Number::range(decimal("10"), decimal("5")).unwrap_err();
    assert_eq!(falling.to_string(), "expected a range that ascends, found 10 to 5");
}

#[test]
fn the_interchange_format_is_as_documented() {
    let print = |text: &str| serde_json::to_string(&text.parse::<Number>().unwrap()).unwrap();
    assert_eq!(print("1.22万"), r#"{"value":"12200"}"#);
    assert_eq!(print("5-10余"), r#"{"value":"5","value_max":"10","hedge":"over"}"#);
    assert!(serde_json::from_str::<Number>(r#"{"value":"10","value_max":"5"}"#).is_err());
}
