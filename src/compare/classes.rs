//! Classes of predicates and how they stand to each other.
//!
//! Reads `predicate_classes.tsv`, `aspects.tsv`, `oppositions.tsv` and `affinities.tsv` once; classes become small numbers.

use crate::lexicon;
use ahash::AHashMap;
use std::sync::LazyLock;

/// A class as its place in the sorted table.
pub type ClassId = u16;

/// What the aspect of a class says of an act besides what happens (`aspects.tsv`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// What befalls people and things.
    Fate,
    /// It holds from when it is imposed until somebody undoes it.
    Imposed,
    /// Its words name the matter themselves ("on strike", "guilty").
    Itself,
    /// One report tells it of several, each time of another.
    Many,
    /// A state that changes from day to day.
    Passing,
    /// One happening has one outcome of it.
    Settled,
    /// A formal step that is open until it is taken.
    Step,
    /// What talks end in.
    Talks,
    /// Words that name what is spoken of as often as what is done.
    Topic,
}

/// What the table calls each of them.
const SAYS: [(&str, Says); 9] = [
    ("fate", Says::Fate),
    ("imposed", Says::Imposed),
    ("itself", Says::Itself),
    ("many", Says::Many),
    ("passing", Says::Passing),
    ("settled", Says::Settled),
    ("step", Says::Step),
    ("talks", Says::Talks),
    ("topic", Says::Topic),
];

/// One class of predicates.
#[derive(Debug)]
pub struct Class {
    /// Its id in the lexicon (`keep`, `expel`).
    pub name: &'static str,
    /// The side of an event it speaks of.
    pub aspect: &'static str,
    /// What that says besides.
    says: Vec<Says>,
    /// How an English reason names it.
    pub en: &'static str,
    /// How an Arabic reason names it.
    pub ar: &'static str,
}

/// How two predicates stand to each other by their classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Nothing is known.
    None,
    /// They share a class.
    Same(ClassId),
    /// News may use either for one happening.
    Near(ClassId, ClassId),
    /// They cannot both hold of the same argument.
    Direct(ClassId, ClassId),
    /// They present one aspect in opposed ways.
    Framing(ClassId, ClassId),
}

#[derive(Debug, Clone, Copy)]
enum Between {
    Near,
    Direct,
    Framing,
}

struct Tables {
    classes: Vec<Class>,
    ids: AHashMap<&'static str, ClassId>,
    between: AHashMap<(ClassId, ClassId), Between>,
    broader: AHashMap<ClassId, Vec<ClassId>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(load);

/// The class called `name`.
#[must_use]
pub fn id(name: &str) -> Option<ClassId> {
    TABLES.ids.get(name).copied()
}

/// The ids of `names`; unknown ones are left out.
pub fn ids<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<ClassId> {
    names.into_iter().filter_map(id).collect()
}

/// The ids of `names` with those of the broader classes they are kinds of, sorted.
pub fn ids_of_act<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<ClassId> {
    let mut all = ids(names);
    let broader: Vec<ClassId> = all.iter().flat_map(|class| broader_than(*class)).copied().collect();
    all.extend(broader);
    all.sort_unstable();
    all.dedup();
    all
}

/// The broader classes that `class` is a kind of.
fn broader_than(class: ClassId) -> &'static [ClassId] {
    TABLES.broader.get(&class).map_or(&[], Vec::as_slice)
}

/// The two kinds of one broader class that stand against each other ("the truce holds", "the truce has collapsed"): what they
/// are kinds of is no sense that the two share.
fn opposed_kinds(a: &[ClassId], b: &[ClassId], shared: ClassId) -> Option<(ClassId, ClassId)> {
    let kinds = |of: &[ClassId]| -> Vec<ClassId> {
        of.iter().copied().filter(|class| broader_than(*class).contains(&shared)).collect()
    };
    let (of_a, of_b) = (kinds(a), kinds(b));
    let direct =
        |x: ClassId, y: ClassId| matches!(TABLES.between.get(&(x.min(y), x.max(y))), Some(Between::Direct));
    of_a.iter().flat_map(|x| of_b.iter().map(move |y| (*x, *y))).find(|(x, y)| direct(*x, *y))
}

/// What is known of a class; ids come from [`id`] alone, so there always is one.
#[must_use]
pub fn class(id: ClassId) -> &'static Class {
    &TABLES.classes[id as usize]
}

/// Whether the aspect of a class says this of its acts.
#[must_use]
pub fn says(id: ClassId, what: Says) -> bool {
    class(id).says.contains(&what)
}

/// How the predicates with classes `a` and `b` stand to each other. A shared class wins over nearness, nearness over
/// opposition: a word of several senses must not be set against itself.
#[must_use]
pub fn link(a: &[ClassId], b: &[ClassId]) -> Link {
    let shared: Vec<ClassId> = a.iter().copied().filter(|class| b.contains(class)).collect();
    if let Some(&first) = shared.first() {
        let kinds = shared.iter().map(|class| opposed_kinds(a, b, *class)).collect::<Option<Vec<_>>>();
        return match kinds.as_deref() {
            Some([(x, y), ..]) => Link::Direct(*x, *y),
            _ => Link::Same(first),
        };
    }
    let mut best = Link::None;
    for &x in a {
        for &y in b {
            match TABLES.between.get(&(x.min(y), x.max(y))) {
                Some(Between::Near) => return Link::Near(x, y),
                Some(Between::Direct) if !matches!(best, Link::Direct(..)) => best = Link::Direct(x, y),
                Some(Between::Framing) if best == Link::None => best = Link::Framing(x, y),
                _ => {}
            }
        }
    }
    best
}

fn load() -> Tables {
    let common = lexicon::common();
    let rows = common.table("predicate_classes").rows();
    let classes: Vec<Class> = rows
        .iter()
        .map(|row| Class {
            name: row.key(),
            aspect: row.cell(1),
            says: said_by(row.cell(1)),
            en: row.cell(2),
            ar: row.cell(3),
        })
        .collect();
    let ids: AHashMap<_, _> =
        classes.iter().enumerate().map(|(nth, class)| (class.name, nth as ClassId)).collect();
    let mut between = AHashMap::new();
    let mut add = |key: &str, how: Between| {
        let Some((a, b)) = key.split_once(' ') else { return };
        if let (Some(&a), Some(&b)) = (ids.get(a), ids.get(b)) {
            between.insert((a.min(b), a.max(b)), how);
        }
    };
    common.table("affinities").rows().iter().for_each(|row| add(row.key(), Between::Near));
    for row in common.table("oppositions").rows() {
        add(row.key(), if row.cell(1) == "direct" { Between::Direct } else { Between::Framing });
    }
    let broader = common.table("broader").rows().iter();
    let known = |names: &str| names.split(',').filter_map(|name| ids.get(name).copied()).collect();
    let broader = broader.filter_map(|row| Some((*ids.get(row.key())?, known(row.cell(1))))).collect();
    Tables { classes, ids, between, broader }
}

fn said_by(aspect: &str) -> Vec<Says> {
    let says = lexicon::common().table("aspects").get(aspect).map_or("", |row| row.cell(1));
    SAYS.iter().filter(|(name, _)| says.split(',').any(|one| one == *name)).map(|(_, what)| *what).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link_of(a: &[&str], b: &[&str]) -> Link {
        link(&ids(a.iter().copied()), &ids(b.iter().copied()))
    }

    #[test]
    fn opposed_classes_are_found_either_way_round() {
        assert!(matches!(link_of(&["rise"], &["fall"]), Link::Direct(..)));
        assert!(matches!(link_of(&["fall"], &["rise"]), Link::Direct(..)));
        assert!(matches!(link_of(&["keep"], &["expel"]), Link::Framing(..)));
    }

    #[test]
    fn a_shared_sense_is_no_opposition() {
        assert!(matches!(link_of(&["withdraw", "fall"], &["fall"]), Link::Same(_)));
    }

    #[test]
    fn two_opposed_kinds_of_one_broader_class_are_opposed() {
        let link = link(&ids_of_act(["truce_holds"]), &ids_of_act(["truce_breaks"]));
        assert!(matches!(link, Link::Direct(..)), "{link:?}");
    }

    #[test]
    fn every_aspect_of_the_table_is_one_of_a_class_and_says_what_is_known() {
        for row in lexicon::common().table("aspects").rows() {
            assert!(TABLES.classes.iter().any(|class| class.aspect == row.key()), "{}", row.key());
            let known = |says: &str| SAYS.iter().any(|(name, _)| *name == says);
            assert!(row.cell(1).split(',').all(known), "{}: {}", row.key(), row.cell(1));
        }
    }

    #[test]
    fn every_pair_of_the_tables_names_known_classes() {
        for table in ["oppositions", "affinities"] {
            for row in lexicon::common().table(table).rows() {
                let (a, b) = row.key().split_once(' ').unwrap_or_default();
                assert!(id(a).is_some() && id(b).is_some() && a < b, "{table}: {}", row.key());
            }
        }
    }
}
