//! The numbers of a sentence with what they count.
//!
//! Takes a reading with its acts, gives its counts; leaves out figures that were not read whole.

use super::{Act, Count, Reading};
use crate::claim::quantity;
use crate::compare::classes::{self, ClassId};
use crate::lexicon;
use crate::model::{Claim, Quantity, Span, Token, TokenKind};
use compact_str::CompactString;

/// Classes of what befalls people and things; their counts grow while an event goes on.
pub(in crate::compare) const BEFALLING: [&str; 13] = [
    "kill",
    "die",
    "injure",
    "missing",
    "displace",
    "evacuate",
    "infect",
    "hospitalise",
    "arrest",
    "destroy",
    "damage",
    "cut_service",
    "rescue",
];

/// Tokens between "others" and what befell them.
const BEHIND_OTHERS: usize = 4;

/// Tokens between a sentence and its term.
const TERM: usize = 14;

/// Classes of fates and damages that a counted noun may itself tell ("19 dead", "63 wounded").
pub(super) fn fates() -> Vec<ClassId> {
    classes::ids(BEFALLING.into_iter().chain(["survive"]))
}

impl<'s> Reading<'s> {
    /// Whether a figure goes on with digits or a spoken decimal point right before it: the rest of a number that was not
    /// read as a whole ("134.230.802.95 million", "forty-three point eight").
    pub(super) fn is_part_of_number(&self, figure: Span) -> bool {
        // "2,804.130": thousands twice or a fraction, nobody can tell.
        let digits: String =
            self.words_of(figure).chars().filter(|c| c.is_ascii_digit() || ",.".contains(*c)).collect();
        let (head, tail) = digits.rsplit_once(['.', ',']).unwrap_or_default();
        if tail.len() == 3 && head.contains([',', '.']) && {
            let last = digits.as_bytes()[head.len()] as char;
            head.contains([',', '.']) && !head.contains(last)
        } {
            return true;
        }
        let at = self.token_at(figure.start);
        let end = self.token_at(figure.end.saturating_sub(1)) + 1;
        let told =
            |nth: &&Token| nth.kind != TokenKind::Mark || nth.folded.chars().any(|c| c.is_alphanumeric());
        let bracket = |token: &Token| {
            token.kind == TokenKind::Mark
                && !matches!(token.folded.as_str(), "." | "," | "،" | ";" | "؛" | ":")
        };
        // "(350) thousand": a bracket parts the digits from what multiplies them.
        let scale = self.tokens.get(end).is_some_and(bracket)
            && self.tokens.get(end + 1).is_some_and(|token| {
                lexicon::of(self.lang).is_some_and(|lexicon| lexicon.table("multipliers").has(&token.folded))
            });
        if scale && self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number) {
            return true;
        }
        let Some(before) = self.tokens[..at.min(self.tokens.len())].iter().rev().take(2).find(told) else {
            return false;
        };
        let point = lexicon::of(self.lang).is_some_and(|lexicon| {
            lexicon.table("slot_words").get(&before.folded).is_some_and(|row| row.cell(1).contains("point"))
        });
        let word = self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
        point || word && before.kind == TokenKind::Number
    }

    /// Whether a figure stands at a border of sentences that parts it from another ("3. 0 percent"): half a figure.
    pub(super) fn is_cut(&self, figure: Span) -> bool {
        let text = &self.source.text;
        let (before, after) = (&text[..figure.start as usize], &text[figure.end as usize..]);
        let digit = |letter: char| letter.is_numeric();
        let gap = |letter: char| letter.is_whitespace() || is_bidi_mark(letter);
        let left = before.trim_end_matches(gap);
        let split_before = left.len() < before.len()
            && left.strip_suffix(['.', ',', '٫']).is_some_and(|whole| whole.ends_with(digit));
        let right =
            after.strip_prefix(['.', ',', '٫']).map(|rest| (rest.len(), rest.trim_start_matches(gap)));
        let split_after = right.is_some_and(|(len, rest)| rest.len() < len && rest.starts_with(digit));
        let own = &text[figure.range()];
        // "10/7/1436": a part of a date.
        if before.ends_with('/') && own.starts_with(digit) || after.starts_with('/') && own.ends_with(digit) {
            return true;
        }
        split_before && own.starts_with(digit) || split_after && own.ends_with(digit)
    }

    pub(super) fn read_counts(&self) -> Vec<Count<'s>> {
        let mut counts: Vec<Count<'s>> = Vec::new();
        for (nth, (_, claim)) in self.claims.iter().enumerate() {
            for quantity in &claim.quantities {
                if self.is_cut(quantity.span)
                    || self.is_part_of_number(quantity.span)
                    || quantity.of_span.is_some_and(|of| self.has_preposition(of))
                    || counts.iter().any(|known| known.quantity.span == quantity.span)
                {
                    continue;
                }
                counts.push(self.read_count(nth, claim, quantity));
            }
        }
        counts.sort_by_key(|count| count.quantity.span);
        self.tie_parts(&mut counts);
        let cues = if counts.is_empty() { Vec::new() } else { self.measure_cues() };
        for count in &mut counts {
            count.measure = self.measure_of(&cues, count.quantity, &count.classes);
        }
        counts
    }

    pub(super) fn read_count(&self, nth: usize, claim: &'s Claim, quantity: &'s Quantity) -> Count<'s> {
        let governing =
            quantity.predicate.and_then(|at| claim.predicates.get(at as usize)).map(|one| one.span);
        // "Carrying 112 people, more than allowed": a verb right before a figure governs it, not one behind.
        let beside = self.acts.iter().position(|act| {
            let (end, at) =
                (self.token_at(act.span.end.saturating_sub(1)) + 1, self.token_at(quantity.span.start));
            !act.classes.is_empty() && !act.reports && end == at && act.span.end <= quantity.span.start
        });
        let behind = governing.is_none_or(|span| span.start >= quantity.span.end);
        let act = governing
            .filter(|_| !(behind && beside.is_some()))
            .and_then(|span| self.acts.iter().position(|act| act.span == span && !act.classes.is_empty()))
            .or(beside.filter(|_| behind))
            .or_else(|| self.nearest_act(quantity.span));
        let of = quantity.of.as_ref();
        let class = of.and_then(|of| quantity::of_class(of, self.lang));
        let mut found: Vec<ClassId> = Vec::new();
        if let Some(span) = quantity.of_span {
            let inside = self.acts.iter().filter(|act| span.overlaps(act.span));
            let fates = fates();
            found.extend(
                inside.flat_map(|act| act.classes.iter().copied()).filter(|class| fates.contains(class)),
            );
        }
        found.extend(class.and_then(fate_of_counted));
        // "Six dead and four others missing": what befell others stands behind them.
        if found.is_empty()
            && let Some(fate) = self.fate_behind_others(quantity)
        {
            found.clone_from(&self.acts[fate].classes);
        }
        if found.is_empty()
            && let Some(act) = act
        {
            found.extend(&self.acts[act].classes);
        }
        let fates = fates();
        if !found.iter().any(|class| fates.contains(class))
            && let Some(fate) = self.nearest_fate(quantity.span, &fates)
        {
            // "The death toll has risen to 19" counts the dead, "left 40,000 homes without power" homes cut off.
            found.clone_from(&self.acts[fate].classes);
        }
        let mut of = class.map(CompactString::from).or_else(|| of.cloned());
        if let Some(term) = self.sentence_beside(quantity) {
            found = term;
        } else if let Some(worker) = self.is_lost_work(of.as_deref(), &found) {
            (of, found) = (Some(worker.into()), classes::ids(["lay_off"]));
        }
        found.sort_unstable();
        found.dedup();
        Count {
            quantity,
            of,
            classes: found,
            act,
            claim: nth,
            part: self.is_some_of(quantity),
            former: self.is_former(quantity.span),
            around: self.near(quantity.span, 7, 7),
            measure: None,
        }
    }

    /// The fate right behind a figure that counts "others", where no figure stands between.
    fn fate_behind_others(&self, quantity: &Quantity) -> Option<usize> {
        let end = self.token_at(quantity.span.end.saturating_sub(1)) + 1;
        let words = lexicon::of(self.lang)?.table("slot_words");
        let row = words.get(&self.tokens.get(end)?.folded)?;
        let others = row.cell(1).split('+').any(|role| role == "other");
        let fates = fates();
        let near = |act: &Act| {
            let at = self.token_at(act.span.start);
            at > end && at <= end + BEHIND_OTHERS && act.classes.iter().any(|class| fates.contains(class))
        };
        let free = |act: &Act| {
            let between = Span { start: quantity.span.end, end: act.span.start };
            !self.claims.iter().flat_map(|(_, claim)| &claim.quantities).any(|one| between.overlaps(one.span))
        };
        self.acts.iter().position(|act| others && near(act) && free(act))
    }

    /// The class of passing a sentence, where a stretch of time is a prison term, or of lasting, where it says how long.
    fn sentence_beside(&self, quantity: &Quantity) -> Option<Vec<ClassId>> {
        if !matches!(quantity.unit.as_deref(), Some("month" | "minute")) {
            return None;
        }
        let passed = classes::ids(["sentence"]);
        let nearest =
            self.nearest(quantity.span, |act| act.classes.iter().any(|one| passed.contains(one)))?;
        let (at, act) = (self.token_at(quantity.span.start), self.token_at(self.acts[nearest].span.start));
        (at.abs_diff(act) <= TERM).then_some(passed)
    }

    /// Those who lose their work, where posts are told as cut or workers as sent away: one count in two nouns.
    fn is_lost_work(&self, of: Option<&str>, found: &[ClassId]) -> Option<&'static str> {
        let acts: &[&str] = match of {
            Some("job") => &["lay_off", "dismiss", "eliminate", "cancel", "lose", "close", "fall", "remove"],
            Some("worker") => &["lay_off", "dismiss"],
            _ => return None,
        };
        let lost = classes::ids(acts.iter().copied());
        found.iter().any(|class| lost.contains(class)).then_some("worker")
    }

    /// The act closely before or after `span` that tells a fate.
    pub(super) fn nearest_fate(&self, span: Span, fates: &[ClassId]) -> Option<usize> {
        let nearest = self.nearest(span, |act| {
            act.classes.iter().any(|class| fates.contains(class)) && !self.is_of_next_figure(span, act)
        })?;
        let (at, act) = (self.token_at(span.start), self.token_at(self.acts[nearest].span.start));
        (at.abs_diff(act) <= 10).then_some(nearest)
    }

    /// Whether an act behind a figure stands behind another one that a mark parts from it ("rose to 174, with nine deaths").
    fn is_of_next_figure(&self, figure: Span, act: &Act) -> bool {
        let first = self.token_at(figure.end.saturating_sub(1)) + 1;
        let last = self.token_at(act.span.start);
        let between = self.tokens.get(first..last).unwrap_or_default();
        let mark = between.iter().position(|token| token.kind == TokenKind::Mark);
        let figures = self.claims.iter().flat_map(|(_, claim)| &claim.quantities);
        mark.is_some_and(|mark| {
            let from = between[mark].span.end;
            figures.into_iter().any(|one| one.span.start >= from && one.span.end <= act.span.start)
        })
    }

    /// The act nearest to `span` in the same clause, preferring one before it.
    pub(super) fn nearest_act(&self, span: Span) -> Option<usize> {
        self.nearest(span, |act| !act.classes.is_empty())
    }

    pub(super) fn nearest(&self, span: Span, wanted: impl Fn(&Act) -> bool) -> Option<usize> {
        let at = self.token_at(span.start);
        let (low, high) = self.clause_around(at, at + 1);
        let in_clause = |act: &Act| (low..high).contains(&self.token_at(act.span.start));
        let usable = |nth: &usize| {
            let act = &self.acts[*nth];
            !act.reports && wanted(act) && in_clause(act)
        };
        let distance = |nth: &usize| {
            let act = self.token_at(self.acts[*nth].span.start);
            if act <= at { 2 * (at - act) } else { 3 * (act - at) }
        };
        (0..self.acts.len()).filter(usable).min_by_key(distance).filter(|nth| distance(nth) <= 24)
    }
}

/// Marks that turn the direction of writing and are not seen.
fn is_bidi_mark(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The class of predicates that a counted class stands for ("the dead" are killed or died).
fn fate_of_counted(class: &'static str) -> Option<ClassId> {
    classes::id(lexicon::common().table("counted_fates").get(class)?.cell(1))
}
