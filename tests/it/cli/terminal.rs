//! A command at a terminal of its own, as a person answers it.

use std::{
    fs::File,
    io::{Read, Write},
    process::{Child, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    thread,
};

use rustix::{
    fs::{Mode, OFlags},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
};

use super::{Home, until};

/// A command that waits for answers.
pub struct Terminal {
    child: Child,
    keys: File,
    screen: Arc<Mutex<String>>,
}

impl Home {
    /// Runs a command with a terminal before it.
    pub fn at_a_terminal(&self, line: &str) -> Terminal {
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&ours).unwrap();
        unlockpt(&ours).unwrap();
        let name = ptsname(&ours, Vec::new()).unwrap();
        let theirs = rustix::fs::open(name.as_c_str(), OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        let mut command = self.command(line);
        let of_theirs = || Stdio::from(theirs.try_clone().unwrap());
        let child = command.stdin(of_theirs()).stdout(of_theirs()).stderr(of_theirs()).spawn().unwrap();
        drop(command);
        drop(theirs);
        let keys = File::from(ours);
        let screen = Arc::new(Mutex::new(String::new()));
        let (mut shown, written) = (keys.try_clone().unwrap(), Arc::clone(&screen));
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // It fails once the command has ended.
            while let Ok(read @ 1..) = shown.read(&mut bytes) {
                written.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..read]));
            }
        });
        Terminal { child, keys, screen }
    }
}

impl Terminal {
    /// All that was on the screen.
    pub fn screen(&self) -> String {
        self.screen.lock().unwrap().clone()
    }

    /// Waits for a question and answers it.
    pub fn answer(&mut self, question: &str, answer: &str) -> &mut Terminal {
        let seen = || self.screen.lock().unwrap().contains(question);
        until(&format!("{question:?}"), || seen().then_some(()));
        self.keys.write_all(format!("{answer}\n").as_bytes()).unwrap();
        self
    }

    /// Waits for the end.
    pub fn ends(&mut self, code: i32) -> String {
        let child = &mut self.child;
        let status: ExitStatus = until("the end of the command", || child.try_wait().unwrap());
        assert_eq!(status.code(), Some(code), "{}", self.screen());
        self.screen()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It has ended already where all went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
