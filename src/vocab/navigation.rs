//! Lines that sites print around an article on every page: menus, notices, footers.
//!
//! Only words that are no title of an article and no value of a field. A table lists what its own site has beside them.

use super::table::Words;
use std::sync::LazyLock;

/// Entries of menus and buttons, whole lines in lower case.
#[rustfmt::skip]
const MENU: &[&str] = &[
    "home", "home page", "homepage", "main page", "menu", "open menu", "close menu", "main menu", "toggle navigation", "navigation", "main navigation",
    "search", "advanced search", "basic search", "simple search", "quick search", "search history", "new search", "search results", "back to results",
    "back to search results", "search pubmed", "search in pubmed", "search in pmc", "browse", "browse journals", "browse by", "log in", "login", "log out",
    "logout", "sign in", "sign out", "sign up", "register", "create account", "my account", "my profile", "my library", "my folder", "dashboard",
    "subscribe", "subscriptions", "donate", "submit", "submit manuscript", "submit a manuscript", "submit an article", "submit article", "make a submission", "submissions", "online submission",
    "about", "about us", "about the journal", "about this journal", "about the site", "contact", "contact us", "contacts", "help", "faq", "faqs", "user guide",
    "feedback", "site map", "sitemap", "accessibility", "disclaimer", "privacy", "privacy policy", "cookie policy", "cookies", "terms of use", "terms and conditions",
    "terms of service", "terms", "web policies", "foia", "careers", "all journals", "journals", "journal home", "journal list", "journal homepage", "current",
    "current issue", "archive", "archives", "past issues", "all issues", "back issues", "latest issue", "latest articles", "in press", "articles in press", "early view",
    "online first", "ahead of print", "most read", "most cited", "for authors", "for reviewers", "for librarians", "for editors", "information for authors",
    "instructions for authors", "instructions to authors", "author guidelines", "author instructions", "guide for authors", "editorial board", "editorial team", "editorial policies",
    "aims and scope", "aims & scope", "aim and scope", "announcements", "indexing", "indexing & abstracting", "publication ethics", "open access policy", "peer review process",
    "share", "share this", "share this article", "tweet", "facebook", "twitter", "linkedin", "whatsapp", "telegram", "mendeley", "reddit", "wechat", "weibo", "youtube",
    "follow us", "print", "print page", "print this page", "print this article", "email", "e-mail", "email this article", "email alerts", "e-mail alert", "alerts", "rss", "rss feeds", "bookmark",
    "favorites", "add to favorites", "add to cart", "cart", "download", "download pdf", "download article", "download citation", "download citations", "downloads", "export",
    "export citation", "export citations", "cite", "cite this", "cite this article", "citation tools", "permalink", "get permissions", "permissions", "rights and permissions", "reprints",
    "view pdf", "pdf", "pdf full text", "full text", "fulltext", "full-text", "full text pdf", "full text links", "view article", "view full text", "view abstract", "read more", "show more", "see more", "more", "expand", "expand all", "collapse",
    "next", "previous", "next article", "previous article", "prev article", "previous article next article", "back", "back to top", "top", "go to top", "go to", "skip navigation", "display options", "save", "send to", "actions", "clipboard", "advanced",
    "article tools", "metrics", "article metrics", "altmetric", "view metrics", "crossmark", "orcid", "open access", "free access", "language switch", "select language", "languages",
    "accept", "accept all", "accept all cookies", "reject all", "manage cookies", "cookie settings", "ok", "advertisement", "close", "dismiss", "yes", "no thanks", "loading...", "loading", "powered by", "partners", "news", "events", "news & events", "blog", "links", "useful links",
    "首页", "主页", "返回首页", "网站首页", "本刊首页", "登录", "注册", "登录/注册", "登录 | 注册", "退出", "搜索", "检索", "高级检索", "快速检索", "高级搜索", "期刊首页", "关于我们", "联系我们", "帮助", "帮助中心", "使用帮助", "网站地图", "意见反馈", "个人中心", "会员中心", "我的", "手机版", "手机阅读", "移动版",
    "期刊介绍", "编委会", "编辑部", "投稿指南", "投稿须知", "在线投稿", "作者投稿", "专家审稿", "编辑办公", "期刊订阅", "过刊浏览", "当期目录", "最新录用", "过刊目录", "下载中心", "广告合作", "友情链接", "新闻公告", "通知公告", "下载", "下载pdf", "pdf下载", "下载全文", "全文下载", "导出", "导出引用", "引用", "分享", "收藏", "打印",
    "评论", "上一篇", "下一篇", "返回", "返回顶部", "更多", "展开", "收起", "简体中文", "繁體中文", "中文", "中文版", "english version", "版权声明", "隐私政策", "免责声明", "期刊导航", "期刊大全", "数据库", "知网节", "首頁", "登入", "註冊", "搜尋", "檢索", "進階檢索", "關於我們", "聯絡我們", "語言", "回首頁",
    "ホーム", "トップ", "トップページ", "ログイン", "新規登録", "サインイン", "サインアップ", "検索", "詳細検索", "メニュー", "ヘルプ", "お問い合わせ", "利用規約", "プライバシーポリシー", "サイトマップ", "資料トップ", "巻号一覧", "この資料について", "本文へ移動", "ダウンロード", "印刷", "共有", "前の記事", "次の記事", "日本語",
    "홈", "로그인", "회원가입", "로그아웃", "검색", "상세검색", "고급검색", "메뉴", "도움말", "문의", "문의하기", "사이트맵", "이용약관", "개인정보처리방침", "학술지", "저널", "원문보기", "다운로드", "인쇄", "공유", "이전", "다음", "한국어", "본문 바로가기", "메뉴 바로가기", "마이페이지",
    "inicio", "página principal", "buscar", "búsqueda", "búsqueda avanzada", "iniciar sesión", "ingresar", "entrar", "registrarse", "acerca de", "contacto", "ayuda", "archivos", "número actual", "números anteriores", "enviar artículo", "envíos", "menú", "descargar", "descargar pdf", "imprimir", "compartir", "mapa del sitio", "política de privacidad", "español", "indicadores", "servicios personalizados", "como citar este artículo", "envíar articulo por email", "artículo", "texto completo",
    "início", "página inicial", "pesquisa", "busca", "busca avançada", "pesquisa avançada", "acesso", "cadastro", "sobre", "sobre a revista", "contato", "contacto", "ajuda", "atual", "anteriores", "edição atual", "arquivos", "baixar", "baixar pdf", "compartilhar", "português", "serviços personalizados", "ir para o conteúdo", "mapa do site", "política de privacidade",
    "accueil", "rechercher", "recherche", "recherche avancée", "connexion", "se connecter", "s'inscrire", "inscription", "à propos", "nous contacter", "aide", "archives", "numéro courant", "télécharger", "partager", "imprimer", "français", "plan du site", "mentions légales", "sommaire",
    "startseite", "suche", "erweiterte suche", "anmelden", "registrieren", "über uns", "kontakt", "hilfe", "impressum", "datenschutz", "archiv", "aktuelle ausgabe", "herunterladen", "teilen", "drucken", "deutsch", "inhalt", "sitemap",
    "главная", "поиск", "расширенный поиск", "войти", "вход", "регистрация", "о журнале", "контакты", "помощь", "архив", "архивы", "текущий выпуск", "скачать", "скачать pdf", "поделиться", "печать", "русский", "карта сайта", "меню", "авторам", "редколлегия",
    "trang chủ", "đăng nhập", "đăng ký", "tìm kiếm", "giới thiệu", "liên hệ", "số hiện tại", "số hiện hành", "lưu trữ", "gửi bài", "tải xuống", "chia sẻ", "trợ giúp", "tiếng việt", "ban biên tập", "thông báo", "menu chính",
    "нүүр", "нүүр хуудас", "нэвтрэх", "бүртгүүлэх", "хайх", "хайлт", "бидний тухай", "холбоо барих", "тусламж", "архив", "монгол",
    "beranda", "masuk", "daftar", "cari", "pencarian", "tentang", "tentang kami", "kontak", "hubungi kami", "arsip", "terkini", "terbitan terkini", "unduh", "bagikan", "bantuan", "bahasa indonesia", "bahasa melayu", "laman utama", "log masuk", "daftar masuk", "carian", "hubungi", "mengenai kami", "muat turun",
    "english", "magyar", "polski", "italiano", "türkçe", "ไทย", "العربية",
];

/// How notices, buttons and counters of sites begin, in lower case; what follows is a part of them.
#[rustfmt::skip]
const NOTICES: &[&str] = &[
    "skip to main", "skip to content", "skip to navigation", "skip to article", "skip to site", "skip to search", "skip directly", "jump to content", "jump to main", "go to main content",
    "an official website of", "official websites use", "here's how you know", "here’s how you know", "the .gov means", "the site is secure", "secure .gov websites", "federal government websites",
    "this site uses cookies", "this website uses cookies", "this site needs javascript", "we use cookies", "our website uses cookies", "by continuing to use", "by using this site", "please enable javascript", "javascript is disabled", "javascript is required", "javascript must be enabled", "your browser", "warning: the ncbi",
    "as a library, nlm", "as a library nlm", "inclusion in an nlm", "learn more:", "pdf (", "xml (", "html (", "epub (", "download pdf (", "metadata download", "you are here", "you're here", "breadcrumb", "displaying 1", "showing results", "search results for", "sort by", "results per page", "back to results", "back to search", "back to journal", "back to issue", "back to article", "back to list", "return to results", "return to search", "return to journal", "welcome, guest", "welcome guest", "logged in as", "you are not logged in",
    "当前位置", "您的位置", "您现在的位置", "您所在的位置", "您好，", "欢迎访问", "欢迎您", "访问量", "总访问", "今日访问", "在线人数", "現在の位置", "현재 위치", "usted está aquí", "você está aqui", "vous êtes ici", "sie sind hier", "sie befinden sich hier", "вы здесь", "bạn đang ở", "anda di sini",
    "saltar al contenido", "ir al contenido", "pular para o conteúdo", "ir para o conteúdo", "aller au contenu", "zum inhalt", "zum hauptinhalt", "перейти к", "chuyển đến nội dung", "langsung ke",
    "nous utilisons des cookies", "ce site utilise des cookies", "este sitio usa cookies", "este sitio utiliza cookies", "este site usa cookies", "este site utiliza cookies", "utilizamos cookies", "diese website verwendet cookies", "wir verwenden cookies", "мы используем файлы cookie", "本网站使用cookie", "当サイトではcookie",
    "follow us on", "follow ncbi", "connect with nlm", "share on ", "find us on", "article views", "abstract views", "page views", "pdf downloads", "visitors:", "viewed:", "views:", "downloads:", "download count", "times cited", "number of views",
    "浏览次数", "浏览量", "下载次数", "下载量", "点击次数", "阅读次数", "被引次数", "被引频次", "摘要点击", "全文下载", "просмотров:", "просмотры:", "lượt xem", "lượt tải", "dilihat:", "vistas:", "visitas:", "acessos:", "조회수", "閲覧数",
];

/// How lines at the foot of a page begin, in lower case.
#[rustfmt::skip]
const FOOTERS: &[&str] = &[
    "©", "(c) 19", "(c) 20", "copyright ©", "copyright©", "copyright (c)", "copyright 19", "copyright 20", "copyright by", "copyright notice", "all rights reserved", "all rights are reserved", "powered by", "designed by", "developed by", "hosted by", "site by",
    "privacy policy", "terms of use", "terms and conditions", "terms of service", "cookie policy", "版权所有", "版權所有", "著作权归", "技术支持：", "本系统由", "京icp", "沪icp", "粤icp", "渝icp", "icp备", "京公网安备", "增值电信", "主办单位：", "主管单位：",
    "todos los derechos reservados", "todos os direitos reservados", "tous droits réservés", "alle rechte vorbehalten", "все права защищены", "bản quyền", "hak cipta", "бүх эрх",
    "無断転載", "all contents ©", "this work is licensed under", "this is an open access article", "this is an open-access article", "todo el contenido de", "todo o conteúdo",
];

/// Beginnings of lines by their first byte: nearly every line has another one.
struct Starts([Vec<&'static str>; 256]);

impl Starts {
    fn of(starts: &'static [&'static str]) -> Self {
        let mut by_byte = [const { Vec::new() }; 256];
        for start in starts {
            if let Some(list) = start.bytes().next().and_then(|first| by_byte.get_mut(usize::from(first))) {
                list.push(*start);
            }
        }
        Self(by_byte)
    }

    /// Those with which a line may begin, by its first letter.
    fn of_line(&self, line: &str) -> &[&'static str] {
        let mut buffer = [0; 4];
        let first = line.chars().next().and_then(|first| first.to_lowercase().next());
        let byte = first.and_then(|first| first.encode_utf8(&mut buffer).bytes().next());
        byte.and_then(|byte| self.0.get(usize::from(byte))).map_or(&[], Vec::as_slice)
    }
}

static NOTICE_STARTS: LazyLock<Starts> = LazyLock::new(|| Starts::of(NOTICES));
static FOOTER_STARTS: LazyLock<Starts> = LazyLock::new(|| Starts::of(FOOTERS));

/// The first words of entries.
static FIRST_WORDS: LazyLock<Words> =
    LazyLock::new(|| MENU.iter().filter_map(|entry| entry.split_whitespace().next()).collect());

static MENU_WORDS: LazyLock<Words> = LazyLock::new(|| MENU.iter().copied().collect());

/// The longest line that is looked up.
const LONGEST: usize = 80;

/// Whether a line is an entry of a menu, or several entries beside each other.
#[must_use]
pub fn is_menu(line: &str) -> bool {
    if line.len() > LONGEST * 3 {
        return false;
    }
    let lower = line.to_lowercase();
    if is_entry(&lower) {
        return true;
    }
    let is_separator =
        |it: char| matches!(it, '|' | '｜' | '›' | '»' | '·' | '•' | '/' | '>' | '\t' | ',' | '、');
    if lower.contains(is_separator) {
        let entries = || lower.split(is_separator).map(str::trim).filter(|entry| !entry.is_empty());
        return entries().count() > 1 && entries().all(|entry| is_entry(entry) || are_entries(entry));
    }
    are_entries(&lower)
}

fn is_entry(lower: &str) -> bool {
    let bare = lower.trim_matches(|it: char| {
        it.is_whitespace()
            || matches!(
                it,
                '[' | ']'
                    | '☰'
                    | '×'
                    | '▼'
                    | '▾'
                    | '▸'
                    | '»'
                    | '›'
                    | '«'
                    | '‹'
                    | '→'
                    | '←'
                    | ':'
                    | '：'
                    | '⌄'
            )
    });
    !bare.is_empty() && MENU_WORDS.contains(bare)
}

/// Whether a line is entries with blanks alone between them: `Home About Current Archives Contact`. Each has three
/// words at the most.
fn are_entries(lower: &str) -> bool {
    const MOST_WORDS: usize = 3;
    if !lower.split_whitespace().next().is_some_and(|first| FIRST_WORDS.contains(first)) {
        return false;
    }
    let words: Vec<&str> = lower.split_whitespace().collect();
    let line = words.join(" ");
    let mut rest = line.as_str();
    let mut count = 0;
    while !rest.is_empty() {
        let blanks = rest.match_indices(' ').map(|(at, _)| at).chain([rest.len()]).take(MOST_WORDS);
        let longest =
            blanks.filter(|end| rest.get(..*end).is_some_and(|entry| MENU_WORDS.contains(entry))).last();
        let Some(length) = longest else { return false };
        rest = rest.get(length..).unwrap_or_default().trim_start();
        count += 1;
    }
    count > 1
}

/// Whether a line is a notice, a way back, or a counter of a site.
#[must_use]
pub fn is_notice(line: &str) -> bool {
    begins_with(&NOTICE_STARTS, line)
}

/// Whether a line stands at the foot of pages: rights, rules, makers.
#[must_use]
pub fn is_footer(line: &str) -> bool {
    begins_with(&FOOTER_STARTS, line)
}

/// Whether a line begins with one of some texts, in any case.
fn begins_with(starts: &Starts, line: &str) -> bool {
    starts.of_line(line).iter().any(|start| {
        let mut letters = line.chars().flat_map(char::to_lowercase);
        start.chars().all(|wanted| letters.next() == Some(wanted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn menus_are_told_from_titles() {
        for line in [
            "Home",
            "☰ Menu",
            "Log in | Register",
            "Home Search About",
            "Home > Archives > Current",
            "首页",
            "Trang chủ",
            "Skip to main content",
            "An official website of the United States government",
        ] {
            assert!(is_menu(line) || is_notice(line), "{line}");
        }
        for line in [
            "Home care of the old",
            "Search and rescue",
            "Tea",
            "Abstract",
            "Keywords",
            "Help for nurses",
            "",
        ] {
            assert!(!is_menu(line) && !is_notice(line), "{line}");
        }
    }

    #[test]
    fn every_word_can_be_found() {
        for word in MENU.iter().chain(NOTICES).chain(FOOTERS) {
            assert_eq!(*word, word.to_lowercase(), "in lower case");
        }
    }
}
