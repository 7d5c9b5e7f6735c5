//! What holds for every page that can be reached from the first.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::OnceLock;

use scraper::{Html, Selector};

use crate::pages::document::Page;
use crate::support::app::TestApp;

/// The most addresses of one kind that are looked at, so that thousands of searches do not crowd out the rest.
const OF_A_KIND: usize = 12;

/// What was reached from the first page: each address with its body, and what led nowhere.
struct Crawl {
    pages: BTreeMap<String, String>,
    dead: Vec<String>,
}

/// Follows the links from the first page, breadth first, some of every kind.
fn crawl() -> &'static Crawl {
    static CRAWL: OnceLock<Crawl> = OnceLock::new();
    CRAWL.get_or_init(|| {
        let app = TestApp::shipped();
        let mut crawl = Crawl { pages: BTreeMap::new(), dead: Vec::new() };
        let (mut seen, mut kinds) = (BTreeSet::from(["/".to_owned()]), BTreeMap::<String, usize>::new());
        let mut waiting = VecDeque::from([("/".to_owned(), "the start".to_owned())]);
        while let Some((address, from)) = waiting.pop_front() {
            let of_this_kind = kinds.entry(kind_of(&address)).or_default();
            *of_this_kind += 1;
            if *of_this_kind > OF_A_KIND {
                continue;
            }
            let answer = app.get(&address);
            if !answer.status.is_success() {
                crawl.dead.push(format!("{address} ({}), linked from {from}", answer.status));
                continue;
            }
            if !answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
                continue;
            }
            for link in internal_links(&answer.body) {
                if seen.insert(link.clone()) {
                    waiting.push_back((link, address.clone()));
                }
            }
            crawl.pages.insert(address, answer.body);
        }
        crawl
    })
}

/// `/sources/x?from=2` is one of `/sources/*?from`.
fn kind_of(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let parts: Vec<&str> = path.split('/').collect();
    let place = parts
        .iter()
        .enumerate()
        .map(|(at, part)| if at == 2 && parts.len() > 2 && parts[1] != "api" { "*" } else { part });
    let names: BTreeSet<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{}?{}", place.collect::<Vec<_>>().join("/"), names.into_iter().collect::<Vec<_>>().join("&"))
}

fn internal_links(body: &str) -> Vec<String> {
    let links = attributes(body, "a[href], link[href]", "href");
    let own = links.into_iter().filter(|link| link.starts_with('/'));
    own.map(|link| link.split('#').next().unwrap_or_default().to_owned()).collect()
}

fn attributes(body: &str, selector: &str, attribute: &str) -> Vec<String> {
    let (page, wanted) = (Html::parse_document(body), Selector::parse(selector).unwrap());
    let found = page.select(&wanted).filter_map(|element| element.value().attr(attribute));
    found.map(str::to_owned).collect()
}

/// Complains of every page for which `law` finds a fault.
#[track_caller]
fn every_page(law: impl Fn(&Html) -> Option<String>) {
    let faults = crawl()
        .pages
        .iter()
        .filter_map(|(address, body)| Some(format!("{address}: {}", law(&Html::parse_document(body))?)));
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn count(page: &Html, selector: &str) -> usize {
    page.select(&Selector::parse(selector).unwrap()).count()
}

#[test]
fn every_link_leads_somewhere() {
    let crawl = crawl();
    assert!(crawl.dead.is_empty(), "{}", crawl.dead.join("\n"));
    assert!(crawl.pages.len() > 60, "only {} pages were reached", crawl.pages.len());
    for kind in [
        "/insights/*?",
        "/sources/*?",
        "/themes/*?",
        "/priorities/*?",
        "/surveys/*?",
        "/surveys/*/breakdown?question",
        "/search?theme",
    ] {
        assert!(crawl.pages.keys().any(|address| kind_of(address) == kind), "no page like {kind} was reached");
    }
}

#[test]
fn every_page_has_one_heading_a_title_its_language_and_its_landmarks() {
    every_page(|page| {
        let once = [
            "h1",
            "title",
            "html[lang='en-GB']",
            "body > main#main",
            "body > header",
            "body > footer",
            "a.skip-link[href='#main']",
        ];
        let wrong: Vec<&str> = once.into_iter().filter(|selector| count(page, selector) != 1).collect();
        (!wrong.is_empty()).then(|| format!("not exactly once: {}", wrong.join(", ")))
    });
}

#[test]
fn no_page_runs_or_styles_anything_within_itself() {
    every_page(|page| {
        let wrong = [
            "script",
            "style",
            "[style]",
            "iframe",
            "object",
            "base",
            "[onclick]",
            "[onload]",
            "[onerror]",
            "[onfocus]",
        ];
        wrong.into_iter().find(|selector| count(page, selector) > 0).map(|selector| format!("there is `{selector}`"))
    });
}

#[test]
fn no_page_asks_another_site_for_anything() {
    every_page(|page| {
        let asks = Selector::parse("link[href], img[src], source[src], form[action]").unwrap();
        let targets = page.select(&asks).filter_map(|element| {
            let element = element.value();
            element.attr("href").or_else(|| element.attr("src")).or_else(|| element.attr("action")).map(str::to_owned)
        });
        targets.into_iter().find(|target| !target.starts_with('/')).map(|target| format!("it asks for `{target}`"))
    });
}

#[test]
fn no_id_stands_twice_on_a_page_and_every_reference_has_its_target() {
    every_page(|page| {
        let all = Selector::parse("[id]").unwrap();
        let ids: Vec<&str> = page.select(&all).filter_map(|element| element.value().attr("id")).collect();
        let set: BTreeSet<&str> = ids.iter().copied().collect();
        if set.len() != ids.len() {
            let twice: BTreeSet<&&str> =
                ids.iter().filter(|id| ids.iter().filter(|other| other == id).count() > 1).collect();
            return Some(format!("twice: {twice:?}"));
        }
        let refers = |attribute: &'static str| {
            let with = Selector::parse(&format!("[{attribute}]")).unwrap();
            let values = page.select(&with).filter_map(|element| element.value().attr(attribute)).map(str::to_owned);
            values.collect::<Vec<_>>()
        };
        let here = refers("href").into_iter().filter_map(|link| link.strip_prefix('#').map(str::to_owned));
        let named = ["for", "aria-labelledby", "aria-describedby", "form"].into_iter().flat_map(refers);
        let mut targets = named.chain(here).flat_map(|names| names.split(' ').map(str::to_owned).collect::<Vec<_>>());
        targets.find(|target| !set.contains(target.as_str())).map(|target| format!("nothing is called `{target}`"))
    });
}

#[test]
fn every_field_has_its_label() {
    every_page(|page| {
        let labels = Selector::parse("label[for]").unwrap();
        let labelled: BTreeSet<&str> = page.select(&labels).filter_map(|label| label.value().attr("for")).collect();
        let fields = Selector::parse("input:not([type='hidden']), select, textarea").unwrap();
        let mut bare =
            page.select(&fields).filter(|field| !field.value().attr("id").is_some_and(|id| labelled.contains(id)));
        bare.next().map(|field| format!("no label: {:?}", field.value()))
    });
}

#[test]
fn every_table_has_a_caption_scopes_and_no_empty_cell() {
    every_page(|page| {
        let captioned = count(page, "table > caption");
        if captioned != count(page, "table") {
            return Some("a table has no caption".to_owned());
        }
        if count(page, "th:not([scope])") > 0 {
            return Some("a heading cell has no scope".to_owned());
        }
        let cells = Selector::parse("tbody td, th").unwrap();
        let empty = |cell: &scraper::ElementRef<'_>| cell.text().all(|text| text.trim().is_empty());
        page.select(&cells).any(|cell| empty(&cell)).then(|| "a cell is empty".to_owned())
    });
}

#[test]
fn headings_go_down_one_step_at_a_time() {
    every_page(|page| {
        let headings = Selector::parse("main h1, main h2, main h3, main h4, main h5").unwrap();
        let levels = page.select(&headings).filter_map(|heading| heading.value().name()[1..].parse::<u32>().ok());
        let levels: Vec<u32> = levels.collect();
        levels.windows(2).any(|pair| pair[1] > pair[0] + 1).then(|| format!("headings jump: {levels:?}"))
    });
}

#[test]
fn the_demonstration_says_so_on_every_page() {
    every_page(|page| {
        (count(page, "aside.demonstration") != 1).then(|| "it does not say that it is a demonstration".to_owned())
    });
}

#[test]
fn the_style_sheet_may_be_kept_because_its_address_changes_with_it() {
    let address = Page::shipped("/").attributes("link[rel='stylesheet']", "href").remove(0);
    assert!(address.starts_with("/assets/bank.css?v="), "{address}");
    let sheet = TestApp::shipped().get(&address).good();
    assert_eq!(sheet.header("content-type"), Some("text/css; charset=utf-8"));
    assert!(sheet.header("cache-control").is_some_and(|control| control.contains("immutable")));
    assert!(!sheet.body.contains("url(") && !sheet.body.contains("@import"), "the style sheet asks for other files");
}

#[test]
fn the_first_page_leads_to_everything() {
    let page = Page::shipped("/");
    assert!(page.has("form#search-form[action='/search'] input[name='q']"));
    assert_eq!(page.all("section[aria-labelledby='priorities-title'] .card").len(), 6);
    assert!(page.all(".theme-columns > li").len() > 5);
    assert!(page.has("a[href='/surveys/workforce-2022-illustrative']"));
    assert!(page.text(".counts").contains("focus groups"));
}
