#!/usr/bin/env python3
"""Which planted copies Crosswire finds, by kind; writes a dated table to reports/accuracy/.

Usage: python3 benches/peers/kinds.py NAME=PREFIX...
  PREFIX.jsonl and PREFIX.truth.tsv (id, family, kind, rate) come from `cargo run --release --example synth -- PREFIX
  ARTICLES [ar|en]`, or from another generator that writes the same columns.

Found by pairs: copy and source are a pair of the run with passages. By cluster: both have one label. False: pairs of
articles of two families, of all pairs. Needs: cargo build --release --example neardup; nothing from PyPI.
"""
import collections, datetime, json, os, re, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NAMES = {"wrap": "wrapped in a lead and a credit", "move": "sentences in another order", "respell": "other digits and spellings"}


def name(kind, rate):
    if kind == "edit":
        return (0, rate), f"words changed at {100 * rate:g} %"
    if kind in ("cut", "embed"):
        # Rates are drawn from 0.1 to 0.5 and from 0.3 to 0.7; the last tenth has its upper end too.
        tenth = min(round(rate * 1000) // 100, 4 if kind == "cut" else 6)
        share = f"{10 * tenth}–{10 * tenth + 10} %"
        return (1 if kind == "cut" else 4, tenth), f"cut by {share}" if kind == "cut" else f"{share} of it inside a longer report"
    return ({"wrap": 2, "move": 3}.get(kind, 5), 0), NAMES.get(kind, kind)


def score(prefix):
    truth = [line.rstrip("\n").split("\t") for line in open(prefix + ".truth.tsv")]
    family = {i: f for i, f, _, _ in truth}
    source = {f: i for i, f, kind, _ in truth if kind == "src"}
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    with tempfile.TemporaryDirectory() as folder:
        at = lambda file: os.path.join(folder, file)
        with open(at("labels"), "w") as labels:
            subprocess.run([os.path.join(target, "release", "examples", "neardup"), "--passages", os.devnull, "--pairs", at("pairs"), prefix + ".jsonl"],
                           stdout=labels, stderr=subprocess.DEVNULL, check=True)
        pairs = {frozenset((p["a"], p["b"])) for p in map(json.loads, open(at("pairs")))}
        label = dict(line.rstrip("\n").split("\t") for line in open(at("labels")))
    kinds = collections.defaultdict(lambda: [0, 0, 0])
    for own, of, kind, rate in truth:
        if kind != "src" and of in source:
            tally = kinds[name(kind, float(rate))]
            tally[0] += 1
            tally[1] += frozenset((own, source[of])) in pairs
            tally[2] += label[own] == label[source[of]]
    false = sum(len({family[i] for i in pair}) > 1 for pair in pairs)
    return len(truth), kinds, len(pairs), false


def main():
    day = datetime.date.today().isoformat()
    out = [f"# Planted copies by kind, {day}", "", "`python3 benches/peers/kinds.py NAME=PREFIX…`, one NAME a section.", "", re.sub(r"\s+", " ", __doc__.split("\n\n")[2]).split(" Needs")[0], ""]
    for argument in sys.argv[1:]:
        title, prefix = argument.split("=", 1)
        articles, kinds, pairs, false = score(prefix)
        out += [f"## {title}", "", f"{articles:,} articles, {pairs:,} pairs, {false} of them of two families ({100 * false / max(1, pairs):.3f} %).", "",
                "| kind | copies | found by pairs | by cluster |", "|---|---|---|---|"]
        out += [f"| {kind} | {all:,} | {found / all:.4f} | {labelled / all:.4f} |" for (_, kind), (all, found, labelled) in sorted(kinds.items())]
        out.append("")
    path = os.path.join(ROOT, "reports", "accuracy", f"kinds-{day}.md")
    with open(path, "w") as file:
        file.write("\n".join(out))
    print("\n".join(out))


main()
