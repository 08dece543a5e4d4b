//! What each report is like at large, against which a pair of reports stands out.
//!
//! Takes the main frames and the pairs of them that share heavy words, gives the contrast of a pair: by how much it is more alike
//! than either of the two is to its nearest.

use super::FEW_ARTICLES;
use super::frame::Frame;
use super::link::{self, Evidence};
use crate::model::Lang;
use ahash::{AHashMap, AHashSet};

/// How like other frames each frame is: mean and deviation of its nearest ones, within its language and across.
///
/// Reports of one happening in other words are not much alike, yet more alike than either is to anything else. On a day of
/// many reports of like matters nothing stands out, and the plain bar holds.
pub(crate) struct Standing {
    by_frame: AHashMap<(usize, bool), (f32, f32)>,
    /// The run has few articles, and they were gathered around their happenings.
    pub(crate) gathered: bool,
}

/// Nearest frames by which a frame's likeness to others is judged, and the fewest of which it can be.
const NEAREST: usize = 40;
const FEWEST: usize = 10;
/// Added to the deviation, so that a frame which is like none does not make the least likeness stand out.
const SMOOTHING: f32 = 0.03;

impl Standing {
    /// Takes the main frames and their near pairs.
    pub(crate) fn of(frames: &[Frame], of: &[usize], near: &[(usize, usize, Evidence)]) -> Self {
        let mut likeness: AHashMap<(usize, bool), Vec<f32>> = AHashMap::new();
        for (a, b, evidence) in near {
            for frame in [*a, *b] {
                likeness.entry((frame, evidence.across)).or_default().push(evidence.likeness());
            }
        }
        let mut speaking: AHashMap<Lang, usize> = AHashMap::new();
        of.iter().for_each(|&nth| *speaking.entry(frames[nth].lang).or_default() += 1);
        let mut standing = AHashMap::new();
        #[allow(clippy::iter_over_hash_type, reason = "each entry is worked out by itself")]
        for (key, mut all) in likeness {
            let own = speaking.get(&frames[key.0].lang).copied().unwrap_or(0);
            let others = if key.1 { of.len() - own } else { own.saturating_sub(1) };
            if others < FEWEST {
                continue;
            }
            // Frames that share no heavy word are alike in nothing.
            all.sort_by(|x, y| y.total_cmp(x));
            all.resize(others.min(NEAREST), 0.0);
            let count = all.len() as f32;
            let mean = all.iter().sum::<f32>() / count;
            let deviation = (all.iter().map(|one| (one - mean).powi(2)).sum::<f32>() / count).sqrt();
            standing.insert(key, (mean, deviation + SMOOTHING));
        }
        Self { by_frame: standing, gathered: gathered(frames, of, near) }
    }

    /// `evidence` of a pair with its contrast: the deviations by which it is more alike than either frame is to its nearest on
    /// average, the lesser of the two.
    pub(crate) fn weigh(&self, a: usize, b: usize, evidence: Evidence) -> Evidence {
        let of = |frame: usize| {
            let own = self.by_frame.get(&(frame, evidence.across));
            own.map_or(0.0, |(mean, deviation)| (evidence.likeness() - mean) / deviation)
        };
        Evidence { contrast: of(a).min(of(b)), gathered: self.gathered, ..evidence }
    }
}

/// Of the main frames, the share that is plainly tied to another where a run's articles were gathered around their happenings. Of the
/// newsrooms and collections measured .73 to 1 are, of a hundred articles taken from a day's news at random .05 to .27.
const GATHERED_SHARE: f32 = 0.5;

/// Whether most of a few frames have one that is plainly tied to them, so that what any of them is like is likely to be of its story.
/// Among articles of everything something is always most alike, and says nothing.
fn gathered(frames: &[Frame], of: &[usize], near: &[(usize, usize, Evidence)]) -> bool {
    if of.len() > FEW_ARTICLES {
        return false;
    }
    let plainly = |(a, b, tie): &&(usize, usize, Evidence)| {
        is_plain(tie) && link::bar(&frames[*a], &frames[*b], tie).is_none()
    };
    let tied: AHashSet<usize> = near.iter().filter(plainly).flat_map(|(a, b, _)| [*a, *b]).collect();
    tied.len() as f32 >= of.len() as f32 * GATHERED_SHARE
}

/// Whether a pair is tied by what it shares alone. Where a day is missing its words must be as much alike as where one is known: that the
/// two are of one happening asks for more, that somebody gathered them does not.
fn is_plain(tie: &Evidence) -> bool {
    tie.suffices() || tie.gap.is_none() && tie.sum() >= link::MIN_SUM
}
