//! Open sets of codes: statuses and kinds, where a new value must never be an error.

use serde::Serializer;

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

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.code()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = $crate::wire::Text::deserialize(deserializer)?;
                Ok(Self::from_code(code.trim()))
            }
        }
    };
}
pub(crate) use codes;

/// Writes a code as a bare JSON number where the reference wants one; a code that is no whole number as text.
///
/// # Errors
/// Only those of the serializer.
pub fn code_as_number<S: Serializer>(code: &impl AsRef<str>, serializer: S) -> Result<S::Ok, S::Error> {
    match code.as_ref().parse::<i64>() {
        Ok(number) if number.to_string() == code.as_ref() => serializer.serialize_i64(number),
        _ => serializer.serialize_str(code.as_ref()),
    }
}

/// Writes a code that may be missing as [`code_as_number`] does.
///
/// # Errors
/// Only those of the serializer.
pub fn optional_code_as_number<S: Serializer>(
    code: &Option<impl AsRef<str>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match code {
        Some(code) => code_as_number(code, serializer),
        None => serializer.serialize_none(),
    }
}
