//! The interchange form of a metric: flat, absent keys mean the default.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::borrow::Cow;

use super::{Basis, Bound, Direction, IndicatorName, Measure, Metric, MetricBuilder, Modality};
use crate::indicator::Indicator;
use crate::number::{Hedge, Number};
use crate::period::Period;
use crate::quantity::{Quantity, Unit};
use crate::span::Span;

#[derive(Serialize, Deserialize)]
struct Form<'m> {
    start: usize,
    end: usize,
    #[serde(default)]
    text: Cow<'m, str>,
    #[serde(with = "rust_decimal::serde::str")]
    value: Decimal,
    #[serde(with = "rust_decimal::serde::str_option", default, skip_serializing_if = "Option::is_none")]
    value_max: Option<Decimal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hedge: Option<Hedge>,
    #[serde(default)]
    unit: Cow<'m, str>,
    #[serde(default, skip_serializing_if = "is_default")]
    measure: Measure,
    #[serde(default, skip_serializing_if = "is_default")]
    bound: Bound,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    direction: Option<Direction>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<Basis>,
    #[serde(default)]
    indicator: Cow<'m, str>,
    /// The id of the registry's entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    indicator_id: Option<Indicator>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<Cow<'m, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    regions: Vec<Cow<'m, str>>,
    #[serde(default, skip_serializing_if = "is_default")]
    each: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    period: Option<Period>,
    /// Always written: its default depends on the column.
    #[serde(default)]
    modality: Modality,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = Form {
            start: self.span.start(),
            end: self.span.end(),
            text: Cow::Borrowed(&self.text),
            value: self.value().normalize(),
            value_max: self.value_max().map(|max| max.normalize()),
            hedge: self.quantity.number().hedge(),
            unit: Cow::Borrowed(self.unit().as_str()),
            measure: self.measure,
            bound: self.bound,
            direction: self.direction,
            basis: self.basis,
            indicator: Cow::Borrowed(self.indicator.as_str()),
            indicator_id: self.indicator.known().cloned(),
            scope: self.scope.as_deref().map(Cow::Borrowed),
            regions: self.regions.iter().map(|region| Cow::Borrowed(&**region)).collect(),
            each: self.each,
            period: self.period,
            modality: self.modality,
        };
        form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Metric {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = Form::deserialize(deserializer)?;
        let number = match form.value_max {
            Some(max) => Number::range(form.value, max).map_err(D::Error::custom)?,
            None => Number::from(form.value),
        };
        let quantity = Quantity::new(number.with_hedge(form.hedge), Unit::from(form.unit.as_ref()));
        let indicator = IndicatorName::new(form.indicator.into_owned(), form.indicator_id);
        let metric = MetricBuilder::new(indicator, quantity)
            .measure(form.measure)
            .bound(form.bound)
            .direction(form.direction)
            .basis(form.basis)
            .scope(form.scope.map(Cow::into_owned))
            .regions(form.regions)
            .each(form.each)
            .period(form.period)
            .modality(form.modality)
            .written(form.text, Span::new(form.start, form.end));
        Ok(metric.build())
    }
}
