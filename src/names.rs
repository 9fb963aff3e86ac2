//! The stable names of closed sets, which are those of the interchange format.

/// Gives each variant of a closed set its stable name, `FromStr` and `Display` by that name. What is not at the root of the
/// crate says in which module it is.
macro_rules! names {
    ($type:ident $(in $module:ident)? { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// Every variant, in order.
            ///
            /// ```
            #[doc = concat!("use zj_gov_report::", $(stringify!($module), "::",)? stringify!($type), ";")]
            ///
            #[doc = concat!("let names: Vec<&str> = ", stringify!($type), "::ALL.iter().map(|one| one.as_str()).collect();")]
            #[doc = concat!("assert_eq!(names, [", $("\"", $name, "\", ",)+ "]);")]
            /// ```
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

            /// The variant with this stable name.
            ///
            /// ```
            #[doc = concat!("use zj_gov_report::", $(stringify!($module), "::",)? stringify!($type), ";")]
            ///
            #[doc = concat!("for one in ", stringify!($type), "::ALL {")]
            #[doc = concat!("    assert_eq!(one.as_str().parse::<", stringify!($type), ">().as_ref(), Ok(one));")]
            /// }
            #[doc = concat!("assert!(\"其他\".parse::<", stringify!($type), ">().is_err());")]
            /// ```
            ///
            /// # Errors
            ///
            /// [`ErrorKind::Syntax`](crate::ErrorKind::Syntax) for any other name.
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
