//! The yardstick: what a person writes in an afternoon who wants one conversion of one layout and nothing else.
//!
//! `cargo run --release --example floor -- pubmed-ris < pubmed.xml > out.ris`
//!
//! Each floor reads standard input as a stream, takes the fields of the corpus (`examples/corpus`) from where they stand,
//! and writes them to standard output in one pass on one thread. No name is taken apart, no date understood, no text cleaned,
//! nothing is noted, counted or checked, no other dialect is read, and what is unexpected is dropped in silence. It uses the
//! crates that refmill uses, so that the distance between the two is what refmill's promises cost, not what a crate costs.

mod bibtex_csl;
mod csl;
mod csl_bibtex;
mod csv_csl;
mod nbib_csl;
mod pubmed_ris;
mod ris_csl;
mod wprim_csl;

use std::io::{self, BufReader, BufWriter, Write};

const SIZE: usize = 1 << 16;

fn main() -> io::Result<()> {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let mut input = BufReader::with_capacity(SIZE, io::stdin().lock());
    let mut output = BufWriter::with_capacity(SIZE, io::stdout().lock());
    match wanted.as_str() {
        "pubmed-ris" => pubmed_ris::convert(&mut input, &mut output)?,
        "ris-csl" => ris_csl::convert(&mut input, &mut output)?,
        "csv-csl" => csv_csl::convert(&mut input, &mut output)?,
        "csl-bibtex" => csl_bibtex::convert(&mut input, &mut output)?,
        "bibtex-csl" => bibtex_csl::convert(&mut input, &mut output)?,
        "nbib-csl" => nbib_csl::convert(&mut input, &mut output)?,
        "wprim-csl" => wprim_csl::convert(&mut input, &mut output)?,
        _ => {
            let known = "pubmed-ris, ris-csl, csv-csl, csl-bibtex, bibtex-csl, nbib-csl, wprim-csl";
            return Err(io::Error::other(format!("which conversion? There are {known}")));
        }
    }
    output.flush()
}
