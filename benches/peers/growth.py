#!/usr/bin/env python3
"""How Crosswire's near-duplicate search grows with the number of articles; writes a dated table and a plot to reports/bench/.

Usage: python3 benches/peers/growth.py [--sizes 10000,100000,300000,1000000] [--rounds 3] [--folder FOLDER]

The articles come from `synth` (made-up Arabic news, a tenth of them copies), the same for everybody. Each size is a corpus of
its own, written once to FOLDER: the first lines of a larger one would have few copies, since a source and its copies are
spread over the whole, and pairs would grow with the square of the size. Counted: CPU seconds (user and system, all threads),
the median of the rounds, and peak resident memory; with and without passages, and within a bound of memory.

Needs: cargo build --release --example neardup --example synth; nothing from PyPI.
"""
import argparse, datetime, os, platform, statistics, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WAYS = {"near duplicates": [], "with passages": ["--passages", os.devnull, "--pairs", os.devnull],
        "with passages, --memory 128 MiB": ["--memory", "128", "--passages", os.devnull, "--pairs", os.devnull]}
COLOURS = ["#1b6ca8", "#c8553d", "#588157"]


def example(name):
    return os.path.join(os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target")), "release", "examples", name)


def measure(arguments):
    """CPU seconds and peak MB of one run."""
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{arguments[0]} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def corpora(folder, sizes):
    """Articles to the path of a corpus of so many."""
    paths = {size: os.path.join(folder, f"growth-{size}") for size in sizes}
    for size, path in paths.items():
        if not os.path.exists(path + ".truth.tsv"):
            subprocess.run([example("synth"), path, str(size)], check=True, stdout=subprocess.DEVNULL)
    return {size: path + ".jsonl" for size, path in paths.items()}


def line(points):
    """Least squares in relative terms, so that small sizes count as much: slope, start, and R² of the plain fit."""
    weights = [1 / y**2 for _, y in points]
    total = sum(weights)
    mean_x = sum(w * x for w, (x, _) in zip(weights, points)) / total
    mean_y = sum(w * y for w, (_, y) in zip(weights, points)) / total
    slope = (sum(w * (x - mean_x) * (y - mean_y) for w, (x, y) in zip(weights, points))
             / sum(w * (x - mean_x)**2 for w, (x, _) in zip(weights, points)))
    start = mean_y - slope * mean_x
    plain = statistics.mean(y for _, y in points)
    left = sum((y - start - slope * x)**2 for x, y in points)
    return slope, start, 1 - left / sum((y - plain)**2 for _, y in points)


def panel(title, unit, series, left):
    """One plot of 330 by 240, x in articles."""
    width, height, bottom = 330, 240, 300
    most_x = max(x for points in series.values() for x, _ in points)
    most_y = max(y for points in series.values() for _, y in points) * 1.08
    place = lambda x, y: (left + width * x / most_x, bottom - height * y / most_y)
    out = [f'<text x="{left}" y="40" font-weight="bold">{title}</text>',
           f'<path d="M{left} {bottom - height}V{bottom}H{left + width}" fill="none" stroke="#444"/>']
    for share in (0.25, 0.5, 0.75, 1):
        x, y = place(most_x * share, most_y * share)
        out.append(f'<text x="{x:.0f}" y="{bottom + 18}" text-anchor="middle">{most_x * share:,.0f}</text>')
        out.append(f'<text x="{left - 6}" y="{y + 4:.0f}" text-anchor="end">{most_y * share:,.0f}</text>')
        out.append(f'<path d="M{left} {y:.1f}h{width}" stroke="#ddd"/>')
    out.append(f'<text x="{left - 6}" y="{bottom - height - 8}" text-anchor="end">{unit}</text>')
    for colour, points in zip(COLOURS, series.values()):
        slope, start, _ = line(points)
        (x1, y1), (x2, y2) = place(0, max(start, 0)), place(most_x, start + slope * most_x)
        out.append(f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}" stroke-dasharray="5 4"/>')
        out += [f'<circle cx="{place(*p)[0]:.1f}" cy="{place(*p)[1]:.1f}" r="4" fill="{colour}"/>' for p in points]
    return out


def plot(seconds, memory):
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="860" height="390" font-family="sans-serif" font-size="12">',
           '<rect width="860" height="390" fill="white"/>']
    out += panel("CPU time by articles", "s", seconds, 60) + panel("Peak memory by articles", "MB", memory, 490)
    for nth, (colour, name) in enumerate(zip(COLOURS, seconds)):
        out.append(f'<circle cx="{66 + nth * 250}" cy="352" r="4" fill="{colour}"/>'
                   f'<text x="{76 + nth * 250}" y="356">{name}; dashed: a straight line</text>')
    return "\n".join(out + ["</svg>", ""])


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--sizes", default="10000,100000,300000,1000000")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--folder", default=tempfile.gettempdir())
    arguments = arguments.parse_args()
    sizes = sorted(int(size) for size in arguments.sizes.split(","))
    paths = corpora(arguments.folder, sizes)
    runs = {(way, size): [] for way in WAYS for size in sizes}
    for nth in range(arguments.rounds):
        for (way, size), measured in runs.items():
            measured.append(measure([example("neardup"), *WAYS[way], paths[size]]))
            print(nth, way, size, measured[-1], file=sys.stderr)
    day = datetime.date.today().isoformat()
    cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.machine())
    out = [f"# Near duplicates: growth, {day}", "",
           f"`python3 benches/peers/growth.py` with {arguments.rounds} interleaved rounds on {os.cpu_count()} cores of {cpu}, shared with",
           "other work. CPU seconds are user and system of all threads, median of the rounds; memory is the highest peak.", "",
           f"![CPU time and memory by articles](neardup-growth-{day}.svg)", ""]
    seconds, memory = {}, {}
    for way in WAYS:
        seconds[way] = [(size, statistics.median(c for c, _ in runs[way, size])) for size in sizes]
        memory[way] = [(size, max(m for _, m in runs[way, size])) for size in sizes]
        slope, start, fit = line(seconds[way])
        out += [f"## {way[0].upper()}{way[1:]}", "", "| articles | MB | CPU s | MB per CPU-s | peak MB |", "|---|---|---|---|---|"]
        for (size, spent), (_, peak) in zip(seconds[way], memory[way]):
            megabytes = os.path.getsize(paths[size]) / 1e6
            out.append(f"| {size:,} | {megabytes:,.0f} | {spent:.2f} | {megabytes / spent:.0f} | {peak:.0f} |")
        out += ["", f"Linear fit: {slope * 1e6:.2f} CPU s a million articles and {start * 1000:.0f} ms at the start; R² {fit:.4f}.", ""]
    folder = os.path.join(ROOT, "reports", "bench")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, f"neardup-growth-{day}.svg"), "w") as f:
        f.write(plot(seconds, memory))
    with open(os.path.join(folder, f"neardup-growth-{day}.md"), "w") as f:
        f.write("\n".join(out))
    print("\n".join(out))


main()
