//! One made-up article, worked out of a seed and its number alone.

/// What the layouts need of an article.
pub(crate) struct Article {
    pub(crate) number: u64,
    pub(crate) title: String,
    pub(crate) vernacular_title: String,
    pub(crate) authors: Vec<Author>,
    pub(crate) affiliations: Vec<String>,
    pub(crate) journal: &'static str,
    pub(crate) abbreviation: &'static str,
    pub(crate) issn: String,
    pub(crate) year: u64,
    pub(crate) month: u64,
    pub(crate) volume: u64,
    pub(crate) issue: u64,
    pub(crate) first_page: u64,
    pub(crate) last_page: u64,
    pub(crate) doi: String,
    pub(crate) keywords: Vec<String>,
    pub(crate) headings: Vec<&'static str>,
    pub(crate) sections: Vec<(&'static str, String)>,
    pub(crate) vernacular_abstract: String,
}

/// A name in Latin letters, and the numbers of the institutions from 1.
pub(crate) struct Author {
    pub(crate) family: &'static str,
    pub(crate) given: String,
    pub(crate) institutions: Vec<usize>,
}

/// Splitmix64 (Steele, Lea and Flood 2014): a crate's generator may change its numbers with a version, and then the
/// corpus of a recorded figure could not be made again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        it ^ (it >> 31)
    }

    /// A number from `from` up to `to`, both included.
    fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.roll() % (to - from + 1)
    }

    fn of<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.roll() as usize % values.len()]
    }

    fn sentence(&mut self, words: &[&str], count: u64, out: &mut String) {
        for place in 0..count {
            let word = self.of(words);
            if place == 0 {
                let mut letters = word.chars();
                out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                out.push_str(letters.as_str());
            } else {
                out.push(' ');
                out.push_str(word);
            }
        }
    }
}

impl Article {
    /// The article of a number.
    pub(crate) fn new(seed: u64, number: u64) -> Self {
        let mut dice =
            Dice(seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ number.wrapping_mul(0x2545_F491_4F6C_DD1D));
        let mut title = String::new();
        let words = dice.between(7, 16);
        dice.sentence(WORDS, words, &mut title);
        if dice.between(1, 8) == 1 {
            title.push_str(" (p < 0.05) & beyond");
        }
        let vernacular_title = han(&mut dice, 12, 30);
        let institutions = dice.between(1, 4) as usize;
        let affiliations = (0..institutions)
            .map(|_| {
                format!(
                    "{}{}, {} {}",
                    han(&mut dice, 2, 4),
                    "医学院附属医院儿科",
                    dice.of(CITIES),
                    dice.between(100_000, 899_999)
                )
            })
            .collect();
        let count = dice.between(1, 12);
        let authors = (0..count)
            .map(|_| {
                let mut given = String::new();
                let syllables = dice.between(1, 2);
                for place in 0..syllables {
                    let syllable = dice.of(SYLLABLES);
                    if place == 0 {
                        let mut letters = syllable.chars();
                        given.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                        given.push_str(letters.as_str());
                    } else {
                        given.push_str(syllable);
                    }
                }
                let mut own = vec![dice.between(1, institutions as u64) as usize];
                if dice.between(1, 5) == 1 {
                    own.push(dice.between(1, institutions as u64) as usize);
                    own.sort_unstable();
                    own.dedup();
                }
                Author { family: dice.of(FAMILIES), given, institutions: own }
            })
            .collect();
        let journal = dice.between(0, JOURNALS.len() as u64 - 1) as usize;
        let (name, abbreviation) = JOURNALS[journal];
        let issn = issn(1000 + journal as u64 * 37, 1234 + journal as u64 * 11);
        let year = dice.between(1995, 2025);
        let issue = dice.between(1, 12);
        let first_page = dice.between(1, 1800);
        let keywords = (0..dice.between(3, 6))
            .map(|_| {
                let mut words = String::new();
                let count = dice.between(1, 3);
                dice.sentence(WORDS, count, &mut words);
                words
            })
            .collect();
        let headings = (0..dice.between(2, 8)).map(|_| dice.of(HEADINGS)).collect();
        let length = dice.between(800, 2500) as usize;
        let labels = ["OBJECTIVE", "METHODS", "RESULTS", "CONCLUSION"];
        let sections = labels
            .into_iter()
            .map(|label| {
                let mut text = String::new();
                while text.len() < length / labels.len() {
                    if !text.is_empty() {
                        text.push(' ');
                    }
                    let words = dice.between(8, 22);
                    dice.sentence(WORDS, words, &mut text);
                    if dice.between(1, 6) == 1 {
                        text.push_str(" (95% CI 1.2–3.4, P<0.05)");
                    }
                    text.push('.');
                }
                (label, text)
            })
            .collect();
        let doi = format!("10.3760/cma.j.issn.{issn}.{year}.{issue:02}.{number:07}");
        Self {
            number,
            title,
            vernacular_title,
            authors,
            affiliations,
            journal: name,
            abbreviation,
            issn,
            year,
            month: issue,
            volume: year - 1972,
            issue,
            first_page,
            last_page: first_page + dice.between(0, 14),
            doi,
            keywords,
            headings,
            sections,
            vernacular_abstract: han(&mut dice, 120, 400),
        }
    }

    /// The abstract in one piece.
    pub(crate) fn summary(&self) -> String {
        let parts: Vec<String> =
            self.sections.iter().map(|(label, text)| format!("{label}: {text}")).collect();
        parts.join(" ")
    }
}

/// An ISSN with its check digit (ISO 3297).
fn issn(left: u64, right: u64) -> String {
    let digits = format!("{left:04}{:03}", right % 1000);
    let sum: u32 = digits
        .chars()
        .filter_map(|it| it.to_digit(10))
        .zip((2..=8).rev())
        .map(|(it, weight)| it * weight)
        .sum();
    let check = match (11 - sum % 11) % 11 {
        10 => "X".to_owned(),
        check => check.to_string(),
    };
    format!("{}-{}{check}", &digits[..4], &digits[4..])
}

fn han(dice: &mut Dice, from: u64, to: u64) -> String {
    let characters: Vec<char> = HAN.chars().collect();
    let count = dice.between(from, to);
    (0..count).map(|_| dice.of(&characters)).collect()
}

const WORDS: &[&str] = &[
    "patients",
    "with",
    "the",
    "of",
    "in",
    "and",
    "treatment",
    "chronic",
    "immune",
    "thrombocytopenia",
    "children",
    "effect",
    "clinical",
    "study",
    "analysis",
    "risk",
    "factors",
    "for",
    "acute",
    "renal",
    "hepatic",
    "protein",
    "expression",
    "gene",
    "therapy",
    "between",
    "control",
    "group",
    "significant",
    "difference",
    "outcome",
    "after",
    "surgery",
    "during",
    "pregnancy",
    "hospital",
    "infection",
    "virus",
    "serum",
    "level",
    "blood",
    "pressure",
    "diabetes",
    "mellitus",
    "type",
    "cancer",
    "lung",
    "gastric",
    "cell",
    "apoptosis",
    "pathway",
    "signalling",
    "rats",
    "mice",
    "model",
    "cohort",
    "randomised",
    "trial",
    "retrospective",
    "multicentre",
    "evaluation",
    "diagnosis",
    "imaging",
    "magnetic",
    "resonance",
    "mortality",
    "survival",
    "quality",
    "life",
    "nursing",
    "intervention",
    "elderly",
    "adolescents",
    "prevalence",
    "incidence",
    "related",
    "associated",
];

const FAMILIES: &[&str] = &[
    "Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Zhao", "Huang", "Zhou", "Wu", "Xu", "Sun", "Hu", "Zhu",
    "Gao", "Lin", "He", "Guo", "Ma", "Luo", "Ou", "Ouyang", "Zheng", "Xie", "Song", "Tang", "Deng", "Feng",
    "Han", "Cao", "Peng", "Zeng", "Xiao",
];

const SYLLABLES: &[&str] = &[
    "wen", "xin", "rui", "run", "hui", "tian", "you", "jing", "yu", "ming", "hong", "li", "na", "wei",
    "qiang", "xiao", "yan", "fang", "jun", "bo", "hao", "lei", "ping", "ying", "chun", "mei", "zhi", "guo",
    "hua", "jian",
];

const CITIES: &[&str] = &["北京", "上海", "广州", "成都", "武汉", "西安", "南京", "杭州"];

const HEADINGS: &[&str] = &[
    "Humans",
    "Child",
    "Adolescent",
    "Thrombopoietin",
    "Purpura, Thrombocytopenic, Idiopathic",
    "Retrospective Studies",
    "Risk Factors",
    "Treatment Outcome",
    "Lung Neoplasms",
    "Diabetes Mellitus, Type 2",
    "Rats, Sprague-Dawley",
    "Apoptosis",
];

const JOURNALS: &[(&str, &str)] = &[
    ("International Journal of Pediatrics", "Int J Pediatr"),
    ("Chinese Journal of Rehabilitation Theory and Practice", "Chin J Rehabil Theory Pract"),
    ("Journal of Zhejiang University(Medical Sciences)", "J Zhejiang Univ Med Sci"),
    ("Chinese Journal of Epilepsy", "Chin J Epilepsy"),
    ("Acta Pharmaceutica Sinica", "Acta Pharm Sin"),
    ("Chinese Journal of Internal Medicine", "Chin J Intern Med"),
    ("Journal of Practical Radiology", "J Pract Radiol"),
    ("Chinese Journal of Nosocomiology", "Chin J Nosocomiol"),
];

const HAN: &str = "慢性免疫血小板减少症治疗的研究进展患者临床分析影响因素与对照组比较差异有统计学意义方法结果结论目的探讨儿童护理干预效果观察急性肾损伤肝细胞癌基因表达蛋白通路大鼠模型随机双盲试验回顾队列诊断价值磁共振成像糖尿病高压心肌梗死肺炎病毒感染疫苗接种老年女妊娠期手术后并发生存率预测评估量表相关";
