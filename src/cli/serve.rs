//! `serve`: the pages and the API, for this machine only.

use std::net::{SocketAddr, ToSocketAddrs};

use tokio::net::TcpListener;

use crate::bank::{BankError, InsightBank};
use crate::cli::Outcome;
use crate::cli::args::ServeArgs;
use crate::cli::printer::Printer;
use crate::problem::{Place, Problem};
use crate::web;

pub(super) fn run(bank: InsightBank, args: &ServeArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let address = own_address(&args.listen)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| failed(args, &error))?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await.map_err(|error| failed(args, &error))?;
        let bound = listener.local_addr().unwrap_or(address);
        // Whoever reads the address may stop the server at once: it must be listening for that already.
        let stop = stop_signal().map_err(|error| failed(args, &error))?;
        printer.say(&format!("serving on http://{bound}/ (stop with Ctrl-C)"));
        web::serve(bank, listener, stop).await.map_err(|error| failed(args, &error))
    })?;
    // Work that nobody waits for any more is not waited for either.
    runtime.shutdown_background();
    printer.say("stopped");
    Ok(Outcome::Done)
}

/// The address to listen on, which must be this machine's own: without sign-in whoever calls from here is an analyst.
fn own_address(listen: &str) -> Result<SocketAddr, BankError> {
    let place = || Place::default().field("listen");
    let unreadable = || {
        let problem = Problem::error("bad_address", place(), format!("`{listen}` is no address to listen on"));
        BankError::refused(problem.expected("an address and a port, such as 127.0.0.1:8000"))
    };
    let addresses: Vec<SocketAddr> = listen.to_socket_addrs().map_err(|_| unreadable())?.collect();
    let first = addresses.iter().find(|address| address.ip().is_loopback()).copied();
    match (first, addresses.is_empty()) {
        (Some(address), _) => Ok(address),
        (None, true) => Err(unreadable()),
        (None, false) => {
            let message = format!("`{listen}` can be reached from other machines, and there is no sign-in yet");
            let problem = Problem::error("address_beyond_this_machine", place(), message);
            Err(BankError::refused(problem.hint("listen on 127.0.0.1, and let a server with sign-in pass requests on")))
        }
    }
}

fn failed(args: &ServeArgs, error: &std::io::Error) -> BankError {
    if error.kind() == std::io::ErrorKind::AddrInUse {
        let message = format!("`{}` is in use by another program", args.listen);
        let problem = Problem::error("port_in_use", Place::default().field("listen"), message);
        return BankError::refused(problem.hint("choose another with `--listen 127.0.0.1:8001`"));
    }
    BankError::refused(Problem::error("serve_failed", Place::default().field("listen"), error.to_string()))
}

/// Resolves when the person or the system asks the program to stop; from this call on neither ends it otherwise.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Resolves when the person asks the program to stop.
#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
