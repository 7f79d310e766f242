//! Pages as they are copied: menus, notices and the names of sites above the article, footers below it. Around every
//! example of every table they change none of its facts.

use refmill::page::{built_in, example, explain, read, read_html};
use refmill::record::Record;
use toml::{Table, Value};

/// What stands above and below an article on a site.
struct Chrome {
    name: &'static str,
    above: &'static str,
    below: &'static str,
}

/// Menus of sites in several languages.
const CHROMES: &[Chrome] = &[
    Chrome {
        name: "one word",
        above: "Home\n",
        below: "Contact Us\n© 2022 Example Press. All rights reserved.\n",
    },
    Chrome {
        name: "English library",
        above: "Skip to main content\nAn official website of the United States government\nHere's how you know\nLog in\nRegister\nMenu\n\
                Search\nAdvanced Search\nHome > Journals > Current Issue\nDownload PDF\nShare\n",
        below: "About Us | Contact Us | Help\nPrivacy Policy\nTerms of Use\nCopyright © 2023 Example Library. All rights reserved.\n",
    },
    Chrome {
        name: "English journal",
        above: "Open Menu\nCurrent\nArchives\nAbout\nSearch\nRegister\nLogin\nHome Current Archives About Contact\nThis site uses cookies. By continuing to use it you agree.\n",
        below: "For Authors\nFor Librarians\nPowered by Open Journal Systems\n",
    },
    Chrome {
        name: "Chinese",
        above: "首页\n登录 | 注册\n高级检索\n期刊导航\n当前位置：首页 > 期刊 > 正文\nEnglish\n",
        below: "关于我们 | 联系我们 | 网站地图\n版权所有 © 示例数据库\n",
    },
    Chrome {
        name: "Japanese",
        above: "ログイン\n新規登録\nヘルプ\n検索\n日本語\n",
        below: "利用規約\nプライバシーポリシー\n© 2020 Example Society\n",
    },
    Chrome {
        name: "Korean",
        above: "홈\n로그인\n회원가입\n검색\n",
        below: "이용약관\n개인정보처리방침\nCopyright © Example. All rights reserved.\n",
    },
    Chrome {
        name: "Spanish",
        above: "Inicio\nAcerca de\nIniciar sesión\nBuscar\nEspañol\n",
        below: "Mapa del sitio\nContacto\nTodos los derechos reservados\n",
    },
    Chrome {
        name: "Portuguese",
        above: "Início\nSobre a revista\nPesquisa\n",
        below: "Política de privacidade\nTodos os direitos reservados\n",
    },
    Chrome {
        name: "Russian", above: "Главная\nВойти\nПоиск\n", below: "Контакты\nВсе права защищены\n"
    },
    Chrome {
        name: "Vietnamese",
        above: "Trang chủ\nĐăng nhập\nTìm kiếm\n",
        below: "Liên hệ\nBản quyền thuộc về Nhà xuất bản Ví dụ\n",
    },
    Chrome {
        name: "Indonesian",
        above: "Beranda\nTentang Kami\nMasuk\nArsip\n",
        below: "Hubungi Kami\nPowered by Example\n",
    },
    Chrome {
        name: "French and German",
        above: "Accueil\nRecherche\nStartseite\nSuche\nAnmelden\n",
        below: "Impressum\nDatenschutz\nMentions légales\nTous droits réservés\n",
    },
];

/// The facts that tell which article it is.
const FACTS: &[&str] = &[
    "title",
    "vernacular-title",
    "translated-title",
    "authors",
    "journal",
    "issued",
    "volume",
    "issue",
    "page",
    "article-number",
    "doi",
    "abstract",
    "keywords",
    "country",
    "language",
];

fn of(record: &Record) -> Table {
    let facts = example::facts(record);
    facts.into_iter().filter(|(key, _)| FACTS.contains(&key.as_str())).collect()
}

fn html(text: &str) -> String {
    let escaped = |line: &str| line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let lines: Vec<String> = text.lines().map(|line| format!("<p>{}</p>", escaped(line))).collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Example Site</title></head><body><div>{}</div></body></html>",
        lines.join("\n")
    )
}

/// Compares what a page gives with and without the lines around it.
fn compare(name: &str, bare: &[Record], around: &[Record], wrong: &mut Vec<String>) {
    if bare.len() != around.len() {
        wrong.push(format!("{name}: {} records, without the lines around {}", around.len(), bare.len()));
        return;
    }
    for (bare, around) in bare.iter().zip(around) {
        let (bare, around) = (of(bare), of(around));
        for key in FACTS {
            let none = Value::String(String::new());
            let (wanted, found) = (bare.get(*key).unwrap_or(&none), around.get(*key).unwrap_or(&none));
            if wanted != found {
                wrong.push(format!("{name}: {key}: expected {wanted}, found {found}"));
            }
        }
    }
}

#[test]
fn menus_and_footers_around_a_page_change_none_of_its_facts() {
    let layouts = built_in();
    let mut wrong = Vec::new();
    let mut pages = 0;
    for layout in &layouts {
        for example in &layout.examples {
            let page = example.input.trim_start_matches('\n');
            let bare = read(&layouts, page, page, "page", 1).records;
            assert!(!bare.is_empty(), "{} {}", layout.name, example.name);
            for chrome in CHROMES {
                let text = format!("{}{page}\n{}", chrome.above, chrome.below);
                let name = format!("{}, {}, {}", layout.name, example.name, chrome.name);
                compare(&name, &bare, &read(&layouts, &text, &text, "page", 1).records, &mut wrong);
                pages += 1;
            }
        }
    }
    assert!(pages > 1500, "{pages}");
    assert!(wrong.is_empty(), "{} of {pages}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn menus_and_footers_around_a_page_as_html_change_none_of_its_facts() {
    let layouts = built_in();
    let mut wrong = Vec::new();
    for layout in &layouts {
        for example in &layout.examples {
            let page = example.input.trim_start_matches('\n');
            let bare = read_html(&layouts, &html(page), "page", 1).records;
            for chrome in CHROMES.iter().take(4) {
                let text = html(&format!("{}{page}\n{}", chrome.above, chrome.below));
                let name = format!("{}, {}, {}", layout.name, example.name, chrome.name);
                compare(&name, &bare, &read_html(&layouts, &text, "page", 1).records, &mut wrong);
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn lines_of_the_site_are_in_no_value_and_are_shown_as_such() {
    let layouts = built_in();
    for layout in layouts.iter().filter(|layout| layout.name != "general") {
        let example = &layout.examples[0];
        let page = example.input.trim_start_matches('\n');
        let text = format!("Home\nSkip to main content\nLog in\n{page}\nContact Us\n© 2022 Example Press\n");
        let explanation = explain(&layouts, &text, "page");
        for wanted in ["Home", "Skip to main content", "Log in", "Contact Us", "© 2022 Example Press"] {
            let mut lines = explanation.lines.iter().filter(|line| line.text == wanted);
            let is_site = lines.any(|line| {
                line.stretches.iter().all(|it| matches!(it.fate, refmill::page::ledger::Fate::Furniture(_)))
            });
            assert!(is_site, "{}: {wanted}", layout.name);
        }
    }
}

/// Lines of a site in words that no list has.
const UNKNOWN: &str = "Example State Digital Library\nCollections\nPartner institutions\nAsk a librarian\n";

#[test]
fn above_a_title_unknown_lines_are_passed_over_or_doubted() {
    let layouts = built_in();
    let (mut pages, mut right) = (0, 0);
    let mut certain = Vec::new();
    for layout in layouts.iter().filter(|layout| layout.name != "general") {
        for example in &layout.examples {
            let page = example.input.trim_start_matches('\n');
            let bare = read(&layouts, page, page, "page", 1).records;
            let text = format!("{UNKNOWN}{page}");
            let around = read(&layouts, &text, &text, "page", 1);
            let title = |records: &[Record]| records.first().map(|record| of(record).get("title").cloned());
            pages += 1;
            if title(&bare) == title(&around.records) {
                right += 1;
            } else if title(&around.records).flatten().is_some()
                && !around.notes.iter().any(|note| note.code.name == "title-doubtful")
            {
                let found = title(&around.records);
                certain.push(format!("{}, {}: {found:?}", layout.name, example.name));
            }
        }
    }
    assert!(right * 100 >= pages * 90, "{right} of {pages}");
    assert!(certain.is_empty(), "wrong without a doubt:\n{}", certain.join("\n"));
}

#[test]
fn a_counter_or_a_line_about_rights_ends_nothing() {
    let layouts = built_in();
    for line in [
        "Cited by: 12",
        "References: 30",
        "References (30)",
        "Related articles",
        "Related DOI: 10.5555/x.1",
        "Recommended articles",
        "Copyright © 2010 The Authors",
        "© 2010 The Authors",
        "All rights reserved.",
        "Powered by DSpace",
    ] {
        let page = format!(
            "Title: Tea drinking and sleep on some islands\nAuthors: Smith, John; Jones, Mary\nYear: 2010\n{line}\n\
             DOI: 10.5555/pj.2010.1\nAbstract: Tea is drunk by many people of the islands. We asked 200.\nKeywords: tea; sleep\n"
        );
        let reading = read(&layouts, &page, &page, "page", 1);
        let facts = of(&reading.records[0]);
        assert_eq!(facts.get("doi").and_then(Value::as_str), Some("10.5555/pj.2010.1"), "{line}");
        assert!(facts.contains_key("abstract") && facts.contains_key("keywords"), "{line}");
    }
}

#[test]
fn what_is_passed_over_is_told() {
    let layouts = built_in();
    let page = "Example Archives\n. 1999 Jun;4(2):88–91.\nTea in the archives of a hospital\nPMCID: PMC1000003\nAbstract\n\
                We read the archives of a hospital and found tea.\nReferences\n1. Other O. Tea. J Other. 2001;1:1.\n2. Else E. Milk. J Other. 2002;2:2.\n";
    let reading = read(&layouts, page, page, "page", 1);
    let note = reading.notes.iter().find(|note| note.code.name == "passed-over").expect("a note");
    assert_eq!(note.message, "2 lines below `References` were passed over as references");
    assert_eq!(note.place.line, Some(7));
}

#[test]
fn pages_of_no_article_give_no_record() {
    let layouts = built_in();
    for page in [
        "Hotel booking\nCountry: Samoa\nLanguage: English\nPrice: 100\n",
        "User profile\nLanguage: English\nKeywords: python, rust\nAbstract: I like code.\n",
        "Recipe of the day\nAuthor: Mary Jones\nLanguage: English\nIngredients: flour\n",
        "About the Journal\nExample Journal of Health\nISSN: 1234-5679\nPublisher: Example Press\nLanguage: English\nCountry: Japan\n\
         Keywords: tea, sleep\nAbstract: The journal publishes research on tea.\nContact: tea@example.org\n",
        "Journal of Foo\nVol. 12 No. 3 (2020): September\nPublished: 2020-09-30\nOriginal Articles\nEffect of tea on sleep in nurses\n\
         Li Na, Chen Wei\n1-9\nPDF\nCoffee in the ward at night\nXu Hao, Wang Bo\n10-19\nPDF\nISSN: 1234-5679\nDOI: https://doi.org/10.5555/foo.v12i3\n",
        "Zhang Wei\nDepartment of Tea, Example University, Beijing, China\nE-mail: zhang@example.org\nPublications\n\
         1. Zhang W, Li M. Heart failure in women. Chin J Example. 2019;47(3):200-205. doi:10.3760/cma.j.issn.0253-0000.2019.03.005\n\
         2. Zhang W. Statins. Example. 2018;391:100-110.\n",
    ] {
        let reading = read(&layouts, page, page, "page", 1);
        assert!(reading.records.is_empty(), "{:?} of {page}", reading.records[0].titles);
        assert!(
            reading
                .notes
                .iter()
                .any(|note| ["layout-unknown", "page-without-record"].contains(&note.code.name)),
            "{page}"
        );
    }
}
