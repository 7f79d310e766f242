//! Family names of English-speaking countries that are hardly given names, the most frequent ones of their censuses.
//! Written down for refmill from general knowledge of the names; nothing is copied from a licensed file.

/// Frequent names.
#[rustfmt::skip]
pub(super) const USUAL: &[&str] = &[
    "adams", "anderson", "armstrong", "atkinson", "bailey", "baker", "barnes", "bell", "bennett", "brooks",
    "brown", "burns", "butler", "campbell", "carpenter", "carter", "chapman", "clark", "clarke", "coleman",
    "collins", "cook", "cooper", "cox", "crawford", "cunningham", "davies", "davis", "dixon", "edwards",
    "elliott", "ellis", "evans", "fisher", "fleming", "foster", "fox", "gibson", "graham", "gray", "green",
    "griffin", "griffiths", "hall", "hamilton", "harris", "harrison", "hart", "harvey", "hayes",
    "henderson", "hill", "holmes", "hopkins", "howard", "hudson", "hughes", "hunter", "jackson", "jenkins",
    "johnson", "johnston", "jones", "kelly", "kennedy", "king", "knight", "lewis", "macdonald", "marshall",
    "mason", "matthews", "mcdonald", "miller", "mills", "mitchell", "moore", "morgan", "morris", "morrison",
    "murphy", "murray", "nelson", "owens", "palmer", "parker", "patterson", "pearson", "perkins", "perry",
    "peterson", "phillips", "pierce", "porter", "powell", "price", "reed", "reynolds", "rice", "richards",
    "richardson", "roberts", "robertson", "robinson", "rogers", "ross", "russell", "sanders", "shaw",
    "simmons", "simpson", "smith", "snyder", "spencer", "stephens", "stevens", "stewart", "stone",
    "sullivan", "taylor", "thompson", "thomson", "tucker", "turner", "wagner", "walker", "wallace", "ward",
    "washington", "watson", "webb", "west", "white", "wilkinson", "williams", "williamson", "willis",
    "wilson", "wood", "woods", "wright",
];
