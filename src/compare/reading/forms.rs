//! What the form of a word says: tense, need, negation, prefixes.
//!
//! Takes a place in a reading, looks the word up in the lexicon. Decides nothing.

use super::Reading;
use crate::lexicon;
use crate::model::{Span, TimeRef, Token, TokenKind};
use crate::text::stem;

/// Tokens between a month and its day.
const DAY_REACH: usize = 3;

/// Tokens before an act in which a word of need governs it.
const NEED_REACH: usize = 6;

impl<'s> Reading<'s> {
    /// Whether a negator is a particle, which stands at what it negates, and no verb of denial.
    pub(super) fn is_particle(&self, negator: Span) -> bool {
        let first = self.tokens.get(self.token_at(negator.start));
        first.zip(lexicon::of(self.lang)).is_some_and(|(token, lexicon)| {
            let table = lexicon.table("negators");
            stem::candidates(&token.folded, self.lang).iter().any(|form| table.has(form))
        })
    }

    /// Whether a word of need stands closely before `span` ("must leave", "the need to expel").
    #[must_use]
    pub fn is_needed(&self, span: Span) -> bool {
        let Some(lexicon) = lexicon::of(self.lang) else { return false };
        let table = lexicon.table("modality");
        let at = self.token_at(span.start);
        let near = &self.tokens[at.saturating_sub(NEED_REACH)..at];
        near.iter().any(|token| {
            let forms = stem::candidates(&token.folded, self.lang);
            forms.iter().any(|form| table.get(form).is_some_and(|row| row.cell(3) == "need"))
        })
    }

    /// How many negators and verbs of denial the sentence holds that negate something.
    #[must_use]
    pub fn negators(&self) -> usize {
        *self.once.negators.get_or_init(|| self.count_negators())
    }

    fn count_negators(&self) -> usize {
        let Some(lexicon) = lexicon::of(self.lang) else { return 0 };
        let known = |table: &'static str, token: &Token| {
            let forms = stem::candidates(&token.folded, self.lang);
            forms.iter().any(|form| lexicon.table(table).has(form))
        };
        let idle = |nth: usize| self.begins_filler(nth);
        // Elsewhere the same word says "which" ("as the club announced").
        let negates_past = |token: &Token| {
            lexicon.table("negators").get(&token.folded).map(|row| matches!(row.cell(1), "past" | "none"))
        };
        let negates = |nth: &usize| {
            let token = &self.tokens[*nth];
            token.kind == TokenKind::Word
                && !idle(*nth)
                && (negates_past(token) != Some(true) || self.opens(*nth))
                && (self.is_negator(token) || known("denial_verbs", token))
        };
        (0..self.tokens.len()).filter(negates).count()
    }

    /// Whether a phrase that negates nothing begins at token `at` ("لا بد", "not only"), a conjunction written onto it or not.
    pub(in crate::compare) fn begins_filler(&self, at: usize) -> bool {
        let (Some(lexicon), Some(token), Some(next)) =
            (lexicon::of(self.lang), self.tokens.get(at), self.tokens.get(at + 1))
        else {
            return false;
        };
        let fillers = lexicon.table("not_negators");
        let begins = |form: &str| fillers.has(&format!("{form} {}", next.folded));
        let mut clitics = lexicon.table("clitics").rows().iter().filter(|row| row.cell(1).contains("conj"));
        stem::candidates(&token.folded, self.lang).iter().any(|form| begins(form))
            || clitics.any(|row| token.folded.strip_prefix(row.key()).is_some_and(begins))
    }

    /// Whether a word is a negator, a conjunction written onto it or not ("فلم", "وألا").
    #[must_use]
    pub fn is_negator(&self, token: &Token) -> bool {
        let Some(lexicon) = lexicon::of(self.lang) else { return false };
        let negators = lexicon.table("negators");
        let mut clitics = lexicon.table("clitics").rows().iter().filter(|row| row.cell(1).contains("conj"));
        negators.has(&token.folded)
            || clitics.any(|row| token.folded.strip_prefix(row.key()).is_some_and(|rest| negators.has(rest)))
    }

    /// How many of these stand outside the act at `span`: a verb of stopping may be the act itself ("police stopped him").
    #[must_use]
    pub fn negators_beside(&self, span: Span) -> usize {
        let Some(lexicon) = lexicon::of(self.lang) else { return 0 };
        let own = self.tokens.iter().filter(|token| span.overlaps(token.span)).filter(|token| {
            let forms = stem::candidates(&token.folded, self.lang);
            !lexicon.table("negators").has(&token.folded)
                && forms.iter().any(|form| lexicon.table("denial_verbs").has(form))
        });
        self.negators().saturating_sub(own.count())
    }

    /// Whether token `at` opens a reported clause ("that").
    pub(super) fn opens_clause(&self, at: usize) -> bool {
        let Some((lexicon, token)) = lexicon::of(self.lang).zip(self.tokens.get(at)) else { return false };
        let table = lexicon.table("complementisers");
        stem::candidates(&token.folded, self.lang).iter().any(|form| table.has(form))
    }

    /// Whether a word for any stands right before `span`.
    #[must_use]
    pub fn is_any(&self, span: Span) -> bool {
        let before = self.token_at(span.start).checked_sub(1).and_then(|at| self.tokens.get(at));
        before.zip(lexicon::of(self.lang)).is_some_and(|(token, lexicon)| {
            let forms = stem::candidates(&token.folded, self.lang);
            forms.iter().any(|form| lexicon.table("any_words").has(form))
        })
    }

    /// The verb that says "it is not so" nearest before `span` in its sentence.
    pub(super) fn denial_before(&self, span: Span) -> Option<Span> {
        let table = lexicon::of(self.lang)?.table("denial_verbs");
        let denies = |token: &&Token| {
            let forms = stem::candidates(&token.folded, self.lang);
            let row = forms.iter().find_map(|form| table.get(form));
            token.kind == TokenKind::Word && row.is_some_and(|row| row.cell(1) == "deny")
        };
        let before = self.tokens.get(..self.token_at(span.start))?;
        before.iter().rev().find(denies).map(|token| token.span)
    }

    /// Whether token `at` opens a clause.
    pub(super) fn opens(&self, at: usize) -> bool {
        super::acts::is_opening(self.tokens, at)
    }

    /// Whether the negator at `span` stands before adjectives ("un-", "non-").
    pub(super) fn negates_adjectives(&self, span: Span) -> bool {
        let token = self.tokens.get(self.token_at(span.start));
        lexicon::of(self.lang).zip(token).is_some_and(|(lexicon, token)| {
            lexicon.table("negators").get(&token.folded).is_some_and(|row| row.cell(1) == "adj")
        })
    }

    /// The ordinal right beside token `at` with it, as the lexicon numbers it ("the third quay").
    #[must_use]
    pub fn ordinal_beside(&self, at: usize) -> Option<(Span, &'static str)> {
        let ordinals = self.once.ordinals.get_or_init(|| self.ordinals());
        [at + 1, at.wrapping_sub(1)].into_iter().find_map(|next| {
            let value = (*ordinals.get(next)?)?;
            Some((self.tokens[at].span.join(self.tokens[next].span), value))
        })
    }

    /// What each token numbers, if it is an ordinal.
    fn ordinals(&self) -> Vec<Option<&'static str>> {
        let table = lexicon::of(self.lang).map(|lexicon| lexicon.table("ordinals"));
        let value = |token: &Token| {
            // "The second of April" is a day and no turn.
            if token.kind != TokenKind::Word || self.times().any(|time| time.span.overlaps(token.span)) {
                return None;
            }
            let forms = stem::candidates(&token.folded, self.lang);
            forms.iter().find_map(|form| table?.get(form)).map(|row| row.cell(1))
        };
        self.tokens.iter().map(value).collect()
    }

    /// Whether a mark or a conjunction parts the tokens `from..to`.
    #[must_use]
    pub fn parts(&self, from: usize, to: usize) -> bool {
        let mark = |token: &Token| {
            token.kind == TokenKind::Mark && matches!(token.folded.as_str(), "," | "،" | ";" | "؛" | ":")
        };
        (from..to.min(self.tokens.len()))
            .any(|at| mark(&self.tokens[at]) || self.is_joined(self.tokens[at].span))
    }

    /// Whether something other than a conjunction is written onto the word at `span`: "to raise", "by raising".
    #[must_use]
    pub fn is_prefixed(&self, span: Span) -> bool {
        let (Some(lexicon), Some(token)) =
            (lexicon::of(self.lang), self.tokens.get(self.token_at(span.start)))
        else {
            return false;
        };
        let mut fronts = lexicon.table("clitics").rows().iter().filter(|row| row.cell(1).contains("noun"));
        fronts.any(|row| token.folded.starts_with(row.key()) && !token.stem.starts_with(row.key()))
    }

    /// Whether a preposition is written onto the noun at `span`, its article and a conjunction apart.
    pub(in crate::compare) fn has_preposition(&self, span: Span) -> bool {
        let (Some(lexicon), Some(token)) =
            (lexicon::of(self.lang), self.tokens.get(self.token_at(span.start)))
        else {
            return false;
        };
        let rows = lexicon.table("clitics").rows();
        let article = rows.iter().filter(|row| row.cell(1).contains("article")).map(|row| row.key());
        let article = article.min_by_key(|key| key.len()).unwrap_or_default();
        let bare = |key: &'static str| {
            let rest = key.strip_suffix(article).unwrap_or(key);
            let joins = rows.iter().filter(|row| row.cell(1).contains("conj"));
            joins.fold(rest, |rest, row| rest.strip_prefix(row.key()).unwrap_or(rest))
        };
        let written = |key: &str| token.folded.starts_with(key) && !token.stem.starts_with(key);
        rows.iter()
            .any(|row| row.cell(1).contains("noun") && !bare(row.key()).is_empty() && written(row.key()))
    }

    /// Whether a preposition is written onto the word at `span` ("ended in the killing of").
    pub(super) fn is_fronted(&self, span: Span) -> bool {
        let (Some(lexicon), Some(token)) =
            (lexicon::of(self.lang), self.tokens.get(self.token_at(span.start)))
        else {
            return false;
        };
        let mut fronts = lexicon.table("clitics").rows().iter().filter(|row| row.cell(1) == "noun");
        fronts.any(|row| token.folded.starts_with(row.key()) && !token.stem.starts_with(row.key()))
    }

    /// Whether token `at` is a preposition that stands alone.
    pub(in crate::compare) fn is_preposition(&self, at: usize) -> bool {
        let Some((lexicon, token)) = lexicon::of(self.lang).zip(self.tokens.get(at)) else { return false };
        lexicon.table("function_words").get(&token.folded).is_some_and(|row| row.cell(1) == "prep")
    }

    /// Whether the lexicon knows the word at `span` as a noun of doing too ("سحب": drew, drawing).
    #[must_use]
    pub fn may_be_noun(&self, span: Span) -> bool {
        self.known_as(span).is_some_and(|parts| parts.contains("noun"))
    }

    /// Whether the lexicon knows the word at `span` as a finite verb and as nothing else.
    #[must_use]
    pub fn is_plain_verb(&self, span: Span) -> bool {
        let plain = |parts: &str| parts.contains("verb") && !parts.contains("noun");
        self.known_as(span).is_some_and(plain) && !self.is_prefixed(span)
    }

    /// The parts of speech that the table of acts gives the first word at `span`.
    fn known_as(&self, span: Span) -> Option<&'static str> {
        let (lexicon, token) = lexicon::of(self.lang).zip(self.tokens.get(self.token_at(span.start)))?;
        let table = lexicon.table("predicates");
        let forms = stem::candidates(&token.folded, self.lang);
        forms.iter().find_map(|form| table.get(form)).map(|row| row.cell(1))
    }

    /// Whether a conjunction is written onto the word at `span`, or stands before it.
    pub(in crate::compare) fn is_joined(&self, span: Span) -> bool {
        let Some(lexicon) = lexicon::of(self.lang) else { return false };
        let at = self.token_at(span.start);
        let Some(token) = self.tokens.get(at) else { return false };
        let mut clitics = lexicon.table("clitics").rows().iter().filter(|row| row.cell(1).contains("conj"));
        let onto =
            clitics.any(|row| token.folded.starts_with(row.key()) && !token.stem.starts_with(row.key()));
        let before = at.checked_sub(1).and_then(|nth| self.tokens.get(nth));
        onto || before.is_some_and(|word| {
            lexicon.table("function_words").get(&word.folded).is_some_and(|row| row.cell(1) == "conj")
        })
    }

    /// Whether the lexicon knows the word at `span` as a noun of doing ("defence"), not as a verb.
    pub(super) fn is_noun(&self, span: Span) -> bool {
        let Some(lexicon) = lexicon::of(self.lang) else { return false };
        let table = lexicon.table("predicates");
        let token = self.tokens.get(self.token_at(span.start));
        token.is_some_and(|token| {
            let forms = stem::candidates(&token.folded, self.lang);
            forms.iter().find_map(|form| table.get(form)).is_some_and(|row| row.cell(1) == "noun")
        })
    }

    /// Whether a word is a verb with the mark of the future written onto it ("سنحافظ").
    pub(in crate::compare) fn has_future_mark(&self, span: Span) -> bool {
        let (Some(token), Some(lexicon)) =
            (self.tokens.get(self.token_at(span.start)), lexicon::of(self.lang))
        else {
            return false;
        };
        let marks = lexicon.table("word_marks").rows();
        let starts = |word: &str, means: &str| {
            let mut fitting = marks.iter().filter(|row| row.cell(1) == means);
            fitting.find_map(|row| word.strip_prefix(row.key())).map(str::len)
        };
        let word = token.folded.as_str();
        // A verb whose own first letter is the mark ("سيطر").
        let own = |form: &compact_str::CompactString| {
            let marked = marks.iter().any(|row| row.cell(1) == "future" && form.starts_with(row.key()));
            marked && lexicon.table("predicates").has(form)
        };
        if lexicon.table("predicates").has(word) || stem::candidates(word, self.lang).iter().any(own) {
            return false;
        }
        let rest = starts(word, "future").map(|left| &word[word.len() - left..]);
        rest.is_some_and(|verb| starts(verb, "imperfect").is_some_and(|left| left > 4))
    }

    /// Whether the act at `span` is told in a form that serves for what goes on and for what is scheduled ("تستقبل").
    #[must_use]
    pub fn is_present(&self, span: Span) -> bool {
        let (Some(token), Some(lexicon)) =
            (self.tokens.get(self.token_at(span.start)), lexicon::of(self.lang))
        else {
            return false;
        };
        let marks = lexicon.table("word_marks").rows();
        let forms = stem::candidates(&token.folded, self.lang);
        let marked =
            |form: &str| marks.iter().any(|row| row.cell(1) == "imperfect" && form.starts_with(row.key()));
        // The longest form is the word itself; a shorter one has lost the mark that is asked for.
        let whole = forms.iter().filter(|form| marked(form)).max_by_key(|form| form.len());
        whole.is_some_and(|form| !lexicon.table("verbs").has(form))
    }

    /// The weekday a time names, as the lexicon numbers it.
    #[must_use]
    pub fn weekday(&self, time: &TimeRef) -> Option<&'static str> {
        let table = lexicon::of(self.lang)?.table("weekdays");
        let inside = |token: &&Token| time.span.overlaps(token.span);
        let mut days = self.tokens.iter().filter(inside).filter_map(|token| {
            let forms = stem::candidates(&token.folded, self.lang);
            forms.iter().find_map(|form| table.get(form).map(|row| row.cell(1)))
        });
        days.next_back()
    }

    /// The day of the month, where told, the month and the calendar that a time names, whatever the year.
    #[must_use]
    pub fn calendar(&self, time: &TimeRef) -> Option<(Option<u32>, &'static str, &'static str)> {
        let lexicon = lexicon::of(self.lang)?;
        let (months, ordinals) = (lexicon.table("months"), lexicon.table("ordinals"));
        let inside: Vec<usize> =
            (0..self.tokens.len()).filter(|&at| time.span.overlaps(self.tokens[at].span)).collect();
        // Months of two words ("كانون الأول") go before those that begin alike.
        let (at, last, month) = inside.iter().find_map(|&at| {
            let forms = stem::candidates(&self.tokens[at].folded, self.lang);
            let next = self.tokens.get(at + 1).filter(|next| time.span.overlaps(next.span));
            let of_two = next.and_then(|next| {
                forms.iter().find_map(|form| months.get(&format!("{form} {}", next.folded)))
            });
            let of_one = || forms.iter().find_map(|form| months.get(form)).map(|row| (at, at, row));
            of_two.map(|row| (at, at + 1, row)).or_else(of_one)
        })?;
        let day_at = |nth: usize| {
            let token = &self.tokens[nth];
            let pair = self.tokens.get(nth + 1).map(|next| format!("{} {}", token.folded, next.folded));
            let forms = stem::candidates(&token.folded, self.lang);
            let written = pair.and_then(|pair| ordinals.get(&pair));
            let written = written.or_else(|| forms.iter().find_map(|form| ordinals.get(form)));
            let digits = token.folded.trim_end_matches('.').parse().ok();
            digits.or_else(|| written?.cell(1).parse().ok()).filter(|day: &u32| (1..=31).contains(day))
        };
        // The first of the nearest figures: "the twenty-sixth of December", not its second word.
        let days = inside.iter().filter(|&&nth| !(at..=last).contains(&nth) && nth.abs_diff(at) <= DAY_REACH);
        let day = days.filter_map(|&nth| day_at(nth)).next();
        Some((day, month.cell(1), month.cell(2)))
    }

    /// Whether a time stands closely after `span` and a word of ending before that time ("lasts until Saturday").
    #[must_use]
    pub fn stops_at_a_time(&self, span: Span) -> bool {
        let Some(lexicon) = lexicon::of(self.lang) else { return false };
        let at = self.token_at(span.end.saturating_sub(1)) + 1;
        let until = |token: &&Token| {
            let roles = lexicon.table("slot_words").get(&token.folded).map_or("", |row| row.cell(1));
            roles.contains("in_time") && roles.split('+').any(|role| role == "to")
        };
        let Some(word) = self.tokens.iter().skip(at).take(4).find(until) else { return false };
        self.times().any(|time| {
            time.span.start >= word.span.start && time.span.start.saturating_sub(word.span.end) <= 30
        })
    }
}
