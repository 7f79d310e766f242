//! Kinds of item: CSL's closed list.

use serde::{Deserialize, Serialize};

/// The bibliographic kind (csl-data.json, `items/properties/type`), the part of the closed list that article
/// databases use. Anything else a source names is [`Kind::Document`], with the source's word in `type_raw`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Preprint or stand-alone article: `article`.
    Article,
    /// Anything printed in a journal, reviews, letters and case reports included: `article-journal`.
    ArticleJournal,
    /// `article-magazine`.
    ArticleMagazine,
    /// `article-newspaper`.
    ArticleNewspaper,
    /// `bill`.
    Bill,
    /// `book`.
    Book,
    /// `broadcast`.
    Broadcast,
    /// `chapter`.
    Chapter,
    /// `dataset`.
    Dataset,
    /// Unknown: `document`.
    #[default]
    Document,
    /// `entry-dictionary`.
    EntryDictionary,
    /// `entry-encyclopedia`.
    EntryEncyclopedia,
    /// `figure`.
    Figure,
    /// `graphic`.
    Graphic,
    /// `hearing`.
    Hearing,
    /// `interview`.
    Interview,
    /// `legal_case`.
    #[serde(rename = "legal_case")]
    LegalCase,
    /// `legislation`.
    Legislation,
    /// `manuscript`.
    Manuscript,
    /// `map`.
    Map,
    /// `motion_picture`.
    #[serde(rename = "motion_picture")]
    MotionPicture,
    /// `pamphlet`.
    Pamphlet,
    /// `paper-conference`.
    PaperConference,
    /// `patent`.
    Patent,
    /// `periodical`.
    Periodical,
    /// `personal_communication`.
    #[serde(rename = "personal_communication")]
    PersonalCommunication,
    /// `post`.
    Post,
    /// `post-weblog`.
    PostWeblog,
    /// `report`.
    Report,
    /// A review of a work, not a review article: `review`.
    Review,
    /// `review-book`.
    ReviewBook,
    /// `software`.
    Software,
    /// `song`.
    Song,
    /// `speech`.
    Speech,
    /// `standard`.
    Standard,
    /// `thesis`.
    Thesis,
    /// `treaty`.
    Treaty,
    /// `webpage`.
    Webpage,
}

impl Kind {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
