#!/usr/bin/env python3
"""Crosswire and its peers from PyPI on the same corpora, interleaved; writes a dated table to reports/bench/.

Usage: python3 benches/peers/run.py PREFIX... [--rounds 3] [--engines crosswire,rensa,gaoya,datasketch]
  PREFIX.jsonl holds the articles (id, text), e.g. from `cargo run --release --example synth -- /tmp/s 20000`.
  PREFIX.truth.tsv, where there is one, gives the planted copies.

Same task for all: word 5-grams, 128 slots, 16 bands of 8 rows for the peers (their common setting), JSONL in,
one cluster label for each article out. Counted: CPU seconds of the process (user and system, all threads), the
median of the rounds; peak resident memory. Rounds are interleaved because other work runs on shared machines.

Needs: pip install rensa gaoya datasketch numpy xxhash; and `cargo build --release --example neardup`.
"""
import argparse, datetime, importlib.metadata, os, platform, re, resource, statistics, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def command(engine, source, labels):
    if engine == "crosswire":
        target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
        return [os.path.join(target, "release", "examples", "neardup"), source]
    if engine == "crosswire, passages":
        return command("crosswire", source, labels)[:1] + ["--passages", os.devnull, "--pairs", os.devnull, source]
    return [sys.executable, os.path.join(HERE, "peer.py"), engine, source, labels]


def measure(engine, source, labels):
    """CPU seconds and peak MB of one run."""
    with open(labels, "w") as out:
        ours = engine.startswith("crosswire")
        process = subprocess.Popen(command(engine, source, labels), stdout=out if ours else subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        return None
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def quality(prefix, labels):
    """Share of planted copies that share a label with their source, and of labelled pairs that are planted."""
    try:
        rows = [line.rstrip("\n").split("\t") for line in open(prefix + ".truth.tsv")]
    except FileNotFoundError:
        return "", ""
    family = {i: f for i, f, _, _ in rows}
    source = {f: i for i, f, k, _ in rows if k == "src"}
    label = dict(line.rstrip("\n").replace('"', "").split("\t") for line in open(labels))
    copies = [(i, source[f]) for i, f, k, _ in rows if k != "src" and f in source]
    found = sum(label.get(a) == label.get(b) for a, b in copies) / max(1, len(copies))
    groups = {}
    for i, c in label.items():
        groups.setdefault(c, []).append(i)
    pairs = [(m[0], x) for m in groups.values() for x in m[1:]]
    right = sum(family[a] == family[b] for a, b in pairs) / max(1, len(pairs))
    return f"{found:.3f}", f"{right:.4f}"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("prefixes", nargs="+")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--engines", default="crosswire,crosswire+passages,rensa,gaoya,datasketch")
    arguments = arguments.parse_args()
    engines = [e.replace("+", ", ") for e in arguments.engines.split(",")]
    versions = []
    for name in ("rensa", "gaoya", "datasketch"):
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            versions.append(f"{name} not installed")
    cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.machine())
    day = datetime.date.today().isoformat()
    out = [f"# Near duplicates: Crosswire and peers, {day}", "",
           f"`python3 benches/peers/run.py` with {arguments.rounds} interleaved rounds on {os.cpu_count()} cores of {cpu}; " + ", ".join(versions) + ".",
           "CPU seconds are user and system of all threads, median of the rounds, from JSONL to labels.", ""]
    labels = lambda prefix, engine: f"{prefix}.{re.sub('[^a-z]+', '-', engine)}.labels.tsv"
    measured = {prefix: {engine: [] for engine in engines} for prefix in arguments.prefixes}
    for prefix in arguments.prefixes:
        for nth in range(arguments.rounds):
            for engine in engines:
                run = measure(engine, prefix + ".jsonl", labels(prefix, engine))
                if run:
                    measured[prefix][engine].append(run)
                print(os.path.basename(prefix), nth, engine, run, file=sys.stderr)
    # Quality comes last: a process starts with the peak memory of the one that starts it.
    for prefix, runs in measured.items():
        size = os.path.getsize(prefix + ".jsonl") / 1e6
        scores = {engine: quality(prefix, labels(prefix, engine)) for engine in engines if runs[engine]}
        base = statistics.median(c for c, _ in runs["crosswire"]) if runs.get("crosswire") else None
        out += [f"## {os.path.basename(prefix)} ({size:.0f} MB)", "",
                "| engine | CPU s | MB per CPU-s | times Crosswire's CPU | peak MB | planted copies labelled like their source | labelled pairs that are planted |",
                "|---|---|---|---|---|---|---|"]
        for engine in engines:
            if not runs[engine]:
                out.append(f"| {engine} | did not run | | | | | |")
                continue
            seconds = statistics.median(c for c, _ in runs[engine])
            peak = max(m for _, m in runs[engine])
            ratio = f"{seconds / base:.1f}" if base else ""
            recall, precision = scores[engine]
            out.append(f"| {engine} | {seconds:.2f} | {size / seconds:.1f} | {ratio} | {peak:.0f} | {recall} | {precision} |")
        out.append("")
    folder = os.path.join(ROOT, "reports", "bench")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f"neardup-peers-{day}.md")
    with open(path, "w") as f:
        f.write("\n".join(out))
    print("\n".join(out))


main()
