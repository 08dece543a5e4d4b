//! Numbers as people write them.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// A number that is written `33`, not `33.0`, and `null` where it is open (infinite).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number(pub f64);

impl Number {
    /// A score, rounded to four decimals.
    #[must_use]
    pub fn score(score: f64) -> Self {
        Number((score * 1e4).round() / 1e4)
    }
}

/// Integers above this are no longer exact in a double.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            n if !n.is_finite() => to.serialize_none(),
            n if n.fract() == 0.0 && n.abs() <= MAX_EXACT => to.serialize_i64(n as i64),
            n => to.serialize_f64(n),
        }
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "null"] })
    }
}
