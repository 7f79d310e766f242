//! nbib read: what each tag becomes, records without blank lines between them, oddities.

use refmill::page::example::facts;
use refmill::read::nbib::{Nbib, sniff};
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{Medium, Record, TitleRole, Vocabulary};

fn read(text: &str) -> Batch {
    let mut batch = Batch::default();
    Nbib.read(Chunk::whole(text, "x.nbib"), &mut batch);
    batch
}

fn fact(record: &Record, name: &str) -> String {
    let value = facts(record).remove(name);
    let shown =
        |value: toml::Value| value.as_str().map_or_else(|| value.to_string().replace('"', ""), str::to_owned);
    value.map(shown).unwrap_or_default()
}

/// Made up, laid out after the tags of `PubMed`'s format.
const ARTICLE: &str = "
PMID- 35000001
OWN - NLM
IS  - 1673-4408 (Print)
IS  - 0028-4793 (Electronic)
VI  - 49
IP  - 4 Suppl 1
DP  - 2022 Apr 10
TI  - [Progress in the treatment of tea drinkers with a long title that goes on
      in the next line].
PG  - 217-21
LID - 10.1000/tea.2022.1 [doi]
LID - S0140-6736(20)30183-5 [pii]
AB  - Background: tea. Methods: cups.
FAU - Ou, Wenxin
AU  - Ou W
AUID- ORCID: 0000-0002-1825-0097
AD  - Department of Tea, Example Hospital, Beijing, China. ou@example.org.
AD  - Second Hospital, Beijing, China.
FAU - de la Cruz, Maria Jr
AU  - de la Cruz M Jr
AD  - Department of Tea, Example Hospital, Beijing, China. ou@example.org.
CN  - Tea Study Group
LA  - chi
PT  - Journal Article
PT  - Review
TT  - 茶的进展
PL  - China
TA  - J Tea
JT  - Journal of tea
OT  - tea
OT  - *sleep
MH  - *Purpura/drug therapy
MH  - Humans
GR  - 12-34/Example Fund/China
DEP - 20220309
PHST- 2021/10/18 00:00 [received]
PHST- 2022/01/02 06:00 [medline]
PMC - PMC7654321
OAB - Publisher; 中文摘要
OABL- chi
XYZ - odd
SO  - J Tea. 2022 Apr 10;49(4 Suppl 1):217-21.
";

#[test]
fn every_tag_has_its_field() {
    let batch = read(ARTICLE);
    assert_eq!(batch.records.len(), 1);
    let record = &batch.records[0];
    assert_eq!(record.identifier("pmid"), Some("35000001"));
    assert_eq!(record.identifier("pmcid"), Some("PMC7654321"));
    assert_eq!(record.identifier("pii"), Some("S0140-6736(20)30183-5"));
    assert_eq!(fact(record, "doi"), "10.1000/tea.2022.1");
    assert_eq!(
        fact(record, "title"),
        "Progress in the treatment of tea drinkers with a long title that goes on in the next line"
    );
    assert!(record.title_marks.brackets && record.title_marks.final_dot);
    assert_eq!(
        record.title(TitleRole::Vernacular).map(refmill::record::Text::to_plain).as_deref(),
        Some("茶的进展")
    );
    assert_eq!(fact(record, "authors"), "[Ou, Wenxin, de la Cruz, Maria, Jr., {Tea Study Group}]");
    assert_eq!(fact(record, "author-affiliations"), "[[a1, a2], [a1], []]");
    assert_eq!(record.affiliations.len(), 2);
    assert_eq!(record.contributors[0].orcid.as_deref(), Some("0000-0002-1825-0097"));
    assert_eq!(record.contributors[0].emails, ["ou@example.org"]);
    assert!(record.contributors[2].is_group);
    let media: Vec<Medium> = record.issns.iter().map(|issn| issn.medium).collect();
    assert_eq!(media, [Medium::Print, Medium::Electronic]);
    for (name, expected) in [
        ("issued", "2022-04-10"),
        ("epub", "2022-03-09"),
        ("received", "2021-10-18"),
        ("volume", "49"),
        ("issue", "4 Suppl 1"),
        ("page", "217-221"),
        ("journal", "Journal of tea"),
        ("journal-abbreviation", "J Tea"),
        ("language-tag", "zh"),
        ("country", "China"),
        ("keywords", "[tea, sleep]"),
        ("mesh", "[Purpura/drug therapy, Humans]"),
        ("publication-types", "[Journal Article, Review]"),
        ("genre", "Review"),
        ("type", "article-journal"),
        ("funding", "[12-34/Example Fund/China]"),
        ("abstract", "Background: tea. Methods: cups."),
        ("other-abstracts", "[中文摘要]"),
    ] {
        assert_eq!(fact(record, name), expected, "{name}");
    }
    assert!(record.terms_of(Vocabulary::Mesh).next().is_some_and(|term| term.major));
    assert_eq!(record.unknown.iter().map(|field| field.tag.as_str()).collect::<Vec<_>>(), ["XYZ"]);
    let codes: Vec<&str> = batch.notes.iter().map(|note| note.code.name).collect();
    assert_eq!(codes, ["pages-expanded", "nbib-tag-unknown", "bookkeeping-passed-over"]);
}

#[test]
fn records_end_at_a_blank_line_or_at_the_next_number() {
    let text = "PMID- 1\nTI  - One.\n\nPMID- 2\nTI  - Two.\nPMID- 3\nTI  - Three.\n";
    let batch = read(text);
    let titles: Vec<String> = batch.records.iter().map(|record| fact(record, "title")).collect();
    assert_eq!(titles, ["One", "Two", "Three"]);
    assert_eq!(batch.records[2].provenance.lines, Some((6, 7)));
    for end in 0..=text.len() {
        let cut = Nbib.cut(&text[..end], text);
        let (before, after) = text.split_at(cut);
        assert_eq!(read(before).records.len() + read(after).records.len(), 3, "{end}");
    }
}

#[test]
fn the_language_of_a_further_abstract_is_read() {
    let text = "PMID- 1\nTI  - One.\nAB  - Tea.\nOAB - Publisher; Du the.\nOABL- fre\nOAB - Publisher; 茶。\nOABL- chi\n";
    let batch = read(text);
    let langs: Vec<Option<&str>> =
        batch.records[0].abstracts.iter().map(|it| it.text.lang.as_deref()).collect();
    assert_eq!(langs[1], Some("fr"));
    assert!(langs[2].is_some_and(|lang| lang.starts_with("zh")), "{langs:?}");
    assert_eq!(read("PMID- 1\nTI  - One.\nAB  - Tea.\nOABL- fre\n").records[0].unknown[0].tag, "OABL");
}

#[test]
fn what_is_no_record_is_said() {
    let batch = read("Some text\n\nPMID- 1\nTI  - One.\n");
    assert_eq!(batch.records.len(), 1);
    assert_eq!(batch.notes[0].code.name, "nbib-text-outside");
    assert!(sniff("\u{feff}\nPMID- 1\n") && !sniff("TY  - JOUR\n"));
}

#[test]
fn no_cut_of_a_record_makes_it_panic() {
    for (end, _) in ARTICLE.char_indices() {
        assert!(read(&ARTICLE[..end]).records.len() <= 1);
        read(&ARTICLE[end..]);
    }
}

#[test]
fn a_short_name_without_its_full_one_is_a_person_of_its_own() {
    let names = |lines: &str| {
        let batch = read(&format!("PMID- 1\n{lines}TI  - Tea.\n"));
        let people = &batch.records[0].contributors;
        let shown = people.iter().map(|it| it.forms[0].raw.clone()).collect::<Vec<_>>();
        shown.join("; ")
    };
    assert_eq!(
        names("FAU - Zhang, Wei\nAU  - Zhang W\nAU  - Li J\nFAU - Kim, Min-Su\nAU  - Kim MS\n"),
        "Zhang, Wei; Li J; Kim, Min-Su"
    );
    assert_eq!(names("AU  - Müller J\nFAU - Mueller, Jörg\nAU  - Mueller J\n"), "Müller J; Mueller, Jörg");
    // The marks of a letter are left out in the short form, a suffix stands behind the initials.
    assert_eq!(
        names("FAU - Šimić, Ana\nAU  - Simic A\nFAU - de la Cruz, Juan Jr\nAU  - de la Cruz J Jr\n"),
        "Šimić, Ana; de la Cruz, Juan Jr"
    );
    // All full names first, all short ones after them.
    assert_eq!(
        names("FAU - Ou, Wenxin\nFAU - Zhou, Lin\nAU  - Ou W\nAU  - Zhou L\n"),
        "Ou, Wenxin; Zhou, Lin"
    );
    // Spelled in two ways, and one directly behind the other.
    assert_eq!(names("FAU - Goethe, Johann\nAU  - Göthe J\n"), "Goethe, Johann");
    assert_eq!(names("FED - Ou, Wenxin\nED  - Ou W\nED  - Zhou L\n"), "Ou, Wenxin; Zhou L");
}

#[test]
fn what_pubmed_says_of_its_own_handling_is_named_in_one_note() {
    let batch = read("PMID- 1\nOWN - NLM\nSTAT- MEDLINE\nSB  - IM\nSB  - X\nTI  - Tea.\n");
    let said: Vec<&str> = batch.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(said, ["the source says of its own record, and not of the article: OWN, STAT, SB"]);
}
