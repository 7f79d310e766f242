//! Made-up articles in any number, for measuring: the same arguments give the same bytes on every machine.
//!
//! `cargo run --release --example corpus -- --format pubmed --records 10000 > pubmed.xml`
//!
//! The articles are bilingual, Chinese and English, as the databases of the region have them: 1 to 12 authors, abstracts of
//! 800 to 2,500 characters, keywords in one or two languages. Each format is laid out here by hand as its own programs export
//! it, not by refmill's writers: what refmill writes would flatter its readers.

#![expect(
    clippy::cast_possible_truncation,
    reason = "the numbers are small ones, kept as u64 where they are rolled"
)]

mod article;
mod layout;

use article::Article;
use clap::{Parser, ValueEnum};
use std::io::{self, BufWriter, Write};

#[derive(Parser)]
struct Arguments {
    /// Format of the corpus
    #[arg(long)]
    format: Layout,
    /// How many records; 0 never ends
    #[arg(long, default_value_t = 1000)]
    records: u64,
    /// Another seed gives other articles
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A folder: each record becomes a file of its own in it (wprim only)
    #[arg(long)]
    into: Option<std::path::PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    /// `PubMed` XML, a `PubmedArticleSet`
    Pubmed,
    /// RIS as databases export it
    Ris,
    /// CSL-JSON, one array
    CslJson,
    /// CSV with the columns of refmill's own table
    Csv,
    /// `BibTeX`
    Bibtex,
    /// nbib
    Nbib,
    /// WPRIM pages as text, one after the other
    Wprim,
}

fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let mut articles = (0..).map(|number| Article::new(arguments.seed, number));
    if let Some(folder) = arguments.into {
        std::fs::create_dir_all(&folder)?;
        for (number, article) in (0..arguments.records).zip(articles) {
            let mut page = Vec::new();
            layout::wprim(&article, &mut page)?;
            std::fs::write(folder.join(format!("page-{number:07}.txt")), page)?;
        }
        return Ok(());
    }
    let mut out = BufWriter::with_capacity(1 << 18, io::stdout().lock());
    let (begin, between, end) = match arguments.format {
        Layout::Pubmed => (layout::PUBMED_BEGIN, "", layout::PUBMED_END),
        Layout::CslJson => ("[\n", ",\n", "\n]\n"),
        Layout::Csv => (layout::CSV_HEADER, "", ""),
        Layout::Ris | Layout::Bibtex | Layout::Nbib | Layout::Wprim => ("", "", ""),
    };
    out.write_all(begin.as_bytes())?;
    let mut number = 0;
    while arguments.records == 0 || number < arguments.records {
        let Some(article) = articles.next() else { break };
        if number > 0 {
            out.write_all(between.as_bytes())?;
        }
        let written = match arguments.format {
            Layout::Pubmed => layout::pubmed(&article, &mut out),
            Layout::Ris => layout::ris(&article, &mut out),
            Layout::CslJson => layout::csl_json(&article, &mut out),
            Layout::Csv => layout::csv(&article, &mut out),
            Layout::Bibtex => layout::bibtex(&article, &mut out),
            Layout::Nbib => layout::nbib(&article, &mut out),
            Layout::Wprim => layout::wprim(&article, &mut out),
        };
        match written {
            // An endless corpus ends when its reader has enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            result => result?,
        }
        number += 1;
    }
    out.write_all(end.as_bytes())?;
    out.flush()
}
