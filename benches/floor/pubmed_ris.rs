//! `PubMed` XML to RIS: events of `quick-xml`, the text of an element taken at its end tag.

use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{self, BufRead, Write};

#[derive(Default)]
struct Article {
    pmid: String,
    issn: String,
    volume: String,
    issue: String,
    year: String,
    month: String,
    journal: String,
    abbreviation: String,
    title: String,
    vernacular: String,
    first: String,
    last: String,
    doi: String,
    summary: String,
    authors: Vec<String>,
    institutions: Vec<String>,
    language: String,
    keywords: Vec<String>,
}

pub(crate) fn convert(input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut reader = Reader::from_reader(input);
    let mut buffer = Vec::new();
    let mut text = String::new();
    let mut article = Article::default();
    let (mut family, mut given) = (String::new(), String::new());
    let mut in_date = false;
    loop {
        match reader.read_event_into(&mut buffer).map_err(io::Error::other)? {
            Event::Start(tag) => {
                text.clear();
                match tag.name().as_ref() {
                    "PubDate" => in_date = true,
                    "AbstractText" => {
                        if let Some(label) = tag.try_get_attribute("Label").map_err(io::Error::other)? {
                            if !article.summary.is_empty() {
                                article.summary.push(' ');
                            }
                            article.summary.push_str(&label.value);
                            article.summary.push_str(": ");
                        }
                    }
                    _ => {}
                }
            }
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(reference) => text.push_str(match reference.as_ref() {
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "apos" => "'",
                _ => "&",
            }),
            Event::End(tag) => match tag.name().as_ref() {
                "PMID" if article.pmid.is_empty() => article.pmid.clone_from(&text),
                "ISSN" => article.issn.clone_from(&text),
                "Volume" => article.volume.clone_from(&text),
                "Issue" => article.issue.clone_from(&text),
                "Year" if in_date => article.year.clone_from(&text),
                "Month" if in_date => article.month.clone_from(&text),
                "PubDate" => in_date = false,
                "Title" => article.journal.clone_from(&text),
                "ISOAbbreviation" => article.abbreviation.clone_from(&text),
                "ArticleTitle" => article.title.clone_from(&text),
                "VernacularTitle" => article.vernacular.clone_from(&text),
                "StartPage" => article.first.clone_from(&text),
                "EndPage" => article.last.clone_from(&text),
                "ELocationID" => article.doi.clone_from(&text),
                "AbstractText" => article.summary.push_str(&text),
                "LastName" => family.clone_from(&text),
                "ForeName" => given.clone_from(&text),
                "Author" => article.authors.push(format!("{family}, {given}")),
                "Affiliation" => article.institutions.push(text.clone()),
                "Language" => article.language.clone_from(&text),
                "Keyword" | "DescriptorName" => article.keywords.push(text.clone()),
                "PubmedArticle" => write(&std::mem::take(&mut article), output)?,
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

fn write(article: &Article, output: &mut dyn Write) -> io::Result<()> {
    write!(output, "TY  - JOUR\r\nTI  - {}\r\nTT  - {}\r\n", article.title, article.vernacular)?;
    for author in &article.authors {
        write!(output, "AU  - {author}\r\n")?;
    }
    for institution in &article.institutions {
        write!(output, "AD  - {institution}\r\n")?;
    }
    write!(
        output,
        "T2  - {}\r\nJ2  - {}\r\nPY  - {}\r\nDA  - {} {}\r\nVL  - {}\r\nIS  - {}\r\nSP  - {}\r\nEP  - {}\r\nSN  - {}\r\n\
         DO  - {}\r\nLA  - {}\r\nAN  - {}\r\nAB  - {}\r\n",
        article.journal,
        article.abbreviation,
        article.year,
        article.year,
        article.month,
        article.volume,
        article.issue,
        article.first,
        article.last,
        article.issn,
        article.doi,
        article.language,
        article.pmid,
        article.summary
    )?;
    for keyword in &article.keywords {
        write!(output, "KW  - {keyword}\r\n")?;
    }
    write!(output, "ER  - \r\n\r\n")
}
