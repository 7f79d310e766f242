//! Kinds of reference in the words of the tagged formats: `EndNote`'s list of reference types, `RefWorks`' list, and the
//! words of CNKI and `NoteExpress`.

use crate::record::Kind;

/// Each word and its kind; one word stands once. `EndNote`'s and `RefWorks`' own lists are in their manuals.
#[rustfmt::skip]
const REFERENCE_TYPES: &[(&str, Kind)] = &[
    ("Abstract", Kind::ArticleJournal),
    ("Aggregated Database", Kind::Dataset),
    ("Ancient Text", Kind::Document),
    ("Artwork", Kind::Graphic),
    ("Audio", Kind::Song),
    ("Audiovisual Material", Kind::MotionPicture),
    ("Bill", Kind::Bill),
    ("Bills", Kind::Bill),
    ("Bills/Resolutions", Kind::Bill),
    ("Blog", Kind::PostWeblog),
    ("Book", Kind::Book),
    ("Book Chapter", Kind::Chapter),
    ("Book Section", Kind::Chapter),
    ("Book, Edited", Kind::Book),
    ("Book, Section", Kind::Chapter),
    ("Book, Whole", Kind::Book),
    ("Case", Kind::LegalCase),
    ("Case/Court Decisions", Kind::LegalCase),
    ("Catalog", Kind::Book),
    ("Chart or Table", Kind::Figure),
    ("Classical Work", Kind::Book),
    ("Computer Program", Kind::Software),
    ("Conference Paper", Kind::PaperConference),
    ("Conference Proceeding", Kind::PaperConference),
    ("Conference Proceedings", Kind::PaperConference),
    ("Court Decisions", Kind::LegalCase),
    ("DVD", Kind::MotionPicture),
    ("Dataset", Kind::Dataset),
    ("Dictionary", Kind::EntryDictionary),
    ("Discussion Forum", Kind::Post),
    ("Dissertation", Kind::Thesis),
    ("Dissertation/Thesis", Kind::Thesis),
    ("Dissertation/Thesis, Unpublished", Kind::Thesis),
    ("Edited Book", Kind::Book),
    ("Electronic Article", Kind::ArticleJournal),
    ("Electronic Book", Kind::Book),
    ("Electronic Book Section", Kind::Chapter),
    ("Electronic Source", Kind::Webpage),
    ("Encyclopedia", Kind::EntryEncyclopedia),
    ("Equation", Kind::Document),
    ("Figure", Kind::Figure),
    ("Film or Broadcast", Kind::MotionPicture),
    ("Generic", Kind::Document),
    ("Government Document", Kind::Report),
    ("Grant", Kind::Document),
    ("Hearing", Kind::Hearing),
    ("Interview", Kind::Interview),
    ("Journal", Kind::ArticleJournal),
    ("Journal Article", Kind::ArticleJournal),
    ("Journal, Electronic", Kind::ArticleJournal),
    ("Laws", Kind::Legislation),
    ("Laws/Statutes", Kind::Legislation),
    ("Legal Rule or Regulation", Kind::Legislation),
    ("Magazine Article", Kind::ArticleMagazine),
    ("Manuscript", Kind::Manuscript),
    ("Map", Kind::Map),
    ("Monograph", Kind::Book),
    ("Motion Picture", Kind::MotionPicture),
    ("Multimedia Application", Kind::Software),
    ("Music", Kind::Song),
    ("Music Score", Kind::Song),
    ("Newspaper Article", Kind::ArticleNewspaper),
    ("Online Database", Kind::Dataset),
    ("Online Discussion Forum", Kind::Post),
    ("Online Discussion Forum/Blogs", Kind::Post),
    ("Online Multimedia", Kind::MotionPicture),
    ("Other Article", Kind::Report),
    ("Pamphlet", Kind::Pamphlet),
    ("Patent", Kind::Patent),
    ("Personal Communication", Kind::PersonalCommunication),
    ("Podcast", Kind::Song),
    ("Press Release", Kind::Document),
    ("Report", Kind::Report),
    ("Resolutions", Kind::Bill),
    ("Serial", Kind::Periodical),
    ("Serial Publication", Kind::Periodical),
    ("Social Media", Kind::Post),
    ("Sound Recording", Kind::Song),
    ("Standard", Kind::Standard),
    ("Statute", Kind::Legislation),
    ("Statutes", Kind::Legislation),
    ("Television Episode", Kind::Broadcast),
    ("Thesis", Kind::Thesis),
    ("Thesis, Unpublished", Kind::Thesis),
    ("Unpublished Material", Kind::Manuscript),
    ("Unpublished Work", Kind::Manuscript),
    ("Video", Kind::MotionPicture),
    ("Video/DVD", Kind::MotionPicture),
    ("Web Page", Kind::Webpage),
    ("期刊", Kind::ArticleJournal),
    ("特色期刊", Kind::ArticleJournal),
    ("外文期刊", Kind::ArticleJournal),
    ("期刊文章", Kind::ArticleJournal),
    ("期刊论文", Kind::ArticleJournal),
    ("辑刊", Kind::ArticleJournal),
    ("学术辑刊", Kind::ArticleJournal),
    ("学位论文", Kind::Thesis),
    ("硕士", Kind::Thesis),
    ("博士", Kind::Thesis),
    ("会议", Kind::PaperConference),
    ("会议论文", Kind::PaperConference),
    ("中国会议", Kind::PaperConference),
    ("国际会议", Kind::PaperConference),
    ("报纸", Kind::ArticleNewspaper),
    ("报纸文章", Kind::ArticleNewspaper),
    ("专利", Kind::Patent),
    ("中国专利", Kind::Patent),
    ("海外专利", Kind::Patent),
    ("标准", Kind::Standard),
    ("国家标准", Kind::Standard),
    ("行业标准", Kind::Standard),
    ("图书", Kind::Book),
    ("专著", Kind::Book),
    ("年鉴", Kind::Chapter),
    ("成果", Kind::Report),
    ("科技成果", Kind::Report),
];

/// The kind that a word of a tagged format names, in any case; `None` for an unknown one.
#[must_use]
pub fn kind(text: &str) -> Option<Kind> {
    let wanted = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let row = REFERENCE_TYPES.iter().find(|(word, _)| word.eq_ignore_ascii_case(&wanted));
    row.map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_once_and_are_found_in_any_case() {
        for (index, (word, _)) in REFERENCE_TYPES.iter().enumerate() {
            let again =
                REFERENCE_TYPES.iter().skip(index + 1).any(|(other, _)| other.eq_ignore_ascii_case(word));
            assert!(!again, "{word}");
        }
        assert_eq!(kind(" journal  article "), Some(Kind::ArticleJournal));
        assert_eq!(kind("Book, Section"), Some(Kind::Chapter));
        assert_eq!(kind("硕士"), Some(Kind::Thesis));
        assert_eq!(kind("Papyrus"), None);
    }
}
