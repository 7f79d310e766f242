//! Journals of the Western Pacific and a few that everybody cites, with their abbreviations as MEDLINE writes them.
//!
//! Source: general knowledge; written down by hand, not taken from a list. Only journals whose name and abbreviation are
//! certain stand here, each name and each abbreviation once. Whoever has a longer list brings it along (`--journals FILE`).

/// Full name and abbreviation.
#[rustfmt::skip]
pub const JOURNALS: &[(&str, &str)] = &[
    ("Acta Medica Philippina", "Acta Med Philipp"),
    ("Acta Pharmacologica Sinica", "Acta Pharmacol Sin"),
    ("Allergy, Asthma & Immunology Research", "Allergy Asthma Immunol Res"),
    ("Annals of Dermatology", "Ann Dermatol"),
    ("Annals of Laboratory Medicine", "Ann Lab Med"),
    ("Annals of the Academy of Medicine, Singapore", "Ann Acad Med Singap"),
    ("Asia Pacific Journal of Clinical Nutrition", "Asia Pac J Clin Nutr"),
    ("Asia-Pacific Journal of Public Health", "Asia Pac J Public Health"),
    ("Asian Journal of Andrology", "Asian J Androl"),
    ("Asian Pacific Journal of Cancer Prevention", "Asian Pac J Cancer Prev"),
    ("Asian Pacific Journal of Tropical Biomedicine", "Asian Pac J Trop Biomed"),
    ("Asian Pacific Journal of Tropical Medicine", "Asian Pac J Trop Med"),
    ("Asian Spine Journal", "Asian Spine J"),
    ("Australian and New Zealand Journal of Psychiatry", "Aust N Z J Psychiatry"),
    ("Australian and New Zealand Journal of Public Health", "Aust N Z J Public Health"),
    ("Australian Family Physician", "Aust Fam Physician"),
    ("Biological & Pharmaceutical Bulletin", "Biol Pharm Bull"),
    ("Biomedical and Environmental Sciences", "Biomed Environ Sci"),
    ("Bulletin of the World Health Organization", "Bull World Health Organ"),
    ("Cancer Research and Treatment", "Cancer Res Treat"),
    ("Cancer Science", "Cancer Sci"),
    ("Cell Research", "Cell Res"),
    ("Chemical & Pharmaceutical Bulletin", "Chem Pharm Bull (Tokyo)"),
    ("Chinese Journal of Cancer", "Chin J Cancer"),
    ("Chinese Journal of Integrative Medicine", "Chin J Integr Med"),
    ("Chinese Journal of Natural Medicines", "Chin J Nat Med"),
    ("Chinese Journal of Traumatology", "Chin J Traumatol"),
    ("Chinese Medical Journal", "Chin Med J (Engl)"),
    ("Circulation Journal", "Circ J"),
    ("Clinical and Molecular Hepatology", "Clin Mol Hepatol"),
    ("Clinics in Orthopedic Surgery", "Clin Orthop Surg"),
    ("Diabetes & Metabolism Journal", "Diabetes Metab J"),
    ("Emergency Medicine Australasia", "Emerg Med Australas"),
    ("Endocrine Journal", "Endocr J"),
    ("Endocrinology and Metabolism", "Endocrinol Metab (Seoul)"),
    ("Epidemiology and Health", "Epidemiol Health"),
    ("Experimental & Molecular Medicine", "Exp Mol Med"),
    ("Gut and Liver", "Gut Liver"),
    ("Hepatobiliary & Pancreatic Diseases International", "Hepatobiliary Pancreat Dis Int"),
    ("Hong Kong Medical Journal", "Hong Kong Med J"),
    ("Hypertension Research", "Hypertens Res"),
    ("Immune Network", "Immune Netw"),
    ("Infection & Chemotherapy", "Infect Chemother"),
    ("Journal of Clinical Neurology", "J Clin Neurol"),
    ("Journal of Digestive Diseases", "J Dig Dis"),
    ("Journal of Epidemiology", "J Epidemiol"),
    ("Journal of Gastric Cancer", "J Gastric Cancer"),
    ("Journal of Geriatric Cardiology", "J Geriatr Cardiol"),
    ("Journal of Gynecologic Oncology", "J Gynecol Oncol"),
    ("Journal of Korean Medical Science", "J Korean Med Sci"),
    ("Journal of Neurogastroenterology and Motility", "J Neurogastroenterol Motil"),
    ("Journal of Nippon Medical School", "J Nippon Med Sch"),
    ("Journal of Preventive Medicine and Public Health", "J Prev Med Public Health"),
    ("Journal of Stroke", "J Stroke"),
    ("Journal of the ASEAN Federation of Endocrine Societies", "J ASEAN Fed Endocr Soc"),
    ("Journal of the Chinese Medical Association", "J Chin Med Assoc"),
    ("Journal of the Formosan Medical Association", "J Formos Med Assoc"),
    ("Journal of Zhejiang University. Science. B", "J Zhejiang Univ Sci B"),
    ("Kaohsiung Journal of Medical Sciences", "Kaohsiung J Med Sci"),
    ("Korean Circulation Journal", "Korean Circ J"),
    ("Korean Journal of Anesthesiology", "Korean J Anesthesiol"),
    ("Korean Journal of Internal Medicine", "Korean J Intern Med"),
    ("Korean Journal of Ophthalmology", "Korean J Ophthalmol"),
    ("Korean Journal of Parasitology", "Korean J Parasitol"),
    ("Korean Journal of Pediatrics", "Korean J Pediatr"),
    ("Korean Journal of Radiology", "Korean J Radiol"),
    ("Malaysian Journal of Medical Sciences", "Malays J Med Sci"),
    ("Malaysian Journal of Pathology", "Malays J Pathol"),
    ("Medical Journal of Australia", "Med J Aust"),
    ("Medical Journal of Malaysia", "Med J Malaysia"),
    ("Molecules and Cells", "Mol Cells"),
    ("Neural Regeneration Research", "Neural Regen Res"),
    ("Neuroscience Bulletin", "Neurosci Bull"),
    ("New England Journal of Medicine", "N Engl J Med"),
    ("New Zealand Medical Journal", "N Z Med J"),
    ("Nutrition Research and Practice", "Nutr Res Pract"),
    ("Pacific Health Dialog", "Pac Health Dialog"),
    ("Papua New Guinea Medical Journal", "P N G Med J"),
    ("Pediatrics International", "Pediatr Int"),
    ("Psychiatry Investigation", "Psychiatry Investig"),
    ("Singapore Medical Journal", "Singapore Med J"),
    ("Surgery Today", "Surg Today"),
    ("Tohoku Journal of Experimental Medicine", "Tohoku J Exp Med"),
    ("Tuberculosis and Respiratory Diseases", "Tuberc Respir Dis (Seoul)"),
    ("Western Pacific Surveillance and Response Journal", "Western Pac Surveill Response J"),
    ("World Journal of Gastroenterology", "World J Gastroenterol"),
    ("Yonsei Medical Journal", "Yonsei Med J"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_name_and_each_abbreviation_stands_once_and_no_abbreviation_is_longer_than_its_name() {
        let mut seen = BTreeSet::new();
        for (name, abbreviation) in JOURNALS {
            assert!(seen.insert(*name) && seen.insert(*abbreviation), "{name}");
            assert!(abbreviation.len() < name.len() && !abbreviation.contains('.'), "{abbreviation}");
        }
    }
}
