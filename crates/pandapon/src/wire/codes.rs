//! Open sets of codes: statuses and kinds, where a new value must never be an error.

/// Declares an open set. Each variant names its wire code and other spellings that mean the same; anything else is kept
/// in `Unknown`. Reads numbers and text, writes the code as text.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $code:literal $(| $other:literal)*,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
            /// A code that this version does not know, as it came.
            Unknown(String),
        }

        impl $name {
            /// The codes known to this version.
            pub const KNOWN: &[&str] = &[$($code),*];

            /// Reads a code.
            #[must_use]
            pub fn from_code(code: &str) -> Self {
                match code {
                    $($code $(| $other)* => Self::$variant,)*
                    other => Self::Unknown(other.to_owned()),
                }
            }

            /// The wire code.
            #[must_use]
            pub fn code(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)*
                    Self::Unknown(code) => code,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let code = $crate::wire::Text::deserialize(deserializer)?;
                Ok(Self::from_code(code.trim()))
            }
        }
    };
}
pub(crate) use codes;
