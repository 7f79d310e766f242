//! An article in each format, as that format's own programs lay it out.

use crate::article::{Article, Author};
use std::io::{self, Write};

pub(crate) const PUBMED_BEGIN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE PubmedArticleSet PUBLIC \
     \"-//NLM//DTD PubMedArticle, 1st January 2025//EN\" \"pubmed_250101.dtd\">\n<PubmedArticleSet>\n";
pub(crate) const PUBMED_END: &str = "</PubmedArticleSet>\n";
pub(crate) const CSV_HEADER: &str = "id,type,title,vernacular_title,authors,affiliations,journal,journal_abbrev,issn,year,month,volume,\
     issue,pages,doi,pmid,keywords,mesh,language,country,abstract\r\n";

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month(article: &Article) -> &'static str {
    MONTHS[article.month as usize - 1]
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn pmid(article: &Article) -> u64 {
    10_000_001 + article.number
}

fn initials(author: &Author) -> String {
    author.given.chars().filter(|it| it.is_uppercase()).collect()
}

/// The shape of a baseline file: one element a line, indented.
pub(crate) fn pubmed(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let pmid = pmid(article);
    let (year, month) = (article.year, month(article));
    write!(
        out,
        "  <PubmedArticle>\n    <MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\" IndexingMethod=\"Automated\">\n      \
         <PMID Version=\"1\">{pmid}</PMID>\n      <DateCompleted>\n        <Year>{year}</Year>\n        <Month>12</Month>\n        \
         <Day>15</Day>\n      </DateCompleted>\n      <DateRevised>\n        <Year>{year}</Year>\n        <Month>12</Month>\n        \
         <Day>16</Day>\n      </DateRevised>\n      <Article PubModel=\"Print\">\n        <Journal>\n          \
         <ISSN IssnType=\"Print\">{issn}</ISSN>\n          <JournalIssue CitedMedium=\"Print\">\n            \
         <Volume>{volume}</Volume>\n            <Issue>{issue}</Issue>\n            <PubDate>\n              <Year>{year}</Year>\n              \
         <Month>{month}</Month>\n            </PubDate>\n          </JournalIssue>\n          <Title>{journal}</Title>\n          \
         <ISOAbbreviation>{abbreviation}</ISOAbbreviation>\n        </Journal>\n        \
         <ArticleTitle>[{title}].</ArticleTitle>\n        <Pagination>\n          <StartPage>{first}</StartPage>\n          \
         <EndPage>{last}</EndPage>\n          <MedlinePgn>{first}-{last}</MedlinePgn>\n        </Pagination>\n        \
         <ELocationID EIdType=\"doi\" ValidYN=\"Y\">{doi}</ELocationID>\n        <Abstract>\n",
        issn = article.issn,
        volume = article.volume,
        issue = article.issue,
        journal = xml(article.journal),
        abbreviation = article.abbreviation,
        title = xml(&article.title),
        first = article.first_page,
        last = article.last_page,
        doi = article.doi,
    )?;
    for (label, text) in &article.sections {
        writeln!(
            out,
            "          <AbstractText Label=\"{label}\" NlmCategory=\"{label}\">{}</AbstractText>",
            xml(text)
        )?;
    }
    write!(out, "        </Abstract>\n        <AuthorList CompleteYN=\"Y\">\n")?;
    for author in &article.authors {
        write!(
            out,
            "          <Author ValidYN=\"Y\">\n            <LastName>{}</LastName>\n            <ForeName>{}</ForeName>\n            \
             <Initials>{}</Initials>\n",
            author.family,
            author.given,
            initials(author)
        )?;
        for institution in &author.institutions {
            write!(
                out,
                "            <AffiliationInfo>\n              <Affiliation>{}.</Affiliation>\n            </AffiliationInfo>\n",
                xml(&article.affiliations[institution - 1])
            )?;
        }
        writeln!(out, "          </Author>")?;
    }
    write!(
        out,
        "        </AuthorList>\n        <Language>chi</Language>\n        <PublicationTypeList>\n          \
         <PublicationType UI=\"D016428\">Journal Article</PublicationType>\n        </PublicationTypeList>\n        \
         <VernacularTitle>{}.</VernacularTitle>\n      </Article>\n      <MedlineJournalInfo>\n        <Country>China</Country>\n        \
         <MedlineTA>{}</MedlineTA>\n        <NlmUniqueID>100{:05}</NlmUniqueID>\n        <ISSNLinking>{}</ISSNLinking>\n      \
         </MedlineJournalInfo>\n      <MeshHeadingList>\n",
        xml(&article.vernacular_title),
        article.abbreviation,
        article.number % 8,
        article.issn
    )?;
    for heading in &article.headings {
        write!(
            out,
            "        <MeshHeading>\n          <DescriptorName UI=\"D000001\" MajorTopicYN=\"N\">{heading}</DescriptorName>\n        \
             </MeshHeading>\n"
        )?;
    }
    write!(
        out,
        "      </MeshHeadingList>\n      <OtherAbstract Type=\"Publisher\" Language=\"chi\">\n        <AbstractText>{}</AbstractText>\n      \
         </OtherAbstract>\n      <KeywordList Owner=\"NOTNLM\">\n",
        xml(&article.vernacular_abstract)
    )?;
    for keyword in &article.keywords {
        writeln!(out, "        <Keyword MajorTopicYN=\"N\">{}</Keyword>", xml(keyword))?;
    }
    write!(
        out,
        "      </KeywordList>\n    </MedlineCitation>\n    <PubmedData>\n      <PublicationStatus>ppublish</PublicationStatus>\n      \
         <ArticleIdList>\n        <ArticleId IdType=\"pubmed\">{pmid}</ArticleId>\n        <ArticleId IdType=\"doi\">{}</ArticleId>\n      \
         </ArticleIdList>\n    </PubmedData>\n  </PubmedArticle>\n",
        article.doi
    )
}

/// Line ends and blanks as most databases write them.
pub(crate) fn ris(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "TY  - JOUR\r\nTI  - {}\r\nTT  - {}\r\n", article.title, article.vernacular_title)?;
    for author in &article.authors {
        write!(out, "AU  - {}, {}\r\n", author.family, author.given)?;
    }
    write!(
        out,
        "AD  - {}\r\nT2  - {}\r\nJ2  - {}\r\nPY  - {}\r\nDA  - {}/{:02}//\r\nVL  - {}\r\nIS  - {}\r\nSP  - {}\r\nEP  - {}\r\n\
         SN  - {}\r\nDO  - {}\r\nLA  - Chinese\r\nAB  - {}\r\n",
        article.affiliations.join("; "),
        article.journal,
        article.abbreviation,
        article.year,
        article.year,
        article.month,
        article.volume,
        article.issue,
        article.first_page,
        article.last_page,
        article.issn,
        article.doi,
        article.summary()
    )?;
    for keyword in &article.keywords {
        write!(out, "KW  - {keyword}\r\n")?;
    }
    write!(out, "DB  - WPRIM\r\nER  - \r\n\r\n")
}

/// One item a line, members in the order in which reference managers write them.
pub(crate) fn csl_json(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let authors: Vec<_> = article
        .authors
        .iter()
        .map(|author| serde_json::json!({ "family": author.family, "given": author.given }))
        .collect();
    let item = serde_json::json!({
        "id": format!("item{}", article.number),
        "type": "article-journal",
        "title": article.title,
        "original-title": article.vernacular_title,
        "author": authors,
        "container-title": article.journal,
        "container-title-short": article.abbreviation,
        "issued": { "date-parts": [[article.year, article.month]] },
        "volume": article.volume.to_string(),
        "issue": article.issue.to_string(),
        "page": format!("{}-{}", article.first_page, article.last_page),
        "DOI": article.doi,
        "ISSN": article.issn,
        "language": "zh",
        "keyword": article.keywords.join("; "),
        "abstract": article.summary(),
    });
    serde_json::to_writer(out, &item).map_err(io::Error::from)
}

/// RFC 4180, every text in quotation marks.
pub(crate) fn csv(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let authors: Vec<String> =
        article.authors.iter().map(|author| format!("{}, {}", author.family, author.given)).collect();
    write!(
        out,
        "item{},article-journal,{},{},{},{},{},{},{},{},{},{},{},{}-{},{},{},{},{},zh,China,{}\r\n",
        article.number,
        quoted(&article.title),
        quoted(&article.vernacular_title),
        quoted(&authors.join("; ")),
        quoted(&article.affiliations.join("; ")),
        quoted(article.journal),
        quoted(article.abbreviation),
        article.issn,
        article.year,
        article.month,
        article.volume,
        article.issue,
        article.first_page,
        article.last_page,
        article.doi,
        pmid(article),
        quoted(&article.keywords.join("; ")),
        quoted(&article.headings.join("; ")),
        quoted(&article.summary())
    )
}

/// Braces around values, special characters escaped.
pub(crate) fn bibtex(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let tex = |text: &str| text.replace('&', "\\&").replace('%', "\\%").replace('<', "{\\textless}");
    let authors: Vec<String> =
        article.authors.iter().map(|author| format!("{}, {}", author.family, author.given)).collect();
    write!(
        out,
        "@article{{item{},\n  author = {{{}}},\n  title = {{{}}},\n  origtitle = {{{}}},\n  journal = {{{}}},\n  year = {{{}}},\n  \
         month = {},\n  volume = {{{}}},\n  number = {{{}}},\n  pages = {{{}--{}}},\n  doi = {{{}}},\n  issn = {{{}}},\n  \
         keywords = {{{}}},\n  language = {{Chinese}},\n  abstract = {{{}}},\n}}\n\n",
        article.number,
        authors.join(" and "),
        tex(&article.title),
        article.vernacular_title,
        tex(article.journal),
        article.year,
        month(article).to_lowercase(),
        article.volume,
        article.issue,
        article.first_page,
        article.last_page,
        article.doi,
        article.issn,
        article.keywords.join(", "),
        tex(&article.summary())
    )
}

/// `PubMed`'s download: values broken before column 90, six blanks in front of what follows.
pub(crate) fn nbib(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "PMID- {}\nOWN - NLM\nSTAT- MEDLINE\nIS  - {} (Print)\nVI  - {}\nIP  - {}\nDP  - {} {}\n",
        pmid(article),
        article.issn,
        article.volume,
        article.issue,
        article.year,
        month(article)
    )?;
    folded("TI", &format!("[{}].", article.title), out)?;
    write!(out, "PG  - {}-{}\nLID - {} [doi]\n", article.first_page, article.last_page, article.doi)?;
    folded("AB", &article.summary(), out)?;
    for author in &article.authors {
        write!(
            out,
            "FAU - {}, {}\nAU  - {} {}\n",
            author.family,
            author.given,
            author.family,
            initials(author)
        )?;
        for institution in &author.institutions {
            folded("AD", &article.affiliations[institution - 1], out)?;
        }
    }
    write!(out, "LA  - chi\nPT  - Journal Article\n")?;
    folded("TT", &article.vernacular_title, out)?;
    write!(out, "PL  - China\nTA  - {}\nJT  - {}\n", article.abbreviation, article.journal)?;
    for heading in &article.headings {
        writeln!(out, "MH  - {heading}")?;
    }
    writeln!(out, "OTO - NOTNLM")?;
    for keyword in &article.keywords {
        writeln!(out, "OT  - {keyword}")?;
    }
    write!(
        out,
        "SO  - {}. {} {};{}({}):{}-{}.\n\n",
        article.abbreviation,
        article.year,
        month(article),
        article.volume,
        article.issue,
        article.first_page,
        article.last_page
    )
}

fn folded(tag: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{tag:<4}-")?;
    let mut column = 5;
    for word in text.split(' ') {
        if column + word.len() > 88 {
            write!(out, "\n     ")?;
            column = 5;
        }
        write!(out, " {word}")?;
        column += word.len() + 1;
    }
    writeln!(out)
}

/// The white space of the site's template: values in runs of blanks, one piece a line.
pub(crate) fn wprim(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let gap = "        \n            \n";
    write!(
        out,
        "{}\n{gap}            {}\n{gap}        - VernacularTitle:{}\n{gap}        - Author:\n{gap}",
        article.title, article.doi, article.vernacular_title
    )?;
    for (place, author) in article.authors.iter().enumerate() {
        write!(out, "                {} {}\n{gap}", author.given, author.family.to_uppercase())?;
        for institution in &author.institutions {
            write!(out, "                {institution}\n{gap}")?;
        }
        if place + 1 < article.authors.len() {
            write!(out, "                ;\n{gap}")?;
        }
    }
    write!(out, "        Author Information\n{gap}")?;
    for (place, institution) in article.affiliations.iter().enumerate() {
        writeln!(out, "            {}.\u{a0} {institution}", place + 1)?;
    }
    write!(out, "{gap}        - Publication Type:Journal Article\n{gap}        - Keywords:\n{gap}")?;
    for (place, keyword) in article.keywords.iter().enumerate() {
        let mark = if place + 1 < article.keywords.len() { ";" } else { "" };
        writeln!(out, "            {keyword}{mark}")?;
    }
    write!(
        out,
        "{gap}        - From:\n            {}\n            \u{a0} {};{}({}):{}-{}\n{gap}        - CountryChina\n{gap}        \
         - Language:Chinese\n{gap}        -\n            Abstract:\n            {}\n\n\n",
        article.journal,
        article.year,
        article.volume,
        article.issue,
        article.first_page,
        article.last_page,
        article.summary()
    )
}
