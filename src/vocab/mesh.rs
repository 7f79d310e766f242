//! `MeSH`: its qualifiers, and the words by which its headings are inverted.

/// The qualifiers (subheadings) of `MeSH`, in lower case; retired ones that stand in old records too.
#[rustfmt::skip]
pub const QUALIFIERS: &[&str] = &[
    "abnormalities", "administration & dosage", "adverse effects", "agonists", "analogs & derivatives", "analysis",
    "anatomy & histology", "antagonists & inhibitors", "biosynthesis", "blood", "blood supply",
    "cerebrospinal fluid", "chemical synthesis", "chemically induced", "chemistry", "classification",
    "complications", "congenital", "contraindications", "cytology", "deficiency", "diagnosis", "diagnostic imaging",
    "diagnostic use", "diet therapy", "drug effects", "drug therapy", "economics", "education", "embryology",
    "enzymology", "epidemiology", "ethics", "ethnology", "etiology", "genetics", "growth & development", "history",
    "immunology", "injuries", "innervation", "instrumentation", "isolation & purification",
    "legislation & jurisprudence", "manpower", "metabolism", "methods", "microbiology", "mortality", "nursing",
    "organization & administration", "parasitology", "pathogenicity", "pathology", "pharmacokinetics",
    "pharmacology", "physiology", "physiopathology", "poisoning", "prevention & control", "psychology",
    "radiation effects", "radiography", "radionuclide imaging", "radiotherapy", "rehabilitation", "secondary",
    "secretion", "standards", "statistics & numerical data", "supply & distribution", "surgery", "therapeutic use",
    "therapy", "toxicity", "transmission", "transplantation", "trends", "ultrasonography", "ultrastructure",
    "urine", "utilization", "veterinary", "virology",
];

/// Tails of inverted headings that are no terms of their own ("Infant, newborn"), hyphens as blanks.
#[rustfmt::skip]
const ADJECTIVE_TAILS: &[&str] = &[
    "newborn", "vascular", "public", "private", "x ray computed", "x ray", "spiral computed", "emission computed",
    "single photon", "optical coherence", "non small cell lung", "non small cell", "small cell", "squamous cell",
    "basal cell", "renal cell", "transitional cell", "large cell", "sickle cell", "t cell", "b cell", "large b cell",
    "giant cell", "type 1", "type 2", "type i", "type ii", "experimental", "myocardial", "acute", "chronic",
    "viral", "bacterial", "congenital", "ischemic", "ischaemic", "hemorrhagic", "malignant", "pulmonary", "renal",
    "cerebral", "cardiac", "hepatic", "intestinal", "hereditary", "familial", "juvenile", "rheumatoid", "premature",
    "extremely premature", "preschool", "80 and over", "general", "university", "teaching", "psychiatric",
    "pediatric", "animal", "biological", "statistical", "theoretical", "genetic", "molecular", "neurological",
    "cardiovascular", "immunological", "nonparametric", "doppler", "color", "dental", "local", "regional",
    "intravenous", "intramuscular", "subcutaneous", "oral", "topical", "wistar", "sprague dawley", "inbred balb c",
    "inbred c57bl", "inbred strains", "inbred nod", "inbred shr", "inbred lew", "nude", "knockout", "transgenic", "mutant",
    "hepatocellular", "ductal", "lobular", "papillary", "follicular", "medullary", "mucinous", "hodgkin",
    "non hodgkin", "diffuse", "myeloid", "lymphoid", "lymphocytic", "megaloblastic", "aplastic", "hemolytic",
    "iron deficiency", "autoimmune", "thrombocytopenic", "idiopathic", "obstructive", "chronic obstructive",
    "complex partial", "partial", "generalized", "temporal lobe", "major", "postpartum", "postoperative",
    "traumatic", "open angle", "angle closure", "gestational", "portal", "essential", "pregnancy induced",
    "drug induced", "psychological", "physiological", "mechanical", "factual", "bibliographic", "cultured",
    "monoclonal", "polyclonal", "neutralizing", "artificial", "extracorporeal", "assisted", "video assisted",
    "percutaneous", "laparoscopic", "endoscopic", "interventional", "prenatal", "spinal", "cervical", "thoracic",
    "abdominal", "dissecting", "intracranial", "subdural", "epidural", "occupational", "low birth weight",
    "very low birth weight", "small for gestational age", "traditional", "chinese traditional",
    "east asian traditional", "korean traditional", "herbal", "chinese herbal", "adjuvant", "neoadjuvant",
    "conformal", "intensity modulated", "high pressure liquid", "thin layer", "confocal", "scanning",
    "near infrared", "messenger", "small interfering", "ribosomal", "mitochondrial", "complementary", "recombinant",
    "dominant", "recessive", "single nucleotide", "multiple", "enteral", "parenteral", "visual", "auditory",
    "neonatal", "fetal", "maternal", "severe", "recurrent", "secondary", "primary", "systemic", "tumor suppressor",
    "functional", "surgical", "total", "replacement", "hip", "knee", "medical", "internal", "clinical",
];

/// Tails of inverted headings that are terms of their own as well ("Biomarkers, tumor").
const NOUN_TAILS: &[&str] = &[
    "tumor",
    "tumour",
    "human",
    "humans",
    "lung",
    "drug",
    "dna",
    "rna",
    "kidney",
    "liver",
    "bone",
    "breast",
    "heart",
    "brain",
    "aged",
    "female",
    "male",
    "combination",
    "catheter",
    "electron",
    "fluorescence",
    "gas",
    "hospital",
    "community",
    "neoplasm",
    "protein",
    "child",
    "adult",
    "adolescent",
];

/// Whether a tail of an inverted heading can stand alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// It is an attribute and needs the word before the comma: "newborn".
    Attribute,
    /// It may be an attribute or a term: "tumor".
    Either,
}

/// Whether what stands behind a comma is, by the usual words of `MeSH` or by its form, the tail of an inverted
/// heading.
#[must_use]
pub fn inverted_tail(text: &str) -> Option<Tail> {
    let plain = text.trim().to_lowercase().replace(['-', '‐', '‑'], " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if ADJECTIVE_TAILS.contains(&plain.as_str()) || plain.ends_with(['性', '型']) {
        return Some(Tail::Attribute);
    }
    if NOUN_TAILS.contains(&plain.as_str()) {
        return Some(Tail::Either);
    }
    // Only a single word is judged by its ending; two words are as likely a term.
    let is_adjective = !plain.contains(' ')
        && plain.is_ascii()
        && ["al", "ic", "ous", "ive", "ary", "ular", "genic", "oid"]
            .iter()
            .any(|ending| plain.ends_with(ending))
        && !NOUNS_LIKE_ADJECTIVES.contains(&plain.as_str());
    is_adjective.then_some(Tail::Either)
}

#[rustfmt::skip]
const NOUNS_LIKE_ADJECTIVES: &[&str] = &[
    "survival", "trial", "withdrawal", "chemical", "arsenic", "clinic", "music", "epidemic", "pandemic", "capillary",
    "antibiotic", "diuretic", "narrative", "steroid", "thyroid", "opioid", "carotenoid", "removal", "referral",
    "animal", "metal", "denial", "appraisal", "topic", "traffic", "plastic", "coal", "anaesthetic", "anesthetic",
    "analgesic", "antiemetic", "locomotive", "additive", "preservative", "ovary", "library",
];

/// The qualifier of `MeSH` that a text is, in lower case and with `&`. `None` for anything else.
#[must_use]
pub fn qualifier(text: &str) -> Option<&'static str> {
    let plain = text.trim().to_lowercase().replace(" and ", " & ");
    QUALIFIERS.iter().copied().find(|qualifier| *qualifier == plain)
}
