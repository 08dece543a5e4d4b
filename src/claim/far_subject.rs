//! The subject that opens a clause far in front of its verb, in scripts without capitals.

use super::cue::Scene;
use super::lexis::Tag;
use super::line::Line;
use super::predicate;
use super::speaker::Subject;

/// The subject of the reporting verb at token `verb` in the clause from `clause` on.
pub(super) fn subject(scene: &Scene<'_>, clause: usize, verb: usize) -> Option<Subject> {
    first_subject(scene, clause, verb)
        .or_else(|| among_particles(scene, clause, verb))
        .or_else(|| topic(scene, clause, verb))
}

/// «الدكتورة سعاد منصور أستاذة الاقتصاد في جامعة المدينة تقول»: whether nothing but nouns stands between a subject and a verb of
/// the present.
fn told_by(line: &Line<'_>, from: usize, verb: usize) -> bool {
    let plain = |at: usize| {
        !predicate::tells(line, at)
            && (!line.is(at, Tag::Func) || func_over(line, at) == "prep")
            && [Tag::That, Tag::Negator, Tag::Accord].iter().all(|tag| !line.is(at, *tag))
    };
    verb - from <= APPOSITION && predicate::in_present(line, verb) && (from..verb).all(plain)
}

/// Tokens of the longest apposition between a subject and its verb.
const APPOSITION: usize = 24;

/// «أمانة العاصمة تنفي»: words that nobody is known by open a headline in front of a verb of the present.
fn topic(scene: &Scene<'_>, clause: usize, verb: usize) -> Option<Subject> {
    let line = scene.line;
    let colon = (clause..verb).rev().find(|at| line.mark(*at) == Some(':')).map(|at| at + 1);
    let mut clause = colon.unwrap_or(clause);
    let opens = clause == 0 || line.mark(clause - 1) == Some(':') || line.is(clause - 1, Tag::That);
    // «أما المدير فيقول»
    while clause < verb && line.is(clause, Tag::Connector) {
        clause += 1;
    }
    let quoted =
        scene.opens_at(clause).filter(|one| one.closes && one.at.end + 1 == verb && one.words <= TOPIC);
    if let Some(quoted) = quoted.filter(|_| opens) {
        return Some(Subject::Words(quoted.at.clone()));
    }
    let plain = |at: usize| {
        line.word(at)
            && (!line.is(at, Tag::Func) || at > clause && func_over(line, at) == "prep")
            && [Tag::That, Tag::Speech, Tag::Negator, Tag::Connector, Tag::Accord, Tag::Modal]
                .iter()
                .all(|tag| !line.is(at, *tag))
            && !predicate::tells(line, at)
    };
    // «ظل يصرخ», «كان يقول»
    let aside = verb.checked_sub(1).filter(|at| {
        *at > clause
            && (func_over(line, *at) == "aux" || line.is(*at, Tag::Modal) || predicate::tells(line, *at))
    });
    // Behind "that" the subject stands in front of a verb of the past too.
    let that = clause > 0 && line.is(clause - 1, Tag::That) && !line.conjoined(verb);
    let told = that || predicate::in_present(line, verb);
    let words = clause..aside.unwrap_or(verb);
    let bare = words.start < verb && !line.prefixed(clause) && !line.conjoined(clause);
    (opens && bare && words.len() <= TOPIC && told && words.clone().all(plain))
        .then_some(Subject::Words(words))
}

/// Words of the longest subject without a name in front of its verb.
const TOPIC: usize = 6;

/// The mention that opens a clause, as the subject of a verb far behind it.
fn first_subject(scene: &Scene<'_>, clause: usize, verb: usize) -> Option<Subject> {
    let line = scene.line;
    let nth =
        scene.mentions.iter().position(|mention| mention.at.start >= clause && mention.at.end <= verb)?;
    let mention = &scene.mentions[nth];
    let opens =
        (clause..mention.at.start).all(|at| !line.word(at) || matches!(func_over(line, at), "aux" | "adv"));
    // Between a subject and its verb, no other sentence may stand.
    let quiet = (mention.at.end..verb)
        .all(|at| line.hit(at, Tag::Speech).is_none() && line.mark(at).is_none_or(|c| c != '.'));
    let aux = verb > 0 && func_over(line, verb - 1) == "aux" || verb == mention.at.end;
    (opens && quiet && (aux || verb - mention.at.end <= 4 || told_by(line, mention.at.end, verb)))
        .then(|| Subject::Mention(nth, mention.at.clone()))
}

/// «وكان الجبوري قد قال»: the words between "was" and the particle of the verb are its subject.
fn among_particles(scene: &Scene<'_>, clause: usize, verb: usize) -> Option<Subject> {
    const NAME: usize = 3;
    let line = scene.line;
    let end = verb.checked_sub(1).filter(|at| *at > clause && func_over(line, *at) == "aux")?;
    let opener =
        (clause..end).rev().take(NAME + 1).find(|at| matches!(func_over(line, *at), "aux" | "be"))?;
    let plain = |at: usize| {
        line.word(at)
            && !line.is(at, Tag::Func)
            && !line.prefixed(at)
            && !line.is_common(&line.tokens[at].folded)
            && !predicate::exact(line, at)
    };
    let words = opener + 1..end;
    (!words.is_empty() && words.clone().all(plain)).then_some(Subject::Words(words))
}

/// The kind of the small word that covers token `at`.
pub(super) fn func_over(line: &Line<'_>, at: usize) -> &'static str {
    line.all(Tag::Func).find(|hit| hit.first <= at && at < hit.end).map_or("", |hit| hit.row.cell(1))
}
