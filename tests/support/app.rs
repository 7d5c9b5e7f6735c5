//! The pages and the API without a network: requests go straight to the router.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use insight_bank::bank::InsightBank;
use insight_bank::engine::Silent;
use serde_json::Value;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use super::folder::{OwnBank, shipped_root};

/// The most bytes a test reads of one answer.
const MOST: usize = 64 * 1024 * 1024;

/// A router over one bank, and what it runs on.
pub(crate) struct TestApp {
    router: Router,
    runtime: Runtime,
}

impl TestApp {
    /// Over the shipped bank. Nothing may write to it.
    pub(crate) fn shipped() -> &'static Self {
        static APP: OnceLock<TestApp> = OnceLock::new();
        APP.get_or_init(|| Self::open(shipped_root()))
    }

    /// Over a bank of one's own.
    pub(crate) fn own(bank: &OwnBank) -> Self {
        Self::open(&bank.root())
    }

    fn open(root: &Path) -> Self {
        let (bank, _) = InsightBank::open(root, &Silent).expect("the bank can be opened");
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        Self { router: insight_bank::web::router(Arc::new(bank)), runtime: runtime.expect("a runtime can be made") }
    }

    /// Asks for an address, as a browser on this machine would.
    pub(crate) fn get(&self, address: &str) -> Answer {
        self.ask("GET", address, &[], Body::empty())
    }

    /// Asks for an address with more headers, or others.
    pub(crate) fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", address, headers, Body::empty())
    }

    /// Asks for an address as a browser elsewhere would, through a server on this machine.
    pub(crate) fn get_from_outside(&self, address: &str) -> Answer {
        self.get_with(address, &[("x-forwarded-for", "203.0.113.7")])
    }

    /// Sends files as a form does, each a name and its content.
    pub(crate) fn post_files(&self, address: &str, files: &[(&str, &str)]) -> Answer {
        let parts: Vec<_> = files.iter().map(|(name, content)| ("file", *name, *content)).collect();
        self.post_parts(address, &parts)
    }

    /// Sends files as a form does, each a field, a name and its content.
    pub(crate) fn post_parts(&self, address: &str, files: &[(&str, &str, &str)]) -> Answer {
        const BOUNDARY: &str = "no-such-line";
        let part = |(field, name, content): &(&str, &str, &str)| {
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n{content}\r\n"
            )
        };
        let parts: Vec<String> = files.iter().map(part).collect();
        let form = format!("{}--{BOUNDARY}--\r\n", parts.concat());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.ask("POST", address, &[("content-type", &kind)], Body::from(form))
    }

    /// Sends any request. A `host` among `headers` takes the place of this machine's own.
    pub(crate) fn ask(&self, method: &str, address: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let named = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host"));
        let own = [("host", "127.0.0.1:8000")];
        let all = own.iter().filter(|_| !named).chain(headers);
        let from = ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 50_000)));
        let start = Request::builder().method(method).uri(address).extension(from);
        let request = all.fold(start, |request, (name, value)| request.header(*name, *value)).body(body);
        let request = request.unwrap_or_else(|error| panic!("`{address}` is no address: {error}"));
        let (head, bytes) = self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("the router always answers");
            let (head, body) = response.into_parts();
            (head, to_bytes(body, MOST).await.expect("an answer can be read"))
        });
        Answer {
            asked: format!("{method} {address}"),
            status: head.status,
            headers: head.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }
}

/// What came back.
#[must_use]
#[derive(Debug)]
pub(crate) struct Answer {
    asked: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    /// The body as it came.
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// The answer is what was asked for.
    #[track_caller]
    pub(crate) fn good(self) -> Self {
        assert!(self.status.is_success(), "{}: {}\n{}", self.asked, self.status, self.start());
        self
    }

    /// The answer is good and JSON.
    #[track_caller]
    pub(crate) fn json(self) -> Value {
        let answer = self.good();
        answer.value()
    }

    /// The answer is a problem document with this code; gives the document.
    #[track_caller]
    pub(crate) fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}\n{}", self.asked, self.start());
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.asked);
        let document = self.value();
        assert_eq!(document["code"], code, "{}\n{}", self.asked, self.start());
        assert_eq!(document["status"], status, "{}", self.asked);
        for field in ["type", "title", "detail", "instance"] {
            assert!(
                document[field].as_str().is_some_and(|text| !text.is_empty()),
                "{}: no `{field}`\n{}",
                self.asked,
                self.start()
            );
        }
        assert!(document["errors"].is_array(), "{}: no `errors`", self.asked);
        document
    }

    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Every `Link` of the answer.
    pub(crate) fn links(&self) -> Vec<&str> {
        self.headers.get_all("link").iter().filter_map(|value| value.to_str().ok()).collect()
    }

    #[track_caller]
    fn value(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{}: no JSON: {error}\n{}", self.asked, self.start()))
    }

    fn start(&self) -> String {
        self.body.chars().take(2000).collect()
    }
}
