//! The thread that listens: bounded in how many it serves, in how long each may take and in how much it may send.

use std::{
    io,
    net::{SocketAddr, TcpListener as Plain},
    sync::Arc,
    thread::{self, JoinHandle},
    time::Duration,
};

use axum::{Router, body::Body, extract::Request, http::Uri};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::timeout,
};
use tower::Service as _;
use tracing::{debug, warn};

use super::{address::Peer, host::Host, routes, site::Site};
use crate::app::Setup;

/// Readers served at the same time; others wait until one goes.
const MOST: usize = 256;
/// How long a reader may take to say what they want, and between two wishes.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long one connection may last in all, whoever holds it.
const LONGEST: Duration = Duration::from_mins(5);
/// How long to wait where the system has no room for one more connection.
const PAUSE: Duration = Duration::from_millis(100);

/// A page that is served until this is dropped.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Serves the page on a thread of its own.
///
/// # Errors
/// The address is taken or not ours; the database cannot be opened.
pub fn start(setup: Setup, host: Arc<dyn Host>, address: SocketAddr) -> anyhow::Result<Running> {
    let plain = Plain::bind(address)?;
    plain.set_nonblocking(true)?;
    let address = plain.local_addr()?;
    let site = Site::open(setup, host)?;
    let (stop, stopped) = watch::channel(false);
    let serve = move || match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(listen(plain, site, stopped)),
        Err(fault) => warn!("The page has no loop to run in: {fault}"),
    };
    let thread = thread::Builder::new().name("page".to_owned()).spawn(serve)?;
    Ok(Running { address, stop, thread: Some(thread) })
}

async fn listen(plain: Plain, site: Site, mut stopped: watch::Receiver<bool>) {
    let listener = match TcpListener::from_std(plain) {
        Ok(listener) => listener,
        Err(fault) => return warn!("The page cannot listen: {fault}"),
    };
    let base: Arc<str> = site.settings().base().into();
    let (router, room) = (routes::router(site), Arc::new(Semaphore::new(MOST)));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|it| *it) => return,
        };
        let (stream, from) = match accepted {
            Ok(accepted) => accepted,
            Err(fault) => {
                debug!("A reader did not get through: {fault}");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let (router, base) = (router.clone(), Arc::clone(&base));
        tokio::spawn(async move {
            if let Err(fault) = timeout(LONGEST, serve(stream, from, &base, router)).await.unwrap_or(Ok(())) {
                debug!("A reader went away: {fault}");
            }
            drop(place);
        });
    }
}

async fn serve(stream: TcpStream, from: SocketAddr, base: &str, router: Router) -> Result<(), hyper::Error> {
    let answer = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        if let Some(inner) = below(base, request.uri()) {
            *request.uri_mut() = inner;
        }
        request.extensions_mut().insert(Peer(from));
        router.clone().call(request)
    });
    let mut connection = http1::Builder::new();
    connection.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(32 * 1024);
    connection.serve_connection(TokioIo::new(stream), answer).await
}

/// The address without what goes before all paths: some proxies take that off, others do not.
fn below(base: &str, asked: &Uri) -> Option<Uri> {
    let rest = asked
        .path()
        .strip_prefix(base)
        .filter(|rest| !base.is_empty() && (rest.is_empty() || rest.starts_with('/')))?;
    let query = asked.query().map(|query| format!("?{query}")).unwrap_or_default();
    let path = if rest.is_empty() { "/" } else { rest };
    format!("{path}{query}").parse().ok()
}

/// Whether the address is taken by somebody else.
pub fn is_taken(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|it| it.kind() == io::ErrorKind::AddrInUse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_before_all_paths_is_taken_off_once_and_nothing_else_is() {
        let inner = |base: &str, asked: &str| below(base, &asked.parse().unwrap()).map(|it| it.to_string());
        assert_eq!(inner("/posylka", "/posylka").as_deref(), Some("/"));
        assert_eq!(inner("/posylka", "/posylka/parcels/1?q=a").as_deref(), Some("/parcels/1?q=a"));
        assert_eq!(inner("/posylka", "/posylkas"), None);
        assert_eq!(inner("/posylka", "/parcels/1"), None);
        assert_eq!(inner("", "/parcels/1"), None);
    }
}
