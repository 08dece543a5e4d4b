//! The predicates of a sentence with the words around them.
//!
//! Takes a reading with its words, gives its acts; settles which of them a negator or a word that undoes reaches.

use super::{Act, Reading};
use crate::compare::classes::{self, ClassId};
use crate::lexicon::Row;
use crate::model::{Claim, Lang, Modality, Polarity, Span, Token, TokenKind};
use crate::text::phrase::{self, PhraseIndexes, PhraseMatch};
use crate::text::stem::Fit;
use compact_str::CompactString;
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

/// Classes that only report; they never oppose anything and align nothing.
const REPORTING: [&str; 3] = ["announce", "disclose", "publish"];

/// Whether a number of people stands right behind `verb`.
fn counts_people_behind(claim: &Claim, verb: Span) -> bool {
    let behind = |span: Span| span.start >= verb.end && span.start - verb.end <= BEHIND;
    claim.quantities.iter().any(|one| one.unit.is_none() && one.of.is_some() && behind(one.span))
}

/// Bytes between a verb and the number right behind it.
const BEHIND: u32 = 6;

/// Classes of acts that undo the act right after them.
pub(super) const REVERSING: [&str; 12] = [
    "fail", "reject", "cancel", "stop", "end", "suspend", "deny", "block", "ban", "postpone", "dissolve",
    "overturn",
];

/// Those of them that reach the next word alone; denials and refusals reach further.
const UNDOING: [&str; 7] = ["cancel", "stop", "end", "suspend", "block", "ban", "dissolve"];

impl<'s> Reading<'s> {
    pub(super) fn read_acts(&self) -> Vec<Act> {
        let reporting = classes::ids(REPORTING);
        let arrest = ["arrest", "stop"].map(|name| classes::id(name).unwrap_or(ClassId::MAX));
        let arrest = (arrest[0], arrest[1]);
        let mut acts = Vec::new();
        for (nth, (_, claim)) in self.claims.iter().enumerate() {
            let dated = |span: Span| claim.times.iter().any(|time| time.span.overlaps(span));
            // A word of an office or a body ("the minister of defence") tells of no act.
            let titled = |span: Span| {
                let speaker = claim.speaker.as_ref().and_then(|speaker| speaker.span);
                let mut names = claim.participants.iter().map(|one| one.span).chain(speaker);
                names.any(|name| name.contains(span) && name != span) && self.is_noun(span)
            };
            for predicate in claim.predicates.iter().filter(|one| !dated(one.span) && !titled(one.span)) {
                let mut classes = classes::ids_of_act(predicate.classes.iter().map(CompactString::as_str));
                // Whoever stops so many people arrests them.
                if classes.contains(&arrest.0) && counts_people_behind(claim, predicate.span) {
                    classes.retain(|class| *class != arrest.1);
                }
                let is_cue = claim.cue.as_ref().is_some_and(|cue| cue.span.overlaps(predicate.span));
                let modality = if predicate.modality == Modality::Fact && self.has_future_mark(predicate.span)
                {
                    Modality::Planned
                } else {
                    predicate.modality
                };
                // A known phrase that opens with a verb of denial ("refused to accept") says itself what that denies.
                let opened = |negator: &Span| {
                    negator.start == predicate.span.start
                        && negator.end < predicate.span.end
                        && !classes.is_empty()
                        && !self.is_particle(*negator)
                };
                let own = predicate.negator.filter(opened).is_some();
                acts.push(Act {
                    negator: predicate.negator.filter(|_| !own),
                    reports: is_cue
                        || !classes.is_empty() && classes.iter().all(|one| reporting.contains(one)),
                    polarity: if own { predicate.polarity.flip() } else { predicate.polarity },
                    modality,
                    claim: nth,
                    ..self.act(predicate.span, xxh3_64(predicate.stem.as_bytes()), classes)
                });
            }
        }
        acts.extend(self.acts_outside_claims());
        acts.extend(self.acts_of_saying());
        acts.sort_by_key(|act| (act.span, act.claim));
        acts.dedup_by(|next, kept| {
            let same = next.span.overlaps(kept.span);
            // Of a word without a class and a known phrase that it opens, the act is the phrase's.
            if same && kept.classes.is_empty() && !kept.reports {
                kept.classes = std::mem::take(&mut next.classes);
                kept.span = kept.span.join(next.span);
            }
            same
        });
        self.lift_far_denials(&mut acts);
        self.deny_any(&mut acts);
        self.carry(&mut acts);
        self.pass_denial_on(&mut acts);
        self.pass_reversal_on(&mut acts);
        self.pass_reversal_back(&mut acts);
        self.lift_left(&mut acts);
        self.mark_denials(&mut acts);
        self.cut_cores(&mut acts);
        acts
    }

    /// Whether a negator of several words denies that something is there ("there is no").
    fn denies_existence(&self, negator: Span) -> bool {
        let Some(lexicon) = crate::lexicon::of(self.lang) else { return false };
        let words = crate::text::fold::fold(self.words_of(negator));
        words.contains(' ')
            && lexicon.table("negators").get(&words).is_some_and(|row| row.cell(1) == "clause")
            && lexicon.table("none_words").has(&words)
    }

    /// A denial does not reach beyond a conjunction, nor far: "scrapping the posts of deputies and cutting the guards"
    /// scraps no cutting.
    pub(super) fn lift_far_denials(&self, acts: &mut [Act]) {
        let reversing = classes::ids(UNDOING);
        let undoes = |span: Span| {
            let words = known_acts(&self.tokens[self.token_at(span.start)..], self.lang);
            words.first().is_some_and(|(at, _, found)| {
                at.overlaps(span) && found.iter().any(|class| reversing.contains(class))
            })
        };
        for act in acts.iter_mut().filter(|act| act.polarity == Polarity::Negative) {
            let Some(negator) = act.negator.filter(|negator| negator.end <= act.span.start) else { continue };
            let gap = self
                .token_at(act.span.start)
                .saturating_sub(self.token_at(negator.end.saturating_sub(1)) + 1);
            let reach = if undoes(negator) { 2 } else { 6 };
            let from = self.token_at(negator.end.saturating_sub(1)) + 1;
            let broken = (from..from + gap).any(|at| self.is_joined(self.tokens[at].span));
            let undone = undoes(negator);
            if !self.is_particle(negator) && self.is_complement(negator, act.span) {
                continue;
            }
            let between =
                self.words.iter().filter(|word| (from..from + gap).contains(&(word.token as usize))).count();
            // "There is no bank in the region that owns …" denies what its relative clause tells.
            let thin = between > 1 && self.is_particle(negator) && !self.denies_existence(negator);
            let far = gap > reach || thin;
            let joined = gap > 0 && (self.is_joined(act.span) || undone && broken);
            if far || joined || undone && self.is_fronted(act.span) {
                act.polarity = Polarity::Positive;
                act.negator = None;
            }
        }
    }

    /// Whether `act` is what a verb of denial at `negator` denies, however far it stands: the first act of the clause that a
    /// complementiser opens ("denied on Sunday in a call that he had resigned").
    fn is_complement(&self, negator: Span, act: Span) -> bool {
        let (from, to) = (self.token_at(negator.end.saturating_sub(1)) + 1, self.token_at(act.start));
        let opening = (from..to).rev().find(|&at| self.opens_clause(at));
        opening.is_some_and(|at| to - at <= CLAUSE_HEAD)
    }

    /// What stands right behind a word for any ("denied … any link", "did not receive any warning") is denied by the denial
    /// before it.
    fn deny_any(&self, acts: &mut [Act]) {
        for nth in 0..acts.len() {
            let (before, rest) = acts.split_at_mut(nth);
            let act = &mut rest[0];
            if act.polarity == Polarity::Negative || !self.is_any(act.span) {
                continue;
            }
            let at = self.token_at(act.span.start);
            // The subject of the verb may be known as an act too ("the offer contained no rise").
            let near = before.iter().rev().take(WITH_SUBJECT).find(|verb| {
                let end = self.token_at(verb.span.end);
                let one_clause = || !self.breaks(end, at) && !(end..at).any(|at| self.opens_clause(at));
                verb.polarity == Polarity::Negative && at.saturating_sub(end) <= ANY_REACH && one_clause()
            });
            if let Some(negator) = near.and_then(|verb| verb.negator).or_else(|| self.denial_before(act.span))
            {
                act.polarity = Polarity::Negative;
                act.negator = Some(negator);
            }
        }
    }

    /// Keeps of each act's nearest words those on its own side of its neighbours.
    pub(super) fn cut_cores(&self, acts: &mut [Act]) {
        let spans: Vec<Span> = acts.iter().map(|act| act.span).collect();
        for (nth, act) in acts.iter_mut().enumerate() {
            let after = nth.checked_sub(1).map_or(0, |before| spans[before].end);
            let until = spans.get(nth + 1).map_or(u32::MAX, |next| next.start);
            let own = |word: &u32| {
                let span = self.tokens[self.words[*word as usize].token as usize].span;
                span.start >= after && span.end <= until
            };
            act.core.retain(own);
        }
    }

    /// Known predicates in words that no claim's content covers; affirmed and facts, for want of a reading.
    pub(super) fn acts_outside_claims(&self) -> Vec<Act> {
        let covered = |span: Span| {
            self.claims.iter().any(|(_, claim)| {
                claim.content.overlaps(span)
                    || claim.cue.as_ref().is_some_and(|cue| cue.span.overlaps(span))
                    || claim.times.iter().any(|time| time.span.overlaps(span))
            })
        };
        let claimed = |span: Span| {
            let mut predicates = self.claims.iter().flat_map(|(_, claim)| &claim.predicates);
            // A known phrase that the head of a statement cuts says more than the word that is left of it.
            let cut = self.claims.iter().all(|(_, claim)| span.start < claim.content.start);
            let inside = |one: Span| cut && span.start < one.start && one.end <= span.end;
            predicates.any(|one| one.span.overlaps(span) && !one.classes.is_empty() && !inside(one.span))
        };
        let found = known_acts(self.tokens, self.lang);
        let cued = |span: Span| {
            self.claims.iter().any(|(_, claim)| claim.cue.as_ref().is_some_and(|cue| cue.span.overlaps(span)))
        };
        // A known verb that opens the clause is its act, whatever a claim makes of what follows.
        let opens =
            |span: Span| self.opens(self.token_at(span.start)) && !cued(span) && !self.may_be_noun(span);
        // A phrase that opens with a small word ("on strike") is taken wherever no known predicate stands in it.
        let several = |span: Span| self.words_of(span).split_whitespace().nth(1).is_some();
        let loose = found
            .into_iter()
            .filter(|(span, _, _)| !claimed(*span) && (!covered(*span) || several(*span) || opens(*span)));
        loose.map(|(span, stem, classes)| self.act(span, stem, classes)).collect()
    }

    /// An act affirmed and a fact, of no claim in particular.
    fn act(&self, span: Span, stem: u64, classes: Vec<ClassId>) -> Act {
        Act {
            span,
            negator: None,
            stem,
            classes,
            polarity: Polarity::Positive,
            modality: Modality::Fact,
            claim: 0,
            around: self.near(span, 6, 9),
            after: self.near(span, 0, 5),
            core: self.near(span, 2, 2),
            reports: false,
            total: false,
            open: false,
            carried: false,
        }
    }

    /// Reporting words that do what they say: whoever says "I promise" promises.
    fn acts_of_saying(&self) -> Vec<Act> {
        let doing = classes::ids(DOING_BY_SAYING);
        let cues: Vec<(Span, usize)> = (self.claims.iter().enumerate())
            .filter_map(|(nth, (_, claim))| Some((claim.cue.as_ref()?.span, nth)))
            .collect();
        if cues.is_empty() {
            return Vec::new();
        }
        let found = acts_where(self.tokens, self.lang, |_, _| true).into_iter();
        let found = found.filter_map(|(span, stem, mut classes)| {
            let (_, claim) = cues.iter().find(|(cue, _)| cue.overlaps(span))?;
            classes.retain(|class| doing.contains(class));
            (!classes.is_empty()).then_some((span, stem, classes, *claim))
        });
        found
            .map(|(span, stem, classes, claim)| {
                let before = self.token_at(span.start).checked_sub(1).map(|at| &self.tokens[at]);
                let negator = before.filter(|token| self.is_negator(token)).map(|token| token.span);
                let ahead = self.has_future_mark(span);
                Act {
                    negator,
                    polarity: if negator.is_some() { Polarity::Negative } else { Polarity::Positive },
                    modality: if ahead { Modality::Planned } else { Modality::Fact },
                    claim,
                    ..self.act(span, stem, classes)
                }
            })
            .collect()
    }

    /// A denied word that says nothing itself ("denied that it was an accident", "no sign of a deliberate act") denies
    /// what follows closely.
    pub(super) fn pass_denial_on(&self, acts: &mut [Act]) {
        // In a long sentence what follows may be anything.
        let long = self.words.len() > 12;
        let light = classes::ids(LIGHT);
        for nth in 1..acts.len() {
            let (before, rest) = acts.split_at_mut(nth);
            let (from, to) = (&before[nth - 1], &mut rest[0]);
            let gap = self.token_at(to.span.start).saturating_sub(self.token_at(from.span.end));
            let clause = |negator: Span| !self.is_particle(negator) && self.is_complement(negator, from.span);
            let reach = if long && !from.negator.is_some_and(clause) { 0 } else { 5 };
            let (_, claim) = self.claims[from.claim];
            let named = claim.places.iter().any(|place| place.span.overlaps(from.span));
            let light = from.classes.iter().all(|class| light.contains(class));
            let empty = (light || from.reports) && !named;
            // "An extraordinary meeting to elect": a negated adjective qualifies its noun and denies no more.
            let empty = empty && !from.negator.is_some_and(|negator| self.negates_adjectives(negator));
            if empty
                && from.claim == to.claim
                && from.polarity == Polarity::Negative
                && to.negator.is_none()
                && gap <= reach
            {
                // "Denied that the blast was an accident": what follows "was" is its subject, then what it was not.
                let negator = from.negator;
                let subject = self.is_prefixed(to.span);
                let end = self.token_at(to.span.end.saturating_sub(1)) + 1;
                let claim = to.claim;
                let said = rest.get(1).is_some_and(|next| {
                    let at = self.token_at(next.span.start);
                    next.claim == claim && next.negator.is_none() && at >= end && at - end <= COMPLEMENT
                });
                let denied = &mut rest[usize::from(subject && said)];
                denied.polarity = denied.polarity.flip();
                denied.negator = negator;
            }
        }
    }
}

/// Whether token `at` opens a clause: the first of all, or right behind a mark that parts.
pub(super) fn is_opening(tokens: &[Token], at: usize) -> bool {
    let parts = |token: &Token| {
        token.kind == TokenKind::Mark
            && matches!(token.folded.as_str(), "," | "،" | ";" | "؛" | "-" | "–" | "—")
    };
    at.checked_sub(1).is_none_or(|before| tokens.get(before).is_some_and(parts))
}

/// Classes of acts done by saying them.
const DOING_BY_SAYING: [&str; 8] =
    ["promise", "warn", "threaten", "apologise", "claim_responsibility", "inform", "accuse", "invite"];

/// Tokens between a complementiser and the first act of its clause ("that the team had already").
const CLAUSE_HEAD: usize = 5;

/// Tokens between a denied verb and the word for any that its object has.
const ANY_REACH: usize = 6;
/// Acts before it among which that verb stands: its own subject may be one.
const WITH_SUBJECT: usize = 2;

/// Classes of verbs that say little without their object: denied, they deny that.
const LIGHT: [&str; 6] = ["give", "receive", "happen", "organise", "use", "contain"];

/// Tokens between the subject of a denied "was" and what it was not.
const COMPLEMENT: usize = 2;

/// Whether an act undoes what it governs.
#[must_use]
pub fn undoes(act: &Act) -> bool {
    let reversing = classes::ids(REVERSING);
    !act.classes.is_empty() && act.classes.iter().all(|class| reversing.contains(class))
}

/// Words of `predicates.tsv` as they stand, in tokens: place, key of the stem, classes.
fn known_acts(tokens: &[Token], lang: Lang) -> Vec<(Span, u64, Vec<ClassId>)> {
    let several = |hit: &PhraseMatch| hit.first_token != hit.last_token;
    let focuses = |row: &Row| matches!(row.cell(2), "focus" | "meet");
    // A conjunction is written onto a verb that opens a clause.
    let opens =
        |hit: &PhraseMatch, row: &Row| is_opening(tokens, hit.first_token) && row.cell(1).contains("verb");
    // Three words of one phrase hardly meet by chance, whatever their forms.
    acts_where(tokens, lang, |hit, row| {
        hit.fit == Fit::Exact
            || hit.last_token - hit.first_token >= 2
            || hit.fit == Fit::Clitic && (several(hit) || opens(hit, row))
            || focuses(row)
    })
}

/// Words of `predicates.tsv` in tokens that `sure` takes: place, key of the stem, classes.
fn acts_where(
    tokens: &[Token],
    lang: Lang,
    sure: impl Fn(&PhraseMatch, &Row) -> bool,
) -> Vec<(Span, u64, Vec<ClassId>)> {
    let hits = phrase::rows_in(&PREDICATES, tokens, lang).filter(|(hit, row)| sure(hit, row));
    hits.map(|(hit, row)| {
        let classes = classes::ids_of_act(row.cell(2).split(','));
        let first = &tokens[hit.first_token];
        (first.span.join(tokens[hit.last_token].span), xxh3_64(first.stem.as_bytes()), classes)
    })
    .collect()
}

static PREDICATES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("predicates"));
