//! Quantities against tables of cases.

mod support;

use rust_decimal::Decimal;
use support::{cases, spaced, stands_alone, wide};
use zj_gov_report::number::Hedge;
use zj_gov_report::quantity::{Units, find_quantities};
use zj_gov_report::{Quantity, Unit};

#[track_caller]
fn read(place: &str, text: &str) -> Quantity {
    text.parse().unwrap_or_else(|error| panic!("{place}: {text}: {error}"))
}

#[test]
fn quantities_read_exactly() {
    for case in cases("quantity/parse.tsv") {
        let (place, input) = (case.place.as_str(), case.get("input"));
        let quantity = read(place, input);
        let decimal =
            |text: &str| Decimal::from_str_exact(text).unwrap_or_else(|error| panic!("{place}: {text}: {error}"));
        let hedge = match case.get("hedge") {
            "" => None,
            "over" => Some(Hedge::Over),
            "several" => Some(Hedge::Several),
            other => panic!("{place}: unknown hedge {other}"),
        };
        assert_eq!(quantity.value(), decimal(case.get("value")), "{place}: value of {input}");
        let max = Some(case.get("max")).filter(|max| !max.is_empty()).map(decimal);
        assert_eq!(quantity.value_max(), max, "{place}: max of {input}");
        assert_eq!(quantity.number().hedge(), hedge, "{place}: hedge of {input}");
        assert_eq!(quantity.unit().as_str(), case.get("unit"), "{place}: unit of {input}");
        assert_eq!(quantity.unit().canonical(), case.get("canonical"), "{place}: canonical unit of {input}");
        assert_eq!(quantity.unit().dimension(), case.get("dimension"), "{place}: dimension of {input}");
        assert_eq!(quantity.to_string().parse(), Ok(quantity.clone()), "{place}: {input} printed as {quantity}");
        let json = serde_json::to_string(&quantity).unwrap();
        assert_eq!(serde_json::from_str::<Quantity>(&json).unwrap(), quantity, "{place}: {input} as {json}");

        for variant in [wide(input), spaced(input)] {
            let read = read(place, &variant);
            assert_eq!(read.number(), quantity.number(), "{place}: {input} as {variant}");
            assert_eq!(read.unit().canonical(), quantity.unit().canonical(), "{place}: {input} as {variant}");
        }
        if quantity.unit().is_known() {
            stands_alone(place, input, &quantity, |text| {
                find_quantities(text).map(|found| (found.value().clone(), found.span())).collect()
            });
        }
    }
}

#[test]
fn sentences_give_their_quantities() {
    for case in cases("quantity/text.tsv") {
        let (place, text) = (&case.place, case.get("text"));
        let found: Vec<_> = find_quantities(text).map(|found| format!("{}={}", found.text(), found.value())).collect();
        assert_eq!(found.join("|"), case.get("found"), "{place}: {text}");
    }
}

#[test]
fn quantities_convert_within_a_dimension() {
    for case in cases("quantity/convert.tsv") {
        let place = case.place.as_str();
        let converted = read(place, case.get("from")).convert_to(&Unit::from(case.get("to")));
        let converted = converted.unwrap_or_else(|error| panic!("{place}: {error}"));
        assert_eq!(converted.to_string(), case.get("result"), "{place}");
    }
    for case in cases("quantity/no_conversion.tsv") {
        let place = case.place.as_str();
        let error = read(place, case.get("from")).convert_to(&Unit::from(case.get("to"))).expect_err(place);
        assert_eq!(error.to_string(), case.get("message"), "{place}");
        assert_eq!(error.kind().code(), case.get("kind"), "{place}");
    }
}

#[test]
fn the_interchange_format_is_as_documented() {
    let print = |text: &str| serde_json::to_string(&read("here", text)).unwrap();
    assert_eq!(print("1.22万亩"), r#"{"value":"12200","unit":"亩"}"#);
    assert_eq!(print("5-10个"), r#"{"value":"5","value_max":"10","unit":"个"}"#);
    assert_eq!(print("10多项"), r#"{"value":"10","hedge":"over","unit":"项"}"#);
    assert_eq!(print("31"), r#"{"value":"31"}"#);
    assert_eq!(serde_json::from_str::<Quantity>(r#"{"value":"31"}"#).unwrap(), read("here", "31"));
}

#[test]
fn errors_of_a_user_registry_name_their_line() {
    let error = |text: &str| Units::builtin().with_tsv(text).unwrap_err().to_string();
    assert_eq!(error("name\n网箱\n"), "registry, line 1: no column `unit`");
    assert_eq!(error("unit\taliases\n\t网\n"), "registry, line 2: expected a unit, found ``");
    let message = error("unit\tdimension\tnumerator\tdenominator\n亩\tarea\t2000\tx\n");
    assert_eq!(message, "registry, line 2: `亩`: expected a factor of two whole numbers above 0, found `2000`/`x`");
}

#[test]
fn a_user_registry_adds_and_replaces() {
    let units = Units::builtin()
        .with_tsv("unit\taliases\tdimension\tnumerator\tdenominator\n尺\t市尺\tlength\t1\t3\n")
        .unwrap();
    let unit = units.unit("市尺");
    assert_eq!((unit.canonical(), unit.dimension()), ("尺", "length"));
    let found: Vec<_> = units.find("布匹300市尺,长5米").map(|found| found.value().to_string()).collect();
    assert_eq!(found, ["300市尺", "5米"]);
    let metres = Quantity::new(300, unit).convert_to(&Unit::from("米")).unwrap();
    assert_eq!(metres.to_string(), "100米");
}

#[test]
fn types_are_small_and_shared() {
    fn shared<T: Send + Sync + Clone>() {}
    shared::<Quantity>();
    shared::<Units>();
    assert!(size_of::<Quantity>() <= 96, "{}", size_of::<Quantity>());
}
