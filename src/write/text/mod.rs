//! A formatted bibliography for people, as plain text: a line an entry, in the citation style of `--style`.
//!
//! The styles are those of the Citation Style Language, rendered by hayagriva (feature `preview`). Names and titles are
//! those that lead (`--title`). A style that cites by number takes the entries in the order of the input and writes as
//! they come; one that cites by author sorts them (`order`), with letters behind the years of works of the same authors
//! and year, and keeps what waits beyond a bound in temporary files, so that memory stays bounded.
//!
//! What it cannot hold: everything that the style does not print (abstracts, keywords, affiliations, the title and
//! names in the other language, authors behind "et al.", most identifiers), the end of a range of dates, and italics.
//! What is not in the text is counted as lost.
//!
//! Left out because they come out wrong in hayagriva 0.10: `vancouver` and `nlm-citation-sequence` (no authors, a blank
//! before a semicolon), `the-lancet` (a thesis without its university), `cell` (no letters behind years, and no "n.d.").
//! Where a style that is offered leaves something out (AMA the editors of a chapter), that is counted as lost.

pub mod style;

#[cfg(feature = "preview")]
mod item;
#[cfg(feature = "preview")]
mod lost;
#[cfg(feature = "preview")]
mod order;
#[cfg(feature = "preview")]
mod pack;
#[cfg(feature = "preview")]
mod render;

#[cfg(feature = "preview")]
mod writer {
    use super::pack::{self, List, Row};
    use super::render::Processor;
    use super::style::{STYLES, Style};
    use super::{item, lost, order};
    use crate::record::Record;
    use crate::write::{Losses, Objection, Packer, WriteOptions, Writer};

    /// A bibliography.
    #[derive(Debug)]
    pub struct Bibliography;

    fn style(options: &WriteOptions) -> &'static Style {
        options.style.unwrap_or(&STYLES[0])
    }

    impl Writer for Bibliography {
        fn objection(&self, record: &Record, options: &WriteOptions) -> Option<Objection> {
            let (item, _) = item::item(record, style(options), options.destination.lead);
            let has_any = ["title", "author"].iter().any(|key| item.0.contains_key(*key));
            (!has_any).then_some(Objection::Refusal(
                "it has neither a title nor an author, so that its entry would say nothing; give it one, or leave it out",
            ))
        }

        fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

        fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, losses: &mut Losses) {
            let (style, lead) = (style(options), options.destination.lead);
            let processor = Processor::of(style);
            let entry = processor.entry(record, style, lead);
            lost::count(record, &entry.text, losses);
            let by_particle = processor.sorts_by_particle();
            let row = Row { key: order::key(record, style.order, by_particle, lead), entry };
            serde_json::to_writer(&mut *out, &row).expect("a row can be written to memory");
            out.push(b'\n');
        }

        fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

        fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

        fn packer(&self, options: &WriteOptions) -> Option<Box<dyn Packer>> {
            let processor = Processor::of(style(options));
            Some(Box::new(List::new(processor.same_authors(), pack::BOUND)))
        }
    }
}

#[cfg(feature = "preview")]
pub use writer::Bibliography;
