//! How much of a big run stands in the page; the record files always have everything.
//!
//! A page of some ten megabytes opens in a second or two on an office machine; these limits keep a run of a
//! few thousand articles below that.

/// Most contradictions shown, best first.
pub const MAX_CONTRADICTIONS: usize = 1_000;

/// Most updates, and as many differences of scope.
pub const MAX_UPDATES: usize = 400;

/// Most agreements.
pub const MAX_AGREEMENTS: usize = 1_500;

/// Most reports listed in one group of agreements or updates.
pub const MAX_GROUP: usize = 25;

/// Most events with a card.
pub const MAX_EVENTS: usize = 300;

/// Most events without relations that are listed by name.
pub const MAX_EVENT_NAMES: usize = 100;

/// Most outlets named at the top.
pub const MAX_OUTLETS: usize = 40;

/// Most outlets in the matrix, those with most relations first.
pub const MAX_MATRIX: usize = 16;

/// Most groups of copies shown, the largest first.
pub const MAX_CLUSTERS: usize = 100;

/// Most copies shown word by word in one group.
pub const MAX_MEMBERS: usize = 12;

/// Most passages outside the groups of copies, the longest first.
pub const MAX_PASSAGES: usize = 100;

/// Most characters of a name, a title or a value.
pub const MAX_NAME_CHARS: usize = 160;

/// Longer addresses are not linked.
pub const MAX_URL_BYTES: usize = 2_000;

/// Most characters of the settings of one stage.
pub const MAX_SETTINGS_CHARS: usize = 4_000;

/// Most characters of a reason.
pub const MAX_REASON_CHARS: usize = 600;

/// A run of text longer than twice this shows this many characters of its ends.
pub const MAX_RUN_CHARS: usize = 300;

/// Most participants named for an event.
pub const MAX_PARTICIPANTS: usize = 12;

/// Most words compared word by word on one side; a longer text is shown without differences.
pub const MAX_DIFF_WORDS: usize = 1_500;

/// Most words compared word by word in the whole page, both sides together.
pub const MAX_DIFF_WORDS_IN_ALL: usize = 300_000;

/// Most articles that can be read in the page, those with most contradictions first.
pub const MAX_ARTICLES: usize = 300;

/// Most bytes of one article's text in the page.
pub const MAX_ARTICLE_BYTES: usize = 40_000;

/// Most problems listed.
pub const MAX_PROBLEMS: usize = 200;

/// Most inputs listed.
pub const MAX_INPUTS: usize = 500;
