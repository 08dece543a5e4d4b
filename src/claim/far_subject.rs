//! The subject that opens a clause far in front of its verb, in scripts without capitals.

use super::cue::Scene;
use super::lexis::Tag;
use super::line::Line;
use super::predicate;
use super::speaker::Subject;

/// The subject of the reporting verb at token `verb` in the clause from `clause` on.
pub(super) fn subject(scene: &Scene<'_>, clause: usize, verb: usize) -> Option<Subject> {
    first_subject(scene, clause, verb).or_else(|| among_particles(scene, clause, verb))
}

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
    (opens && quiet && (aux || verb - mention.at.end <= 4)).then(|| Subject::Mention(nth, mention.at.clone()))
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
