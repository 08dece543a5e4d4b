//! A sentence made ready for comparison.
//!
//! Takes a sentence's claims and tokens, gives its content words under language-neutral keys, its acts (predicates
//! with classes and the words around them) and its counts. Decides nothing.

use super::classes::{self, ClassId};
use crate::claim::quantity;
use crate::lexicon;
use crate::model::{
    Article, ArticleIx, ArticleText, Claim, ClaimIx, Lang, Modality, PlaceRef, PlaceRole, Polarity, Quantity,
    Span, TimeRef, Token, TokenKind,
};
use crate::text::concept;
use crate::text::phrase::{PhraseIndex, PhraseMatch};
use crate::text::skeleton;
use crate::text::stem::{self, Fit};
use compact_str::CompactString;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

/// One sentence, ready to be compared.
#[derive(Debug, Clone)]
pub struct Reading<'s> {
    /// The article.
    pub article: ArticleIx,
    /// The article itself.
    pub source: &'s Article,
    /// The sentence's place in it.
    pub sentence: u32,
    /// The whole sentence.
    pub span: Span,
    /// Its language.
    pub lang: Lang,
    /// Its tokens.
    pub tokens: &'s [Token],
    /// The sentence before it, where this one names no place of its own.
    pub before: Option<Span>,
    /// Its claims, sorted.
    pub claims: Vec<(ClaimIx, &'s Claim)>,
    /// Content words in reading order.
    pub words: Vec<Word>,
    /// Predicates in reading order.
    pub acts: Vec<Act>,
    /// Numbers in reading order.
    pub counts: Vec<Count<'s>>,
}

/// A content word.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its token in the sentence.
    pub token: u32,
    /// Keys under which it matches: stem, concept, classes, place.
    pub keys: Vec<u64>,
    /// Consonants of the word, for names across scripts; 0 for none.
    pub skeleton: u64,
    /// Whether it is a name or part of one.
    pub name: bool,
    /// What it weighs when words are counted, 0–2.
    pub weight: f64,
    /// Folded form, for near spellings.
    pub folded: CompactString,
}

/// A predicate and the words around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Where it stands.
    pub span: Span,
    /// The negator or denial verb above it.
    pub negator: Option<Span>,
    /// Key of its stem.
    pub stem: u64,
    /// Its classes, sorted.
    pub classes: Vec<ClassId>,
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// Its status.
    pub modality: Modality,
    /// Its claim's place in [`Reading::claims`].
    pub claim: usize,
    /// Content words near it, as indexes into [`Reading::words`]: up to six before and nine after.
    pub around: Vec<u32>,
    /// Content words right after it.
    pub after: Vec<u32>,
    /// The two content words on either side.
    pub core: Vec<u32>,
    /// Whether it only reports ("said", "announced").
    pub reports: bool,
}

/// A number, what it counts and what is said of that.
#[derive(Debug, Clone)]
pub struct Count<'s> {
    /// The quantity.
    pub quantity: &'s Quantity,
    /// Class or stem of the thing counted.
    pub of: Option<CompactString>,
    /// Classes of the thing counted and of the predicate that governs it.
    pub classes: Vec<ClassId>,
    /// The governing act, as an index into [`Reading::acts`].
    pub act: Option<usize>,
    /// Its claim's place in [`Reading::claims`].
    pub claim: usize,
    /// Content words near it.
    pub around: Vec<u32>,
}

/// Classes that only report; they never oppose anything and align nothing.
const REPORTING: [&str; 3] = ["announce", "disclose", "publish"];

/// Classes of acts that undo the act right after them.
const REVERSING: [&str; 12] = [
    "fail", "reject", "cancel", "stop", "end", "suspend", "deny", "block", "ban", "postpone", "dissolve",
    "overturn",
];

/// Tokens before an act in which a word of need governs it.
const NEED_REACH: usize = 6;

/// Those of them that reach the next word alone; denials and refusals reach further.
const UNDOING: [&str; 7] = ["cancel", "stop", "end", "suspend", "block", "ban", "dissolve"];

/// Classes of fates and damages that a counted noun may itself tell ("19 dead", "63 wounded").
const FATES: [&str; 14] = [
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
    "survive",
];

impl<'s> Reading<'s> {
    /// Reads the sentence that `claims` share; they must be of one sentence and sorted. `None` for a sentence the text
    /// does not have.
    #[must_use]
    pub fn new(source: &'s Article, text: &'s ArticleText, claims: &[(ClaimIx, &'s Claim)]) -> Option<Self> {
        let first = claims.first()?.1;
        let sentence = text.sentences.get(first.sentence as usize)?;
        let mut reading = Self::read(source, sentence.span, sentence.lang, text.tokens_of(sentence), claims)?;
        if reading.locations().next().is_none() && first.sentence > 0 {
            let before = text.sentences.get(first.sentence as usize - 1)?.span;
            reading.before = Some(before);
        }
        Some(reading)
    }

    /// Reads a whole text as one; `claims` are all of its claims.
    #[must_use]
    pub fn whole(
        source: &'s Article,
        text: &'s ArticleText,
        claims: &[(ClaimIx, &'s Claim)],
    ) -> Option<Self> {
        let span = text.sentences.first()?.span.join(text.sentences.last()?.span);
        Self::read(source, span, text.lang, &text.tokens, claims)
    }

    fn read(
        source: &'s Article,
        span: Span,
        lang: Lang,
        tokens: &'s [Token],
        claims: &[(ClaimIx, &'s Claim)],
    ) -> Option<Self> {
        let first = claims.first()?.1;
        let mut reading = Self {
            article: first.article,
            source,
            sentence: first.sentence,
            span,
            lang,
            tokens,
            before: None,
            claims: claims.to_vec(),
            words: Vec::new(),
            acts: Vec::new(),
            counts: Vec::new(),
        };
        reading.words = reading.read_words();
        reading.acts = reading.read_acts();
        reading.counts = reading.read_counts();
        Some(reading)
    }

    /// The times its claims name.
    pub fn times(&self) -> impl Iterator<Item = &'s TimeRef> + '_ {
        self.claims.iter().flat_map(|(_, claim)| &claim.times)
    }

    /// The places where its claims say something happens.
    pub fn locations(&self) -> impl Iterator<Item = &'s PlaceRef> + '_ {
        self.places().filter(|place| place.role == PlaceRole::Location)
    }

    /// All places its claims name.
    pub fn places(&self) -> impl Iterator<Item = &'s PlaceRef> + '_ {
        self.claims.iter().flat_map(|(_, claim)| &claim.places)
    }

    /// The words of `span`.
    #[must_use]
    pub fn words_of(&self, span: Span) -> &'s str {
        self.source.text.get(span.range()).unwrap_or_default()
    }

    /// Sum of the weights of all content words.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.words.iter().map(|word| word.weight).sum()
    }

    /// Index of the first token at or after byte `at`.
    fn token_at(&self, at: u32) -> usize {
        self.tokens.partition_point(|token| token.span.end <= at)
    }

    fn read_words(&self) -> Vec<Word> {
        let small =
            lexicon::of(self.lang).map(|words| ["stopwords", "function_words"].map(|name| words.table(name)));
        let frames: Vec<Span> = self.claims.iter().map(|(_, claim)| claim.content).collect();
        let mut words = Vec::with_capacity(self.tokens.len());
        let concepts = concept::of_tokens(self.tokens, self.lang);
        for (nth, token) in self.tokens.iter().enumerate() {
            if token.kind != TokenKind::Word || token.folded.chars().nth(1).is_none() {
                continue;
            }
            let is_small = |table: &&lexicon::Table| table.has(&token.folded) || table.has(&token.stem);
            if small.is_some_and(|tables| tables.iter().any(is_small)) {
                continue;
            }
            if self
                .claims
                .iter()
                .any(|(_, claim)| claim.cue.as_ref().is_some_and(|cue| cue.span.overlaps(token.span)))
            {
                continue;
            }
            let framed = !frames.iter().any(|content| content.overlaps(token.span));
            let word = self.read_word(nth, token, concepts[nth]);
            words.push(Word { weight: if framed { 0.25 * word.weight } else { word.weight }, ..word });
        }
        words
    }

    fn read_word(&self, nth: usize, token: &Token, concept: Option<u64>) -> Word {
        let mut keys = vec![xxh3_64(token.stem.as_bytes())];
        keys.extend(concept);
        let mut name = self.is_capitalised(nth, token);
        for (_, claim) in &self.claims {
            for place in claim.places.iter().filter(|place| place.span.overlaps(token.span)) {
                name = true;
                let id = place.id.as_ref().unwrap_or(&place.name);
                keys.push(xxh3_64(format!("@{id}").as_bytes()));
            }
            // One word that takes part may be any noun ("the authorities"); several are a name or a full title.
            let full = |span: Span| self.words_of(span).split_whitespace().nth(1).is_some();
            name |= claim.participants.iter().any(|one| one.span.overlaps(token.span) && full(one.span));
            for predicate in claim.predicates.iter().filter(|one| one.span.overlaps(token.span)) {
                keys.extend(predicate.classes.iter().map(|class| xxh3_64(format!("={class}").as_bytes())));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        let weight = if name { 1.2 } else { 1.0 };
        Word {
            token: nth as u32,
            keys,
            skeleton: skeleton::of(&token.folded, self.lang),
            name,
            weight,
            folded: token.folded.clone(),
        }
    }

    /// Whether a word begins with a capital that its place in the sentence does not ask for.
    fn is_capitalised(&self, nth: usize, token: &Token) -> bool {
        nth > 0 && self.words_of(token.span).chars().next().is_some_and(char::is_uppercase)
    }

    fn read_acts(&self) -> Vec<Act> {
        let reporting = classes::ids(REPORTING);
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
                let classes = classes::ids(predicate.classes.iter().map(CompactString::as_str));
                let is_cue = claim.cue.as_ref().is_some_and(|cue| cue.span.overlaps(predicate.span));
                let modality = if predicate.modality == Modality::Fact && self.has_future_mark(predicate.span)
                {
                    Modality::Planned
                } else {
                    predicate.modality
                };
                acts.push(Act {
                    span: predicate.span,
                    negator: predicate.negator,
                    stem: xxh3_64(predicate.stem.as_bytes()),
                    reports: is_cue
                        || !classes.is_empty() && classes.iter().all(|one| reporting.contains(one)),
                    classes,
                    polarity: predicate.polarity,
                    modality,
                    claim: nth,
                    around: self.near(predicate.span, 6, 9),
                    after: self.near(predicate.span, 0, 5),
                    core: self.near(predicate.span, 2, 2),
                });
            }
        }
        acts.extend(self.acts_outside_claims());
        acts.sort_by_key(|act| (act.span, act.claim));
        acts.dedup_by(|next, kept| next.span.overlaps(kept.span));
        self.lift_far_denials(&mut acts);
        self.pass_denial_on(&mut acts);
        self.pass_reversal_on(&mut acts);
        self.cut_cores(&mut acts);
        acts
    }

    /// A denial does not reach beyond a conjunction, nor far: "scrapping the posts of deputies and cutting the guards"
    /// scraps no cutting.
    fn lift_far_denials(&self, acts: &mut [Act]) {
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
            let between =
                self.words.iter().filter(|word| (from..from + gap).contains(&(word.token as usize))).count();
            let far = gap > reach || between > 1 && self.is_particle(negator);
            let joined = gap > 0 && (self.is_joined(act.span) || undone && broken);
            if far || joined || undone && self.is_fronted(act.span) {
                act.polarity = Polarity::Positive;
                act.negator = None;
            }
        }
    }

    /// Whether a negator is a particle, which stands at what it negates, and no verb of denial.
    fn is_particle(&self, negator: Span) -> bool {
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
        let Some(lexicon) = lexicon::of(self.lang) else { return 0 };
        let known = |table: &'static str, token: &Token| {
            let forms = stem::candidates(&token.folded, self.lang);
            forms.iter().any(|form| lexicon.table(table).has(form))
        };
        let idle = |nth: usize| {
            let next = self.tokens.get(nth + 1).map_or("", |next| next.folded.as_str());
            lexicon.table("not_negators").has(&format!("{} {next}", self.tokens[nth].folded))
        };
        let negates = |nth: &usize| {
            let token = &self.tokens[*nth];
            token.kind == TokenKind::Word
                && !idle(*nth)
                && (lexicon.table("negators").has(&token.folded) || known("denial_verbs", token))
        };
        (0..self.tokens.len()).filter(negates).count()
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

    /// Whether a preposition is written onto the word at `span` ("ended in the killing of").
    fn is_fronted(&self, span: Span) -> bool {
        let (Some(lexicon), Some(token)) =
            (lexicon::of(self.lang), self.tokens.get(self.token_at(span.start)))
        else {
            return false;
        };
        let mut fronts = lexicon.table("clitics").rows().iter().filter(|row| row.cell(1) == "noun");
        fronts.any(|row| token.folded.starts_with(row.key()) && !token.stem.starts_with(row.key()))
    }

    /// Whether token `at` is a preposition that stands alone.
    fn is_preposition(&self, at: usize) -> bool {
        let Some((lexicon, token)) = lexicon::of(self.lang).zip(self.tokens.get(at)) else { return false };
        lexicon.table("function_words").get(&token.folded).is_some_and(|row| row.cell(1) == "prep")
    }

    /// Whether the lexicon knows the word at `span` as a noun of doing too ("سحب": drew, drawing).
    #[must_use]
    pub fn may_be_noun(&self, span: Span) -> bool {
        let (Some(lexicon), Some(token)) =
            (lexicon::of(self.lang), self.tokens.get(self.token_at(span.start)))
        else {
            return false;
        };
        let table = lexicon.table("predicates");
        let forms = stem::candidates(&token.folded, self.lang);
        forms.iter().find_map(|form| table.get(form)).is_some_and(|row| row.cell(1).contains("noun"))
    }

    /// Whether a conjunction is written onto the word at `span`, or stands before it.
    fn is_joined(&self, span: Span) -> bool {
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
    fn is_noun(&self, span: Span) -> bool {
        let Some(lexicon) = lexicon::of(self.lang) else { return false };
        let table = lexicon.table("predicates");
        let token = self.tokens.get(self.token_at(span.start));
        token.is_some_and(|token| {
            let forms = stem::candidates(&token.folded, self.lang);
            forms.iter().find_map(|form| table.get(form)).is_some_and(|row| row.cell(1) == "noun")
        })
    }

    /// What is refused, ended or fails is not so ("the visit was cancelled" against "the visit").
    fn pass_reversal_on(&self, acts: &mut [Act]) {
        let reversing = classes::ids(REVERSING);
        for nth in 1..acts.len() {
            let (before, rest) = acts.split_at_mut(nth);
            let (from, to) = (&before[nth - 1], &mut rest[0]);
            let gap = self
                .token_at(to.span.start)
                .saturating_sub(self.token_at(from.span.end.saturating_sub(1)) + 1);
            let reverses =
                !from.classes.is_empty() && from.classes.iter().all(|class| reversing.contains(class));
            // "Ended with the expulsion" tells of an outcome, "ended the expulsion" undoes it.
            let between = self.token_at(from.span.end.saturating_sub(1)) + 1;
            let led_to = gap > 0 && self.is_preposition(between);
            // "The banned party killed": with an article it says what sort somebody is.
            let attribute = self.is_prefixed(from.span);
            // What is ended stands right there; a noun between is what is ended.
            let other =
                self.words.iter().any(|word| (between..between + gap).contains(&(word.token as usize)));
            let plain = from.polarity == Polarity::Positive
                && to.polarity == Polarity::Positive
                && to.negator.is_none();
            if reverses
                && !led_to
                && !attribute
                && !other
                && plain
                && from.claim == to.claim
                && gap <= 2
                && !self.is_joined(to.span)
            {
                to.polarity = Polarity::Negative;
                to.negator = Some(from.span);
            }
        }
    }

    /// Keeps of each act's nearest words those on its own side of its neighbours.
    fn cut_cores(&self, acts: &mut [Act]) {
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

    /// Whether a word is a verb with the mark of the future written onto it ("سنحافظ").
    fn has_future_mark(&self, span: Span) -> bool {
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
        if lexicon.table("predicates").has(word) {
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

    /// Whether a figure goes on with digits or a spoken decimal point right before it: the rest of a number that was not
    /// read as a whole ("134.230.802.95 million", "forty-three point eight").
    fn is_part_of_number(&self, figure: Span) -> bool {
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
    fn is_cut(&self, figure: Span) -> bool {
        let text = &self.source.text;
        let (before, after) = (&text[..figure.start as usize], &text[figure.end as usize..]);
        let digit = |letter: char| letter.is_numeric();
        let gap = |letter: char| letter.is_whitespace() || is_bidi_mark(letter);
        let left = before.trim_end_matches(gap);
        let split_before = left.ends_with(['.', ',', '٫'])
            && left[..left.len() - 1].ends_with(digit)
            && left.len() < before.len();
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

    /// Known predicates in words that no claim's content covers; affirmed and facts, for want of a reading.
    fn acts_outside_claims(&self) -> Vec<Act> {
        let covered = |span: Span| {
            self.claims.iter().any(|(_, claim)| {
                claim.content.overlaps(span)
                    || claim.cue.as_ref().is_some_and(|cue| cue.span.overlaps(span))
                    || claim.times.iter().any(|time| time.span.overlaps(span))
            })
        };
        let claimed = |span: Span| {
            let mut predicates = self.claims.iter().flat_map(|(_, claim)| &claim.predicates);
            predicates.any(|one| one.span.overlaps(span) && !one.classes.is_empty())
        };
        let found = known_acts(self.tokens, self.lang);
        // A phrase that opens with a small word ("on strike") is taken wherever no known predicate stands in it.
        let several = |span: Span| self.words_of(span).split_whitespace().nth(1).is_some();
        let loose =
            found.into_iter().filter(|(span, _, _)| !claimed(*span) && (!covered(*span) || several(*span)));
        loose
            .map(|(span, stem, classes)| Act {
                span,
                negator: None,
                stem,
                reports: false,
                classes,
                polarity: Polarity::Positive,
                modality: Modality::Fact,
                claim: 0,
                around: self.near(span, 6, 9),
                after: self.near(span, 0, 5),
                core: self.near(span, 2, 2),
            })
            .collect()
    }

    /// A denied word that says nothing itself ("denied that it was an accident", "no sign of a deliberate act") denies
    /// what follows closely.
    fn pass_denial_on(&self, acts: &mut [Act]) {
        // In a long sentence what follows may be anything.
        let reach = if self.words.len() > 12 { 0 } else { 5 };
        for nth in 1..acts.len() {
            let (before, rest) = acts.split_at_mut(nth);
            let (from, to) = (&before[nth - 1], &mut rest[0]);
            let gap = self.token_at(to.span.start).saturating_sub(self.token_at(from.span.end));
            let (_, claim) = self.claims[from.claim];
            let named = claim.places.iter().any(|place| place.span.overlaps(from.span));
            let empty = (from.classes.is_empty() || from.reports) && !named;
            if empty
                && from.claim == to.claim
                && from.polarity == Polarity::Negative
                && to.negator.is_none()
                && gap <= reach
            {
                to.polarity = to.polarity.flip();
                to.negator = from.negator;
            }
        }
    }

    /// Content words up to `before` before and `after` after `span`, itself left out, within its clause marks.
    fn near(&self, span: Span, before: usize, after: usize) -> Vec<u32> {
        let own_first = self.token_at(span.start);
        let own_end = self.token_at(span.end.saturating_sub(1)) + 1;
        let (low, high) = self.clause_around(own_first, own_end);
        let place = |token: usize| self.words.partition_point(|word| (word.token as usize) < token);
        let (first, end) = (place(own_first), place(own_end));
        let (low, high) = (place(low).max(first.saturating_sub(before)), place(high).min(end + after));
        (low..first).chain(end..high).map(|nth| nth as u32).collect()
    }

    /// The tokens between the strong marks around tokens `first..end`.
    fn clause_around(&self, first: usize, end: usize) -> (usize, usize) {
        let strong = |token: &Token| {
            token.kind == TokenKind::Mark
                && matches!(token.folded.as_str(), ";" | "؛" | "." | "!" | "?" | "؟")
        };
        let low = self.tokens[..first.min(self.tokens.len())].iter().rposition(strong).map_or(0, |at| at + 1);
        let after = self.tokens.get(end..).unwrap_or_default();
        (low, after.iter().position(strong).map_or(self.tokens.len(), |at| end + at))
    }

    fn read_counts(&self) -> Vec<Count<'s>> {
        let mut counts: Vec<Count<'s>> = Vec::new();
        for (nth, (_, claim)) in self.claims.iter().enumerate() {
            for quantity in &claim.quantities {
                if self.is_cut(quantity.span)
                    || self.is_part_of_number(quantity.span)
                    || quantity.of_span.is_some_and(|of| self.is_prefixed(of))
                    || counts.iter().any(|known| known.quantity.span == quantity.span)
                {
                    continue;
                }
                counts.push(self.read_count(nth, claim, quantity));
            }
        }
        counts.sort_by_key(|count| count.quantity.span);
        counts
    }

    fn read_count(&self, nth: usize, claim: &'s Claim, quantity: &'s Quantity) -> Count<'s> {
        let governing =
            quantity.predicate.and_then(|at| claim.predicates.get(at as usize)).map(|one| one.span);
        let act = governing
            .and_then(|span| self.acts.iter().position(|act| act.span == span && !act.classes.is_empty()))
            .or_else(|| self.nearest_act(quantity.span));
        let of = quantity.of.as_ref();
        let class = of.and_then(|of| quantity::of_class(of, self.lang));
        let mut found: Vec<ClassId> = Vec::new();
        if let Some(span) = quantity.of_span {
            let inside = self.acts.iter().filter(|act| span.overlaps(act.span));
            let fates = classes::ids(FATES);
            found.extend(
                inside.flat_map(|act| act.classes.iter().copied()).filter(|class| fates.contains(class)),
            );
        }
        found.extend(class.and_then(fate_of_counted));
        if found.is_empty()
            && let Some(act) = act
        {
            found.extend(&self.acts[act].classes);
        }
        let fates = classes::ids(FATES);
        if !found.iter().any(|class| fates.contains(class))
            && let Some(fate) = self.nearest_fate(quantity.span, &fates)
        {
            // "The death toll has risen to 19" counts the dead, "left 40,000 homes without power" homes cut off.
            found.clone_from(&self.acts[fate].classes);
        }
        found.sort_unstable();
        found.dedup();
        Count {
            quantity,
            of: class.map(CompactString::from).or_else(|| of.cloned()),
            classes: found,
            act,
            claim: nth,
            around: self.near(quantity.span, 7, 7),
        }
    }

    /// The act closely before or after `span` that tells a fate.
    fn nearest_fate(&self, span: Span, fates: &[ClassId]) -> Option<usize> {
        let nearest = self.nearest(span, |act| act.classes.iter().any(|class| fates.contains(class)))?;
        let (at, act) = (self.token_at(span.start), self.token_at(self.acts[nearest].span.start));
        (at.abs_diff(act) <= 10).then_some(nearest)
    }

    /// The act nearest to `span` in the same clause, preferring one before it.
    fn nearest_act(&self, span: Span) -> Option<usize> {
        self.nearest(span, |act| !act.classes.is_empty())
    }

    fn nearest(&self, span: Span, wanted: impl Fn(&Act) -> bool) -> Option<usize> {
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

/// Whether an act undoes what it governs.
#[must_use]
pub fn undoes(act: &Act) -> bool {
    let reversing = classes::ids(REVERSING);
    !act.classes.is_empty() && act.classes.iter().all(|class| reversing.contains(class))
}

/// Marks that turn the direction of writing and are not seen.
fn is_bidi_mark(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Words of `predicates.tsv` as they stand, in tokens: place, key of the stem, classes.
fn known_acts(tokens: &[Token], lang: Lang) -> Vec<(Span, u64, Vec<ClassId>)> {
    let (Some(index), Some(lexicon)) = (PREDICATES.get(&lang), lexicon::of(lang)) else { return Vec::new() };
    let rows = lexicon.table("predicates").rows();
    let several = |hit: &PhraseMatch| hit.first_token != hit.last_token;
    let focuses = |hit: &PhraseMatch| rows.get(hit.row).is_some_and(|row| row.cell(2) == "focus");
    let sure = index
        .matches(tokens)
        .into_iter()
        .filter(|hit| hit.fit == Fit::Exact || hit.fit == Fit::Clitic && several(hit) || focuses(hit));
    sure.filter_map(|hit| {
        let mut classes = classes::ids(rows.get(hit.row)?.cell(2).split(','));
        classes.sort_unstable();
        let first = &tokens[hit.first_token];
        Some((first.span.join(tokens[hit.last_token].span), xxh3_64(first.stem.as_bytes()), classes))
    })
    .collect()
}

static PREDICATES: LazyLock<BTreeMap<Lang, PhraseIndex>> = LazyLock::new(|| {
    let all = lexicon::languages().filter_map(|lang| Some((lang, lexicon::of(lang)?.table("predicates"))));
    all.map(|(lang, table)| (lang, PhraseIndex::of_table(lang, table))).collect()
});

/// The class of predicates that a counted class stands for ("the dead" are killed or died).
fn fate_of_counted(class: &'static str) -> Option<ClassId> {
    classes::id(lexicon::common().table("counted_fates").get(class)?.cell(1))
}
