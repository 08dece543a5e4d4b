//! The page in a real browser with hostile articles. Skipped where there is none.

mod common;

use crosswire::report::html;
use std::fs;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
const LONGEST: Duration = Duration::from_secs(90);

/// Every way to a script that we know, each trying to leave a mark in the page or to fetch from `port`.
fn attacks(port: u16) -> String {
    let mark = "document.documentElement.setAttribute('data-ran','1')";
    let host = format!("http://127.0.0.1:{port}/x");
    [
        format!("<script>{mark}</script>"),
        format!("</script><script>{mark}</script>"),
        format!("</style><script>{mark}</script><style>"),
        format!("</title><script src=\"{host}\"></script>"),
        format!("\"><img src=x onerror=\"{mark}\">"),
        format!("'><svg onload='{mark}'>"),
        format!("<img src=\"{host}\"><link rel=stylesheet href=\"{host}\"><iframe src=\"{host}\"></iframe>"),
        format!("<style>@import '{host}'; body {{ background: url({host}) }}</style>"),
        format!("<a href=\"javascript:{mark}\" autofocus onfocus=\"{mark}\">x</a>"),
        format!("<details open ontoggle=\"{mark}\"><meta http-equiv=refresh content=\"0;url={host}\"><base href=\"{host}\">"),
        format!("{{{{ 7*7 }}}}${{{mark}}}{{% raw %}}"),
        format!("--><!-- ]]> &lt;script&gt;{mark}&lt;/script&gt; \u{0}\u{202E}\u{2066}"),
        "w".repeat(5_000),
    ]
    .join(" ")
}

#[test]
fn no_text_of_an_article_runs_or_reaches_the_network() {
    let Some(browser) = browser() else {
        eprintln!("skipped: there is no Chromium here");
        return;
    };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let page = page("hostile.html", &html::render(&common::hostile(&attacks(port))).unwrap());
    let Some(dom) = dump(&browser, &page) else {
        eprintln!("skipped: the browser did not answer");
        return;
    };
    assert!(!dom.contains("data-ran="), "a script of an article ran");
    assert!(!dom.contains("<iframe") && !dom.contains("<base"), "an element of an article was made");
    assert!(dom.contains("[U+202E]"), "an override was not spelled out");
    assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "the page asked the network");
}

#[test]
fn the_script_of_the_page_runs_under_its_policy() {
    let Some(browser) = browser() else {
        eprintln!("skipped: there is no Chromium here");
        return;
    };
    let report = common::newsroom();
    let page = page("plain.html", &html::render(&report).unwrap());
    let shown = |query: &str| dump(&browser, &format!("{page}{query}"));
    let Some(dom) = shown("?ui=ar") else {
        eprintln!("skipped: the browser did not answer");
        return;
    };
    assert!(dom.contains("<html lang=\"ar\" dir=\"rtl\">"), "the page did not turn Arabic");
    let cards = dom.matches("<article class=\"rel").count();
    assert!(dom.contains(&format!("aria-live=\"polite\">{cards}</output>")), "the filters did not start");
    let agreement = report.relations.iter().find(|r| r.kind.is_none()).unwrap();
    let linked = shown(&format!("#{}", agreement.id)).unwrap();
    let open = linked.find("<details class=\"fold\" open").expect("a link did not open its part");
    assert!(linked[open..].contains(&agreement.id));
}

fn page(name: &str, html: &str) -> String {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    fs::create_dir_all(&dir).unwrap();
    fs::write(dir.join(name), html).unwrap();
    format!("file://{}", dir.join(name).display())
}

fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).flat_map(|dir| BROWSERS.map(|name| dir.join(name))).find(|p| p.is_file())
}

/// The page's elements after its scripts ran.
fn dump(browser: &Path, address: &str) -> Option<String> {
    let profile = tempfile::tempdir().unwrap();
    let dom = profile.path().join("dom.html");
    let child = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-sync",
            "--dump-dom",
        ])
        .args(["--disable-background-networking", "--disable-component-update", "--virtual-time-budget=4000"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(address)
        .stdout(fs::File::create(&dom).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    finished(child).then(|| fs::read_to_string(dom).ok()).flatten().filter(|dom| dom.contains("</html>"))
}

fn finished(mut child: Child) -> bool {
    let began = Instant::now();
    while began.elapsed() < LONGEST {
        if let Ok(Some(status)) = child.try_wait() {
            return status.success();
        }
        sleep(Duration::from_millis(50));
    }
    let _ = child.kill();
    let _ = child.wait();
    false
}
