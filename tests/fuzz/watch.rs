//! Reading in a thread of its own, so that what panics, hangs or swells is seen from outside.

use std::fs;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::examine;

/// How long looking at an input may take, which is read half a dozen times: far longer than any of these small ones needs.
const LONGEST: Duration = Duration::from_secs(20);
/// How much more memory a reading may hold than there was before it.
const MOST: u64 = 500_000_000;
/// Where the program gives up, before the machine does.
const TOO_MUCH: u64 = 6_000_000_000;

/// Something that should not be.
pub(crate) struct Finding {
    /// Where, for telling findings apart.
    pub(crate) place: String,
    pub(crate) what: String,
}

type Job = (String, Vec<u8>);

/// The thread that reads, and what is known of it.
pub(crate) struct Watch {
    jobs: Sender<Job>,
    answers: Receiver<Option<Finding>>,
    /// The input that is being read: what is left of it when the stack runs over and takes the program along.
    current: PathBuf,
    panicked: Arc<Mutex<String>>,
}

impl Watch {
    pub(crate) fn start(found: &Path) -> Self {
        let panicked = Arc::new(Mutex::new(String::new()));
        let place = Arc::clone(&panicked);
        panic::set_hook(Box::new(move |info| {
            let at = info.location().map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()));
            if let Ok(mut place) = place.lock() {
                *place = format!("{at}\n{info}");
            }
        }));
        let (jobs, answers) = worker(&panicked);
        Self { jobs, answers, current: found.join("current"), panicked }
    }

    /// Reads an input and says what should not be.
    pub(crate) fn read(&mut self, name: &str, bytes: &[u8]) -> io::Result<Option<Finding>> {
        fs::write(&self.current, bytes)?;
        let before = resident();
        let began = Instant::now();
        let mut swollen = None;
        self.jobs.send((name.to_owned(), bytes.to_vec())).map_err(io::Error::other)?;
        loop {
            match self.answers.recv_timeout(Duration::from_millis(5)) {
                Ok(found) => return Ok(found.or(swollen)),
                Err(RecvTimeoutError::Disconnected) => return Err(io::Error::other("the thread that reads has ended")),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let now = resident();
            if now > TOO_MUCH {
                return Err(io::Error::other(format!("{now} bytes of memory; see the file `current`")));
            }
            if now > before + MOST {
                let what = format!("{} MB of memory for {} bytes", (now - before) / 1_000_000, bytes.len());
                swollen = Some(Finding { place: format!("memory {name}"), what });
            }
            if began.elapsed() > LONGEST {
                // It cannot be stopped; another takes its place.
                (self.jobs, self.answers) = worker(&self.panicked);
                let what = format!("longer than {} s for {} bytes", LONGEST.as_secs(), bytes.len());
                return Ok(Some(Finding { place: format!("time {name}"), what }));
            }
        }
    }
}

fn worker(panicked: &Arc<Mutex<String>>) -> (Sender<Job>, Receiver<Option<Finding>>) {
    let (jobs, taken) = mpsc::channel::<Job>();
    let (answer, answers) = mpsc::channel();
    let panicked = Arc::clone(panicked);
    thread::spawn(move || {
        for (name, bytes) in taken {
            let examined = panic::catch_unwind(AssertUnwindSafe(|| examine::examine(&name, &bytes)));
            let found = match examined {
                Ok(Ok(())) => None,
                Ok(Err(what)) => Some(Finding { place: what.split('\n').next().unwrap_or_default().to_owned(), what }),
                Err(_) => {
                    let what = panicked.lock().map(|place| place.clone()).unwrap_or_default();
                    Some(Finding { place: what.split('\n').next().unwrap_or_default().to_owned(), what })
                }
            };
            if answer.send(found).is_err() {
                return;
            }
        }
    });
    (jobs, answers)
}

/// The memory in use, where the system tells it.
pub(crate) fn resident() -> u64 {
    let told = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: u64 = told.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0);
    pages * 4096
}
