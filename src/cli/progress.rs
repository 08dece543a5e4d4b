//! Progress on standard error: one line a stage while it runs, one line when it is done.

use crosswire::neardup::stream::Watch;
use crosswire::pipeline::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

/// Shows stages as they run; shows nothing when quiet or when standard error is no terminal.
pub(crate) struct StageBars {
    shown: bool,
    current: Mutex<Option<ProgressBar>>,
}

impl StageBars {
    pub(crate) fn new(quiet: bool) -> Self {
        let shown = !quiet && std::io::IsTerminal::is_terminal(&std::io::stderr());
        Self { shown, current: Mutex::new(None) }
    }

    /// A bar over `total` bytes, for work that is told about bytes; the caller ends it.
    pub(crate) fn bytes(&self, total: u64) -> ProgressBar {
        if !self.shown {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        let style = "{spinner} reading    {bar:30} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar
    }

    fn bar(items: usize) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(items as u64), ProgressDrawTarget::stderr());
        let style = "{spinner} {msg:10} {bar:30} {human_pos}/{human_len}  {per_sec}  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        bar
    }
}

/// A streamed search on the screen: bytes while it reads, then pairs while it compares.
pub(crate) struct StreamBars<'b> {
    bars: &'b StageBars,
    bytes: ProgressBar,
    pairs: OnceLock<ProgressBar>,
}

impl<'b> StreamBars<'b> {
    pub(crate) fn new(bars: &'b StageBars, bytes: u64) -> Self {
        Self { bars, bytes: bars.bytes(bytes), pairs: OnceLock::new() }
    }

    pub(crate) fn finish(&self) {
        self.bytes.finish_and_clear();
        if let Some(pairs) = self.pairs.get() {
            pairs.finish_and_clear();
        }
    }
}

impl Watch for StreamBars<'_> {
    fn read(&self, bytes: u64) {
        self.bytes.inc(bytes);
    }

    fn found(&self, pairs: u64) {
        let bar = self.pairs.get_or_init(|| {
            self.bytes.finish_and_clear();
            let bar = if self.bars.shown { StageBars::bar(0) } else { ProgressBar::hidden() };
            bar.set_message("comparing");
            bar
        });
        bar.inc_length(pairs);
    }

    fn compared(&self, pairs: u64) {
        if let Some(bar) = self.pairs.get() {
            bar.inc(pairs);
        }
    }
}

impl Progress for StageBars {
    fn begin(&self, stage: &'static str, items: usize) {
        if self.shown
            && let Ok(mut current) = self.current.lock()
        {
            let bar = Self::bar(items);
            bar.set_message(stage);
            *current = Some(bar);
        }
    }

    fn advance(&self, items: usize) {
        if self.shown
            && let Ok(current) = self.current.lock()
            && let Some(bar) = current.as_ref()
        {
            bar.inc(items as u64);
        }
    }

    fn end(&self, _stage: &'static str, _found: usize) {
        if let Ok(mut current) = self.current.lock()
            && let Some(bar) = current.take()
        {
            bar.finish_and_clear();
        }
    }
}
