//! `serve`.

use std::net::TcpListener;

use crate::support::command::program;
use crate::support::folder::{own_bank, shipped, shipped_root};
use crate::support::server::Server;

/// The shipped bank, served on a free port.
fn serve() -> Server {
    let mut command = program(shipped_root());
    command.args(["serve", "--listen", "127.0.0.1:0"]);
    Server::start(command)
}

#[test]
fn the_address_that_is_printed_answers_with_pages_and_json() {
    let server = serve();
    let page = server.get("/");
    assert_eq!(page.status, 200, "{page:?}");
    assert!(page.headers.contains("content-type: text/html"), "{page:?}");
    let health = server.get("/api/v1/health");
    assert_eq!(health.status, 200, "{health:?}");
    for part in ["\"status\"", "\"corpus\"", "\"index\""] {
        assert!(health.body.contains(part), "{health:?}");
    }
}

#[test]
fn nobody_may_frame_a_page_or_guess_its_type() {
    let page = serve().get("/");
    for header in ["x-content-type-options: nosniff", "content-security-policy:", "referrer-policy:"] {
        assert!(page.headers.contains(header), "`{header}` is missing: {}", page.headers);
    }
}

#[cfg(unix)]
#[test]
fn it_stops_in_good_order_when_it_is_asked_to() {
    let server = serve();
    assert_eq!(server.get("/").status, 200);
    let (status, said) = server.stop();
    assert_eq!(status.code(), Some(0), "{said}");
    assert!(said.contains("stopped"), "{said}");
}

#[test]
fn a_port_in_use_is_told_with_the_way_to_another() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let _ = shipped(&["serve", "--listen", &address]).fails(2).says(&address).says("in use").hints();
}

#[test]
fn an_address_beyond_this_machine_is_refused() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:8000"] {
        let _ = shipped(&["serve", "--listen", address]).fails(2).says(address).says("sign-in").hints();
    }
}

#[test]
fn what_is_no_address_is_told_with_an_example() {
    for address in ["nonsense", "127.0.0.1", "127.0.0.1:99999", ""] {
        let _ = shipped(&["serve", "--listen", address]).fails(2).says("127.0.0.1:8000");
    }
}

#[test]
fn a_bank_of_ones_own_is_served_as_well() {
    let bank = own_bank();
    let server = Server::start(bank.command(&["serve", "--listen", "127.0.0.1:0"]));
    assert_eq!(server.get("/").status, 200);
    assert_eq!(server.get("/no-such-page").status, 404);
}

#[test]
fn a_load_beside_a_running_server_shows_on_its_pages() {
    let bank = own_bank();
    let server = Server::start(bank.command(&["serve", "--listen", "127.0.0.1:0"]));
    assert_eq!(server.get("/api/v1/sources/bus-notes").status, 404);
    bank.put("bus-notes.md", "# Buses\n\nThe bus to the surgery comes too late for the first appointment.\n");
    let _ = bank.run(&["load", "bus-notes.md"]).good();
    let late = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while server.get("/api/v1/sources/bus-notes").status != 200 {
        assert!(std::time::Instant::now() < late, "the server never took the load over");
    }
    assert!(server.get("/search?q=surgery").body.contains("bus-notes"));
}
