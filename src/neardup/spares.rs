//! Scratch space that tasks hand on to each other: as much of it as tasks run at once, whatever the number of tasks.

use std::sync::Mutex;

/// What is not in use.
#[derive(Debug)]
pub(super) struct Spares<T>(Mutex<Vec<T>>);

impl<T> Spares<T> {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// Does `work` with what lies spare, or with what `make` makes where nothing does.
    pub(super) fn lend<R>(&self, make: impl FnOnce() -> T, work: impl FnOnce(&mut T) -> R) -> R {
        let spare = self.0.lock().ok().and_then(|mut all| all.pop());
        let mut lent = spare.unwrap_or_else(make);
        let done = work(&mut lent);
        if let Ok(mut all) = self.0.lock() {
            all.push(lent);
        }
        done
    }
}
