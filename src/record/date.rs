//! Dates with as much precision as the source gives, no more.

use serde::{Deserialize, Serialize};

/// Which date of an article this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateKind {
    /// Publication in the issue: CSL `issued`.
    #[default]
    Issued,
    /// Electronic publication ahead of the issue: CSL `available-date`.
    Epub,
    /// Manuscript received: CSL `submitted`.
    Received,
    /// Manuscript accepted.
    Accepted,
    /// Manuscript revised.
    Revised,
    /// The page was fetched: CSL `accessed`.
    Accessed,
}

/// A season of a publication date; CSL `season` 1 to 4, EDTF 21 to 24.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Season {
    /// 1.
    Spring,
    /// 2.
    Summer,
    /// 3; "Fall" too.
    Autumn,
    /// 4.
    Winter,
}

impl Season {
    /// CSL's number, 1 (spring) to 4 (winter).
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Spring => 1,
            Self::Summer => 2,
            Self::Autumn => 3,
            Self::Winter => 4,
        }
    }

    /// The season of a CSL number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        [Self::Spring, Self::Summer, Self::Autumn, Self::Winter]
            .into_iter()
            .find(|season| season.number() == number)
    }

    /// The English name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Spring => "Spring",
            Self::Summer => "Summer",
            Self::Autumn => "Autumn",
            Self::Winter => "Winter",
        }
    }
}

/// Year, year and month, or a day. A day stands only with a month; month 1 to 12, day 1 to 31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateParts {
    /// Gregorian year.
    pub year: i32,
    /// 1 to 12.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
    /// 1 to 31.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<u8>,
}

impl DateParts {
    /// A year alone.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self { year, month: None, day: None }
    }

    /// The date as far as its parts are in the calendar and each stands on the one before.
    #[must_use]
    pub fn settled(self) -> Self {
        let month = self.month.filter(|month| (1..=12).contains(month));
        let day = month.and(self.day).filter(|day| (1..=31).contains(day));
        Self { year: self.year, month, day }
    }

    /// ISO 8601 with as many parts as are known: `2022`, `2022-04`, `2022-04-10`.
    #[must_use]
    pub fn iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }
}

/// A date or a range of dates, with the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateVal {
    /// Which date.
    pub kind: DateKind,
    /// The date, or the start of the range. Absent when the text was not understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<DateParts>,
    /// The end of the range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<DateParts>,
    /// A season beside the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<Season>,
    /// The source marks it as approximate.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub circa: bool,
    /// The text it was read from, as printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text_raw: String,
}

impl DateVal {
    /// ISO style for people and tests: `2022-04`, `2022-04/2022-05`, `2022 season 1`; empty without a date.
    #[must_use]
    pub fn iso(&self) -> String {
        let Some(start) = self.start else { return String::new() };
        match (self.end, self.season) {
            (Some(end), _) => format!("{}/{}", start.iso(), end.iso()),
            (None, Some(season)) => format!("{} season {}", start.iso(), season.number()),
            (None, None) => start.iso(),
        }
    }
}
