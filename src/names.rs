//! The stable names of closed sets, which are those of the interchange format.

/// Gives each variant of a closed set its stable name, `FromStr` and `Display` by that name.
macro_rules! names {
    ($type:ident { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name in the interchange format.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = crate::Error;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|variant| variant.as_str() == name).ok_or_else(|| {
                    let names: Vec<&str> = Self::ALL.iter().map(|variant| variant.as_str()).collect();
                    let span = crate::Span::new(0, name.len());
                    let message = format!("expected one of {}, found `{name}`", names.join(", "));
                    crate::Error::new(crate::ErrorKind::Syntax, span, message)
                })
            }
        }
    };
}

pub(crate) use names;
