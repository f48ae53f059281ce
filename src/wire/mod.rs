//! The only HTTP to carriers: one bounded question, one bounded answer.
//!
//! Whatever a server does, an ask ends within its time and its bytes; hosts are judged before a socket is opened; and no
//! error, log line or `Debug` says a whole address, since a key may stand in it.
//!
//! Belongs here: one question to a carrier: hosts, proxies, redirects, limits. Does not belong here: what is asked
//! (`carriers::request`) and what the answer means.

mod allowed_hosts;
mod client;
mod error;
mod public_names;

use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use reqwest::{
    Client, Response, StatusCode, Url,
    cookie::{CookieStore, Jar},
    header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, LOCATION, SET_COOKIE},
};

use self::client::Route;
pub use self::{
    allowed_hosts::is_loopback,
    client::{Roots, USER_AGENT},
    error::WireError,
};
use crate::carriers::{Answered, Method, Request};

/// Redirects followed within one ask, whatever a definition says.
const REDIRECTS: u8 = 5;

/// The way out to carriers. One for the whole process; clients are built when first needed, one for each way.
#[derive(Debug, Default)]
pub struct Wire {
    loopback_only: bool,
    clients: Mutex<HashMap<(Route, Option<Roots>), Client>>,
}

impl Wire {
    /// With `loopback_only` (the test clock is set) every host but this machine is refused.
    pub fn new(loopback_only: bool) -> Wire {
        Wire { loopback_only, clients: Mutex::default() }
    }

    /// Asks one question. `proxy` is the source's own, as the user's configuration has it.
    pub async fn ask(&self, request: &Request, proxy: Option<&str>) -> Result<Answered, WireError> {
        self.exchange(proxy, None).ask(request).await
    }

    /// A pair of requests, the one for a token and the one proper, that share their cookies. `roots` are trusted beside those
    /// of the system.
    pub fn exchange(&self, proxy: Option<&str>, roots: Option<&Roots>) -> Exchange<'_> {
        let (proxy, roots) = (proxy.map(str::to_owned), roots.cloned());
        Exchange {
            wire: self,
            proxy,
            roots,
            jar: Jar::default(),
            answered: AtomicBool::new(false),
            asked: Mutex::default(),
        }
    }

    fn client(&self, route: Route, roots: Option<Roots>) -> Result<Client, WireError> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let way = (route, roots);
        if let Some(client) = clients.get(&way) {
            return Ok(client.clone());
        }
        let client = client::build(&way.0, way.1.as_ref(), self.loopback_only)?;
        clients.insert(way, client.clone());
        Ok(client)
    }
}

/// Requests that share their cookies, and nothing else.
#[derive(Debug)]
pub struct Exchange<'a> {
    wire: &'a Wire,
    proxy: Option<String>,
    roots: Option<Roots>,
    jar: Jar,
    answered: AtomicBool,
    asked: Mutex<BTreeSet<String>>,
}

impl Exchange<'_> {
    /// Whether anything came back so far, be it a refusal.
    pub fn answered(&self) -> bool {
        self.answered.load(Ordering::Relaxed)
    }

    /// The hosts that were sent something since this was asked last, each with its port where that is not the usual one.
    pub fn take_asked(&self) -> BTreeSet<String> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Asks one question: within `request.timeout` from first to last byte, at most `request.body_max` bytes of body after
    /// decompression, inside `request.hosts` only. Where the request follows no redirects, one is the answer.
    pub async fn ask(&self, request: &Request) -> Result<Answered, WireError> {
        let limit = Duration::try_from(request.timeout).unwrap_or_default();
        tokio::time::timeout(limit, self.walk(request)).await.map_err(|_| WireError::TimedOut)?
    }

    /// Follows redirects to the answer.
    async fn walk(&self, request: &Request) -> Result<Answered, WireError> {
        let mut url = allowed_hosts::parse(&request.url)?;
        let mut headers = headers(request)?;
        let mut method = request.method;
        let mut welcomed = false;
        for _ in 0..=request.redirects.min(REDIRECTS) {
            allowed_hosts::open(&url, request, self.wire.loopback_only)?;
            let mut response = self.send(method, &url, &headers, request).await?;
            if !welcomed && sends_back_with_a_cookie(&url, &response) {
                welcomed = true;
                response = self.send(method, &url, &headers, request).await?;
            }
            let Some(location) = location(&response).filter(|_| request.redirects > 0) else {
                return read(response, request.body_max).await;
            };
            let next = allowed_hosts::redirect(&url, &location)?;
            if next.origin() != url.origin() {
                headers.remove(COOKIE);
                headers.remove(reqwest::header::AUTHORIZATION);
            }
            if !keeps_method(response.status()) {
                method = Method::Get;
            }
            url = next;
        }
        Err(WireError::Circle)
    }

    /// One hop.
    async fn send(
        &self,
        method: Method,
        url: &Url,
        headers: &HeaderMap,
        request: &Request,
    ) -> Result<Response, WireError> {
        let client = self.wire.client(self.route(url, request.chosen), self.roots.clone())?;
        let mut call = match method {
            Method::Get => client.get(url.clone()),
            Method::Post => client.post(url.clone()).body(request.body.clone().unwrap_or_default()),
        };
        call = call.headers(headers.clone());
        if let Some(cookies) = self.jar.cookies(url) {
            call = call.header(COOKIE, cookies);
        }
        let sent = call.send().await.map_err(|error| WireError::of(error, allowed_hosts::bare(url)));
        if !matches!(&sent, Err(error) if error.asked_nobody()) {
            self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(allowed_hosts::with_port(url));
        }
        let response = sent?;
        self.answered.store(true, Ordering::Relaxed);
        self.jar.set_cookies(&mut response.headers().get_all(SET_COOKIE).iter(), url);
        Ok(response)
    }

    fn route(&self, url: &Url, chosen: bool) -> Route {
        match &self.proxy {
            Some(proxy) => Route::Via(proxy.clone(), chosen),
            None if chosen && is_loopback(url) => Route::InProcess,
            None if chosen => Route::Chosen,
            None => Route::Away,
        }
    }
}

/// The request's own headers; a bad one is named, its value is not.
fn headers(request: &Request) -> Result<HeaderMap, WireError> {
    let mut map = HeaderMap::new();
    for (name, value) in &request.headers {
        let key: HeaderName = name.parse().map_err(|_| WireError::Malformed(format!("header name {name:?}")))?;
        let value = HeaderValue::from_str(value).map_err(|_| WireError::Malformed(format!("header {name}")))?;
        map.append(key, value);
    }
    Ok(map)
}

/// Where an answer sends us on to, if it does.
fn location(response: &Response) -> Option<String> {
    let moved = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let to = response.headers().get(LOCATION).filter(|_| moved)?;
    Some(String::from_utf8_lossy(to.as_bytes()).into_owned())
}

/// Some servers answer the first visit with a cookie and the same address: whoever shows the cookie is let in.
fn sends_back_with_a_cookie(url: &Url, response: &Response) -> bool {
    let back = location(response).and_then(|to| url.join(&to).ok()).is_some_and(|to| to == *url);
    back && response.headers().contains_key(SET_COOKIE)
}

/// 307 and 308 send the same body again; after the others a page is fetched.
fn keeps_method(status: StatusCode) -> bool {
    matches!(status, StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT)
}

/// The body, piece by piece: a bomb is refused at `max`, a cut connection leaves what came.
async fn read(mut response: Response, max: u64) -> Result<Answered, WireError> {
    let (mut body, mut ended_early) = (Vec::new(), false);
    loop {
        match response.chunk().await {
            Ok(Some(piece)) if (body.len() + piece.len()) as u64 > max => return Err(WireError::TooLarge { max }),
            Ok(Some(piece)) => body.extend_from_slice(&piece),
            Ok(None) => break,
            Err(_) => {
                ended_early = true;
                break;
            }
        }
    }
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let kind = response.headers().get(CONTENT_TYPE).map(text).unwrap_or_default();
    let headers = response.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    Ok(Answered {
        status: response.status().as_u16(),
        headers,
        body: crate::carriers::charset::to_utf8(body, &kind),
        ended_early,
    })
}
