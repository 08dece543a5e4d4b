//! Settings of the near-duplicate search.

use super::shingle::MOST_WORDS;

/// How copies are found.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Config {
    /// Words per shingle, 1–16; default 5. More makes chance matches rarer and edits costlier.
    pub shingle_words: usize,
    /// Fewest words of an article that takes part, 1 or more; default 8. A shorter one is in no cluster and no
    /// pair, even if another has the very same words: a one-line alert shows no copying.
    pub min_words: usize,
    /// Least exact Jaccard similarity of a near-duplicate pair, above 0 to 1; default 0.7.
    pub min_jaccard: f64,
    /// Least share of the pairs within a cluster that must be near duplicates, 0–1; default 0.5. More gives smaller
    /// clusters of texts that are all alike, 0 all texts near a central one. Of more than 64 texts that hang
    /// together not all pairs are known, and it bounds only the smaller clusters they are cut into.
    pub min_cohesion: f64,
    /// Least share of one article's shingles found in another for `contained`, above 0 to 1; default 0.8.
    pub min_containment: f64,
    /// Share of one article's shingles found in another that speaks for copying by itself, above 0 to 1; default
    /// 0.5.
    pub min_overlap: f64,
    /// Fewest words two articles share in all, in runs of a shingle or more, for copying when they share less than
    /// `min_overlap`; default 40. Fewer are a phrase of the trade or of a common source. The words must make up a
    /// seventh of one article, or stand in one passage.
    pub min_shared_words: usize,
    /// Whether to look for containment and shared passages, not only for near duplicates; default yes.
    pub passages: bool,
    /// Fewest words of a passage, at least `shingle_words`; default 20. Every unbroken run of this many words is
    /// found, whatever surrounds it.
    pub min_passage_words: usize,
    /// Most words between two matching runs that are still joined to one passage, 0–1000; default 8.
    pub max_gap_words: usize,
    /// Unrelated articles (no two of them near duplicates) a phrase may stand in before it is boilerplate and
    /// counts no longer, 2 or more; default 20.
    pub boilerplate_articles: usize,
    /// Different days of publication on which a phrase may stand in unrelated articles before it is boilerplate, 2 or
    /// more; default 4. A story and its copies come within a day or two; what returns day after day is a formula:
    /// forecasts, telegrams, those present, the directive behind every delivery of aid. Articles without a day do not
    /// count.
    pub boilerplate_days: usize,
    /// Which member of a cluster is kept; default the earliest.
    pub keep: Keep,
    /// Most hours between the publication of two copies, more than 0; none by default. Articles without a time
    /// are never held apart by it.
    pub window_hours: Option<f64>,
    /// Bands of the sketch; chosen from `min_jaccard` where not given.
    pub bands: Option<super::Bands>,
}

/// Which member of a cluster stands for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// Published first; articles without a time come last, ties go by id.
    #[default]
    Earliest,
    /// Most words; ties go to the earliest.
    Longest,
    /// First in the input.
    First,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            shingle_words: 5,
            min_words: 8,
            min_jaccard: 0.7,
            min_cohesion: 0.5,
            min_containment: 0.8,
            min_overlap: 0.5,
            min_shared_words: 40,
            passages: true,
            min_passage_words: 20,
            max_gap_words: 8,
            boilerplate_articles: 20,
            boilerplate_days: 4,
            keep: Keep::Earliest,
            window_hours: None,
            bands: None,
        }
    }
}

impl Config {
    /// Whether every field is in its range.
    ///
    /// # Errors
    /// A sentence that names the first field out of range, its value and its range.
    ///
    /// ```
    /// use crosswire::neardup::Config;
    /// assert!(Config::default().check().is_ok());
    /// let wrong = Config { min_jaccard: 1.5, ..Config::default() };
    /// assert!(wrong.check().unwrap_err().starts_with("min_jaccard"));
    /// ```
    pub fn check(&self) -> Result<(), String> {
        whole("shingle_words", self.shingle_words, 1, MOST_WORDS)?;
        whole("min_words", self.min_words, 1, usize::MAX)?;
        share("min_jaccard", self.min_jaccard)?;
        if !(0.0..=1.0).contains(&self.min_cohesion) {
            return Err(format!("min_cohesion is {}; it must be 0 to 1", self.min_cohesion));
        }
        share("min_containment", self.min_containment)?;
        share("min_overlap", self.min_overlap)?;
        whole("min_shared_words", self.min_shared_words, 1, usize::MAX)?;
        whole("min_passage_words", self.min_passage_words, self.shingle_words, usize::MAX)?;
        whole("max_gap_words", self.max_gap_words, 0, 1000)?;
        whole("boilerplate_articles", self.boilerplate_articles, 2, usize::MAX)?;
        whole("boilerplate_days", self.boilerplate_days, 2, usize::MAX)?;
        if let Some(hours) = self.window_hours.filter(|h| !(h.is_finite() && *h > 0.0)) {
            return Err(format!("window_hours is {hours}; it must be more than 0"));
        }
        if let Some(cut) = self.bands {
            whole("bands.rows", cut.rows, 1, super::sketch::LANES)?;
            whole("bands.bands", cut.bands, 1, super::sketch::LANES / cut.rows)?;
        }
        Ok(())
    }

    /// The bands in force.
    #[must_use]
    pub fn bands(&self) -> super::Bands {
        self.bands.unwrap_or_else(|| super::Bands::for_jaccard(self.min_jaccard))
    }
}

fn whole(field: &str, value: usize, least: usize, most: usize) -> Result<(), String> {
    match value {
        v if v < least => Err(format!("{field} is {value}; it must be at least {least}")),
        v if v > most => Err(format!("{field} is {value}; it must be at most {most}")),
        _ => Ok(()),
    }
}

fn share(field: &str, value: f64) -> Result<(), String> {
    if value > 0.0 && value <= 1.0 {
        return Ok(());
    }
    Err(format!("{field} is {value}; it must be above 0 and at most 1"))
}
