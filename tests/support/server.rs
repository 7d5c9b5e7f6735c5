//! The program serving pages on a free port of this machine, until the test is done with it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::time::Duration;

/// A running server. It is ended when it goes.
pub(crate) struct Server {
    child: Child,
    said: BufReader<ChildStderr>,
    /// Where it listens, such as `127.0.0.1:41234`.
    pub(crate) address: String,
}

impl Server {
    /// Starts `command`, which must serve, and waits until it has said where.
    #[track_caller]
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().expect("the built program can be started");
        let said = BufReader::new(child.stderr.take().expect("standard error is a pipe"));
        let mut server = Self { child, said, address: String::new() };
        let mut heard = String::new();
        while server.said.read_line(&mut heard).unwrap_or(0) > 0 {
            let address = heard.split_once("http://").and_then(|(_, rest)| rest.split_once('/'));
            if let Some((address, _)) = address {
                address.clone_into(&mut server.address);
                return server;
            }
        }
        panic!("the server ended before it said where it serves:\n{heard}");
    }

    /// The answer to `GET path`.
    #[track_caller]
    pub(crate) fn get(&self, path: &str) -> Reply {
        let mut stream = TcpStream::connect(&self.address).expect("the server takes calls");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a time limit can be set");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)
            .expect("a request can be sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer comes");
        Reply::read(&String::from_utf8_lossy(&bytes))
    }

    /// Asks it to stop, as the system does, and gives how it ended and what it said.
    #[cfg(unix)]
    pub(crate) fn stop(mut self) -> (ExitStatus, String) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(asked.expect("`kill` can be run").success());
        let mut rest = String::new();
        self.said.read_to_string(&mut rest).expect("standard error can be read");
        (self.child.wait().expect("the server ends"), rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer over HTTP.
#[derive(Debug)]
pub(crate) struct Reply {
    /// The status code.
    pub(crate) status: u16,
    /// The headers, in small letters.
    pub(crate) headers: String,
    /// The body; what stands between its chunks is left in.
    pub(crate) body: String,
}

impl Reply {
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Self { status, headers: head.to_lowercase(), body: body.to_owned() }
    }
}
