//! Identifiers: `DO`, `AN`, `C2`, `SN` of books.

use super::super::destination::{Accession, M2Line};
use super::super::leftover::{self, entry, pair};
use super::Draft;
use crate::record::{Database, Ident};

impl Draft {
    /// Everything but ISBNs. What goes to `AN` differs from program to program (mapping reference 8.2).
    pub(super) fn identifiers(&mut self, identifiers: &[Ident], database: Option<&Database>) {
        let table = self.table();
        let first = |scheme: &str| identifiers.iter().position(|ident| ident.scheme == scheme);
        let value =
            |at: Option<usize>| at.and_then(|at| identifiers.get(at)).map(|ident| ident.value.as_str());
        let doi = first("doi");
        let pubmed = first("pmid");
        let central = first("pmcid");
        let in_database = database
            .and_then(|database| first(&database.name.to_lowercase()))
            .filter(|at| ![doi, pubmed, central].contains(&Some(*at)))
            .or_else(|| first("wprim"));

        self.lines.push_some("DO", value(doi));
        let accession = match table.accession {
            Accession::PmidOrDatabase => pubmed.or(in_database),
            Accession::Pmid => pubmed,
            Accession::Database => in_database,
            Accession::None => None,
        };
        self.lines.push_some("AN", value(accession));
        // Without this a number in `AN` is one of the database in `DB`.
        let of_another = database.is_some_and(|database| {
            let name = database.name.to_lowercase();
            !name.is_empty() && !name.contains("pubmed") && !name.contains("medline")
        });
        if accession.is_some() && accession == pubmed && of_another && first("wprim").is_none() {
            self.note.add_some(&leftover::PMID, value(pubmed));
        }
        for tag in table.database_number {
            self.lines.push_some(tag, value(in_database));
        }
        let pubmed_in_extra = self.m2(M2Line::Pmid);
        if let (true, Some(number)) = (pubmed_in_extra, value(pubmed)) {
            self.lines.push("M2", &format!("PMID: {number}"));
        }
        let central_in_extra = table.pmcid.is_none() && self.m2(M2Line::Pmcid);
        if let (true, Some(number)) = (central_in_extra, value(central)) {
            self.lines.push("M2", &format!("PMCID: {number}"));
        }
        if let Some(tag) = table.pmcid {
            self.lines.push_some(tag, value(central));
        }

        let mut further = Vec::new();
        for (position, ident) in identifiers.iter().enumerate() {
            // `normalised` is for comparison, `raw` is as printed, `origin` is ours.
            let Ident { scheme, value, normalised: _, raw: _, origin: _ } = ident;
            let here = Some(position);
            let placed = here == doi
                || here == accession
                || (here == pubmed && pubmed_in_extra)
                || (here == central && (central_in_extra || table.pmcid.is_some()))
                || (here == in_database && !table.database_number.is_empty());
            match (scheme.as_str(), placed) {
                ("wprim", true) => self.note.add_if_dropped(&leftover::WPRIM_ID, value),
                ("isbn", _) | (_, true) => {}
                ("pmid", false) => self.note.add(&leftover::PMID, value),
                ("pmcid", false) => self.note.add(&leftover::PMCID, value),
                ("wprim", false) => self.note.add(&leftover::WPRIM_ID, value),
                (scheme, false) => further.push(pair(scheme, value)),
            }
        }
        self.note.add_entries(&leftover::IDENTIFIERS, &further);
    }

    /// The first ISBN stands in `SN` unless an ISSN does.
    pub(super) fn isbns(&mut self, identifiers: &[Ident]) {
        let mut numbers = identifiers.iter().filter(|ident| ident.scheme == "isbn").map(|ident| &ident.value);
        if !self.lines.has("SN") {
            self.lines.push_some("SN", numbers.next().map(String::as_str));
        }
        let further: Vec<String> = numbers.map(|number| entry(number)).collect();
        self.note.add_entries(&leftover::ISBN, &further);
    }
}
