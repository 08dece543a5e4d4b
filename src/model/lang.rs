//! Language codes.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An ISO 639-1 code such as `ar`; `und` where no language could be told.
///
/// Which languages have a lexicon is the lexicon's to say: a code alone promises nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Lang([u8; 3]);

impl Lang {
    /// No language could be told.
    pub const UNDETERMINED: Lang = Lang(*b"und");

    /// The code, two or three ASCII letters.
    #[must_use]
    pub fn code(&self) -> &str {
        let len = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..len]).unwrap_or("und")
    }
}

impl Default for Lang {
    fn default() -> Self {
        Lang::UNDETERMINED
    }
}

impl FromStr for Lang {
    type Err = String;

    /// Reads `ar`, `AR`, `ar-SA` or `ar_SA`; the region is dropped.
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let primary = code.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match *primary.as_bytes() {
            [a, b] if primary.bytes().all(|c| c.is_ascii_lowercase()) => Ok(Lang([a, b, 0])),
            [a, b, c] if primary.bytes().all(|c| c.is_ascii_lowercase()) => Ok(Lang([a, b, c])),
            _ => Err(format!("\"{code}\" is no language code; write two letters, such as ar or en")),
        }
    }
}

impl TryFrom<String> for Lang {
    type Error = String;
    fn try_from(code: String) -> Result<Self, Self::Error> {
        code.parse()
    }
}

impl From<Lang> for u32 {
    /// The code as one number, other than that of any other code.
    fn from(lang: Lang) -> u32 {
        let [a, b, c] = lang.0;
        u32::from_be_bytes([0, a, b, c])
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> String {
        lang.code().to_owned()
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
