//! A finished [`Report`] for the renderers, built from `tests/cases/report/newsroom.toml`.

use crosswire::model::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

#[derive(Deserialize)]
struct Newsroom {
    article: Vec<ArticleCase>,
    event: Vec<EventCase>,
    relation: Vec<RelationCase>,
    cluster: Vec<ClusterCase>,
    passage: Vec<PassageCase>,
    problem: Vec<ProblemCase>,
}

#[derive(Deserialize)]
struct ArticleCase {
    key: String,
    outlet: String,
    lang: String,
    published: Option<String>,
    title: String,
    url: Option<String>,
    sentences: Vec<String>,
}

#[derive(Deserialize)]
struct EventCase {
    key: String,
    label: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    from: Option<String>,
    to: Option<String>,
    date_basis: String,
    venue: Option<String>,
    participants: Vec<String>,
    main: Vec<String>,
    background: Vec<String>,
}

#[derive(Deserialize)]
struct RelationCase {
    verdict: String,
    kind: Option<String>,
    band: String,
    score: f64,
    event: String,
    a: SideCase,
    b: SideCase,
    #[serde(default)]
    values: BTreeMap<String, String>,
    reason: ReasonCase,
    settle: ReasonCase,
    origins: u32,
    reprints: u32,
}

#[derive(Deserialize)]
struct SideCase {
    at: String,
    evidence: Vec<String>,
    speaker: Option<String>,
}

#[derive(Deserialize)]
struct ReasonCase {
    en: String,
    ar: String,
}

#[derive(Deserialize)]
struct ClusterCase {
    kept: String,
    members: Vec<MemberCase>,
}

#[derive(Deserialize)]
struct MemberCase {
    key: String,
    method: String,
    score: f64,
    containment: f64,
    lag_minutes: Option<i64>,
    agency: Option<String>,
}

#[derive(Deserialize)]
struct PassageCase {
    a: String,
    b: String,
    similarity: f64,
}

#[derive(Deserialize)]
struct ProblemCase {
    file: String,
    line: Option<u64>,
    field: Option<String>,
    code: String,
    message: String,
}

/// The newsroom as a finished report.
pub(crate) fn newsroom() -> Report {
    let cases: Newsroom = toml::from_str(include_str!("../cases/report/newsroom.toml")).unwrap();
    Builder::default().build(cases)
}

/// A report of one article and one relation made of `hostile` text in every field.
#[allow(dead_code, reason = "each test binary uses its own part of this module")]
pub(crate) fn hostile(text: &str) -> Report {
    let mut report = newsroom();
    for article in &mut report.articles {
        article.title = Some(text.to_owned());
        article.outlet = text.to_owned();
        article.url = Some(text.to_owned());
        article.author = Some(text.to_owned());
        article.source.file = text.to_owned();
        article.text.push_str(text);
        article.id.push_str(text);
    }
    for (article, cut) in report.articles.iter().zip(&mut report.texts) {
        if let Some(last) = cut.sentences.last_mut() {
            last.span.end = article.text.len() as u32;
        }
    }
    for event in &mut report.events {
        event.label = text.to_owned();
        event.date_basis = text.to_owned();
        event.venue = Some(text.into());
        event.participants = vec![text.to_owned()];
    }
    for relation in &mut report.relations {
        relation.id.push_str(text);
        relation.reason = Reason { en: text.to_owned(), ar: text.to_owned() };
        relation.settle = relation.reason.clone();
        relation.event_basis = relation.reason.clone();
        relation.values =
            BTreeMap::from([("a".to_owned(), text.to_owned()), (text.to_owned(), text.to_owned())]);
        for side in [&mut relation.a, &mut relation.b] {
            side.sentence.end = report.articles[side.article as usize].text.len() as u32;
            side.evidence.push(Span::new(
                report.articles[side.article as usize].text.len() - text.len(),
                report.articles[side.article as usize].text.len(),
            ));
        }
    }
    for verdict in &mut report.copies.verdicts {
        verdict.agency = Some(text.to_owned());
    }
    for problem in &mut report.problems {
        problem.file = text.to_owned();
        problem.message = text.to_owned();
    }
    for claim in &mut report.claims {
        if let Some(speaker) = &mut claim.speaker {
            speaker.name = text.to_owned();
        }
    }
    report.copies.notes.push(text.to_owned());
    report.inputs[0].file = text.to_owned();
    report.settings.insert(text.to_owned(), text.into());
    report
}

#[derive(Default)]
struct Builder {
    report: Report,
}

impl Builder {
    fn build(mut self, mut cases: Newsroom) -> Report {
        cases.article.sort_by(|a, b| a.key.cmp(&b.key));
        self.report.version = "0.0.0".to_owned();
        self.report.settings = BTreeMap::from([(
            "neardup".to_owned(),
            serde_json::json!({ "shingle_words": 5, "min_jaccard": 0.7, "min_containment": 0.8 }),
        )]);
        for case in &cases.article {
            self.article(case);
        }
        for case in &cases.event {
            self.event(case);
        }
        for case in &cases.relation {
            self.relation(case);
        }
        for case in &cases.cluster {
            self.cluster(case);
        }
        for case in &cases.passage {
            self.passage(case);
        }
        self.report.problems = cases.problem.iter().map(problem).collect();
        self.report.gates =
            BTreeMap::from([("different_event".to_owned(), 14), ("other_theme".to_owned(), 52)]);
        self.finish()
    }

    fn article(&mut self, case: &ArticleCase) {
        let text = case.sentences.join(" ");
        let lang: Lang = case.lang.parse().unwrap();
        let file = format!("inbox/{}.txt", case.key);
        let mut cut = ArticleText { lang, ..ArticleText::default() };
        let mut at = 0;
        for sentence in &case.sentences {
            let first = cut.tokens.len() as u32;
            cut.tokens.extend(tokens(sentence, at));
            let tokens = first..cut.tokens.len() as u32;
            cut.sentences.push(Sentence { span: Span::new(at, at + sentence.len()), lang, tokens });
            at += sentence.len() + 1;
        }
        self.report.inputs.push(InputFile {
            file: file.clone(),
            bytes: text.len() as u64,
            xxh3: format!("{:032x}", xxhash_rust::xxh3::xxh3_128(text.as_bytes())),
            format: "text".to_owned(),
            encoding: "UTF-8".to_owned(),
            articles: 1,
        });
        self.report.articles.push(Article {
            id: case.key.clone(),
            outlet: case.outlet.clone(),
            outlet_source: OutletSource::Field,
            title: Some(case.title.clone()),
            text,
            published: case.published.as_deref().map(published),
            url: case.url.clone(),
            lang,
            source: SourceRef { file, line: None },
            ..Article::default()
        });
        self.report.texts.push(cut);
        let kept = self.report.copies.verdicts.len() as u32;
        let verdict = CopyVerdict { kept, score: 1.0, containment: 1.0, ..CopyVerdict::default() };
        self.report.copies.verdicts.push(verdict);
    }

    fn ix(&self, key: &str) -> ArticleIx {
        self.report.articles.iter().position(|a| a.id == key).unwrap_or_else(|| panic!("no article {key}"))
            as u32
    }

    fn event(&mut self, case: &EventCase) {
        let role = |keys: &[String], role| -> Vec<EventArticle> {
            keys.iter().map(|key| EventArticle { article: self.ix(key), role }).collect()
        };
        let mut articles = role(&case.main, EventRole::Main);
        articles.extend(role(&case.background, EventRole::Background));
        articles.sort();
        self.report.events.push(Event {
            id: case.key.clone(),
            label: case.label.clone(),
            kind: case.kind.as_deref().map(Into::into),
            from: case.from.as_deref().map(|d| d.parse().unwrap()),
            to: case.to.as_deref().map(|d| d.parse().unwrap()),
            date_basis: case.date_basis.clone(),
            venue: case.venue.as_deref().map(Into::into),
            participants: case.participants.clone(),
            articles,
            claims: Vec::new(),
            gathered: false,
        });
    }

    fn relation(&mut self, case: &RelationCase) {
        let event = self.report.events.iter().position(|e| e.id == case.event).unwrap() as u32;
        let a = self.side(&case.a, event);
        let b = self.side(&case.b, event);
        let seed = format!("{}{}{}{}", case.verdict, case.a.at, case.b.at, case.reason.en);
        self.report.relations.push(Relation {
            id: format!("{:016x}", xxh3_64(seed.as_bytes())),
            verdict: verdict(&case.verdict),
            kind: case.kind.as_deref().map(kind),
            score: case.score,
            band: band(&case.band),
            event,
            event_basis: Reason {
                en: "Both name the same place and day.".to_owned(),
                ar: "يذكران المكان واليوم نفسيهما.".to_owned(),
            },
            a,
            b,
            values: case.values.clone(),
            reason: Reason { en: case.reason.en.clone(), ar: case.reason.ar.clone() },
            settle: Reason { en: case.settle.en.clone(), ar: case.settle.ar.clone() },
            origins: case.origins,
            reprints: case.reprints,
            features: vec![("same_predicate", 1.0), ("same_theme", 0.82)],
        });
    }

    fn side(&mut self, case: &SideCase, event: u32) -> Side {
        let (key, nth) = case.at.split_once(':').unwrap();
        let article = self.ix(key);
        let sentence = &self.report.texts[article as usize].sentences[nth.parse::<usize>().unwrap()];
        let span = sentence.span;
        let words = span.of(&self.report.articles[article as usize].text);
        let mut evidence: Vec<Span> =
            case.evidence.iter().map(|e| find(words, e, span.start as usize)).collect();
        evidence.sort();
        let claim = self.report.claims.len() as u32;
        let seed = format!("{}{}{}", case.at, claim, event);
        self.report.claims.push(Claim {
            id: format!("{:016x}", xxh3_64(seed.as_bytes())),
            article,
            sentence: nth.parse().unwrap(),
            span,
            content: span,
            lang: sentence.lang,
            speaker: case.speaker.as_ref().map(|name| Speaker {
                span: None,
                name: name.clone(),
                canonical: name.to_lowercase(),
                inherited: false,
            }),
            cue: None,
            source: if case.speaker.is_some() { SourceKind::Indirect } else { SourceKind::Asserted },
            quote: None,
            predicates: Vec::new(),
            polarity: Polarity::Positive,
            modality: Modality::Fact,
            quantities: numbers(words, span.start as usize),
            times: Vec::new(),
            places: Vec::new(),
            participants: Vec::new(),
            event: Some(event),
        });
        self.report.events[event as usize].claims.push(claim);
        Side { article, claim, sentence: span, evidence }
    }

    fn cluster(&mut self, case: &ClusterCase) {
        let kept = self.ix(&case.kept);
        let cluster = self.report.copies.clusters.len() as u32;
        let mut members = vec![kept];
        self.report.copies.verdicts[kept as usize].cluster = Some(cluster);
        for member in &case.members {
            let at = self.ix(&member.key);
            members.push(at);
            let method = match member.method.as_str() {
                "exact" => CopyMethod::Exact,
                "near" => CopyMethod::Near,
                _ => CopyMethod::Contained,
            };
            self.report.copies.verdicts[at as usize] = CopyVerdict {
                cluster: Some(cluster),
                kept,
                method: Some(method),
                score: member.score,
                containment: member.containment,
                lag_minutes: member.lag_minutes,
                agency: member.agency.clone(),
            };
            self.report.copies.pairs.push(CopyPair {
                a: kept.min(at),
                b: kept.max(at),
                jaccard: member.score,
                containment_a: member.containment,
                containment_b: member.containment,
                shared_words: 40,
                longest_run_words: 22,
            });
        }
        members.sort_unstable();
        let id = format!("{:016x}", xxh3_64(case.kept.as_bytes()));
        self.report.copies.clusters.push(Cluster { id, kept, members });
    }

    fn passage(&mut self, case: &PassageCase) {
        let (a, a_span) = self.run(&case.a);
        let (b, b_span) = self.run(&case.b);
        let (a, a_span, b, b_span) = if a < b { (a, a_span, b, b_span) } else { (b, b_span, a, a_span) };
        let words = a_span.of(&self.report.articles[a as usize].text).split_whitespace().count() as u32;
        let passage = Passage { a, b, a_span, b_span, words, similarity: case.similarity };
        self.report.copies.passages.push(passage);
    }

    fn run(&self, place: &str) -> (ArticleIx, Span) {
        let (key, range) = place.split_once(':').unwrap();
        let (first, last) = range.split_once('-').unwrap();
        let article = self.ix(key);
        let sentences = &self.report.texts[article as usize].sentences;
        let at = |nth: &str| sentences[nth.parse::<usize>().unwrap()].span;
        (article, at(first).join(at(last)))
    }

    /// Puts claims in article order, as the pipeline does.
    fn finish(mut self) -> Report {
        let mut order: Vec<u32> = (0..self.report.claims.len() as u32).collect();
        order.sort_by_key(|&c| {
            let claim = &self.report.claims[c as usize];
            (claim.article, claim.span, c)
        });
        let mut new_ix = vec![0u32; order.len()];
        for (new, &old) in order.iter().enumerate() {
            new_ix[old as usize] = new as u32;
        }
        self.report.claims = order.iter().map(|&c| self.report.claims[c as usize].clone()).collect();
        for relation in &mut self.report.relations {
            relation.a.claim = new_ix[relation.a.claim as usize];
            relation.b.claim = new_ix[relation.b.claim as usize];
        }
        for event in &mut self.report.events {
            event.claims = event.claims.iter().map(|&c| new_ix[c as usize]).collect();
            event.claims.sort_unstable();
        }
        self.report.copies.passages.sort_by_key(|p| (p.a, p.b, p.a_span));
        self.report
    }
}

fn tokens(sentence: &str, at: usize) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (start, word) in sentence.split_inclusive(' ').scan(0, |from, piece| {
        let start = *from;
        *from += piece.len();
        Some((start, piece.trim_end()))
    }) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        let from = at + start + word.find(bare).unwrap();
        let folded: compact_str::CompactString = bare.to_lowercase().into();
        tokens.push(Token {
            span: Span::new(from, from + bare.len()),
            kind: TokenKind::Word,
            folded: folded.clone(),
            stem: folded,
        });
    }
    tokens
}

fn numbers(words: &str, at: usize) -> Vec<Quantity> {
    let is_number = |w: &&str| !w.is_empty() && w.chars().all(|c| c.is_ascii_digit());
    let quantity = |w: &str| {
        let from = words.find(w).unwrap() + at;
        let value: f64 = w.parse().unwrap();
        Quantity {
            span: Span::new(from, from + w.len()),
            low: value,
            high: if value == 20.0 { f64::INFINITY } else { value },
            rounding: Rounding::Exact,
            unit: None,
            of: Some("person".into()),
            of_span: None,
            predicate: None,
        }
    };
    words.split(' ').filter(is_number).map(quantity).collect()
}

fn find(words: &str, piece: &str, at: usize) -> Span {
    let from = words.find(piece).unwrap_or_else(|| panic!("{piece} is not in {words}"));
    Span::new(at + from, at + from + piece.len())
}

fn published(iso: &str) -> Published {
    let day_only = !iso.contains('T');
    let at = if day_only { format!("{iso}T00:00") } else { iso.to_owned() };
    Published {
        at: at.parse().unwrap(),
        utc_offset_minutes: (!day_only).then_some(0),
        precision: if day_only { DatePrecision::Day } else { DatePrecision::Minute },
        source: DateSource::Field,
    }
}

fn problem(case: &ProblemCase) -> Problem {
    Problem {
        file: case.file.clone(),
        line: case.line,
        field: case.field.clone(),
        code: if case.code == "binary" { ProblemCode::Binary } else { ProblemCode::BadDate },
        message: case.message.clone(),
    }
}

fn verdict(name: &str) -> Verdict {
    match name {
        "agreement" => Verdict::Agreement,
        "contradiction" => Verdict::Contradiction,
        "update" => Verdict::Update,
        "scope" => Verdict::Scope,
        _ => panic!("no verdict {name}"),
    }
}

fn band(name: &str) -> Band {
    match name {
        "high" => Band::High,
        "medium" => Band::Medium,
        _ => Band::Low,
    }
}

fn kind(name: &str) -> Kind {
    match name {
        "negation" => Kind::Negation,
        "opposite" => Kind::Opposite,
        "number" => Kind::Number,
        "date" => Kind::Date,
        "place" => Kind::Place,
        "participant" => Kind::Participant,
        "attribution" => Kind::Attribution,
        "quotation" => Kind::Quotation,
        "modality" => Kind::Modality,
        "framing" => Kind::Framing,
        _ => panic!("no kind {name}"),
    }
}

/// The newsroom `times` over, each time with ids and outlets of its own.
#[allow(dead_code, reason = "each test binary uses its own part of this module")]
pub(crate) fn many_newsrooms(times: u32) -> Report {
    let one = newsroom();
    let mut all = Report { articles: Vec::new(), ..one.clone() };
    (all.texts, all.claims, all.events, all.relations) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    all.copies = Copies::default();
    all.inputs = Vec::new();
    for nth in 0..times {
        let (articles, claims) = (all.articles.len() as u32, all.claims.len() as u32);
        let (events, clusters) = (all.events.len() as u32, all.copies.clusters.len() as u32);
        let mut next = one.clone();
        for article in &mut next.articles {
            article.id = format!("{nth:05}-{}", article.id);
            article.outlet = format!("{} {}", article.outlet, nth % 40);
        }
        for claim in &mut next.claims {
            claim.article += articles;
            claim.event = claim.event.map(|event| event + events);
        }
        for event in &mut next.events {
            event.id = format!("{}-{nth}", event.id);
            event.articles.iter_mut().for_each(|told| told.article += articles);
            event.claims.iter_mut().for_each(|claim| *claim += claims);
        }
        for relation in &mut next.relations {
            relation.id = format!("{}{nth:05}", relation.id);
            relation.event += events;
            for side in [&mut relation.a, &mut relation.b] {
                side.article += articles;
                side.claim += claims;
            }
        }
        for verdict in &mut next.copies.verdicts {
            verdict.kept += articles;
            verdict.cluster = verdict.cluster.map(|cluster| cluster + clusters);
        }
        for cluster in &mut next.copies.clusters {
            cluster.id = format!("{}{nth:05}", cluster.id);
            cluster.kept += articles;
            cluster.members.iter_mut().for_each(|member| *member += articles);
        }
        for passage in &mut next.copies.passages {
            passage.a += articles;
            passage.b += articles;
        }
        all.articles.extend(next.articles);
        all.texts.extend(next.texts);
        all.claims.extend(next.claims);
        all.events.extend(next.events);
        all.relations.extend(next.relations);
        all.inputs.extend(next.inputs);
        all.copies.clusters.extend(next.copies.clusters);
        all.copies.verdicts.extend(next.copies.verdicts);
        all.copies.passages.extend(next.copies.passages);
    }
    all.relations.sort_by(|a, b| {
        let rank = |r: &Relation| r.verdict != Verdict::Contradiction;
        rank(a).cmp(&rank(b)).then(b.score.total_cmp(&a.score)).then(a.id.cmp(&b.id))
    });
    all
}
