#!/usr/bin/env python3
"""What the best partition into clusters can reach, exactly, and where given clusters stand.

Usage: python3 benches/peers/frontier.py PAIRS.tsv [LABELS.tsv...]
  PAIRS.tsv holds `id, id, Jaccard` for every pair that is not far apart; LABELS.tsv `id, label`.

A pair is alike from 0.7 on. Recall: share of the pairs alike that have one label; precision: share of the pairs with one
label that are alike. Joining texts of two components (of pairs alike) only adds pairs not alike, so every component is cut
by itself: all its partitions are tried, and the choices of all components are put together by dynamic programming. For each
number of pairs alike that are kept this gives the fewest pairs not alike that must come with them. Components of more than
ten texts are too many to try. Needs: numpy.
"""
import collections, functools, itertools, sys
import numpy

ALIKE, MOST, NONE = 0.7, 10, 1 << 40


@functools.cache
def cuts(size, alike):
    """Of a component whose pairs are `alike` or not: (pairs alike kept, fewest others) over all partitions."""
    best = {}
    def place(labels):
        if len(labels) < size:
            for label in range(max(labels, default=-1) + 1 + 1):
                place(labels + [label])
            return
        together = [a for a, (x, y) in zip(alike, itertools.combinations(labels, 2)) if x == y]
        kept = sum(together)
        best[kept] = min(best.get(kept, NONE), len(together) - kept)
    place([])
    return sorted(best.items())


def frontier(jaccard):
    parent = {}
    def root(x):
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x
    pairs = [p for p, j in jaccard.items() if j >= ALIKE]
    for a, b in pairs:
        parent[root(a)] = root(b)
    components = collections.defaultdict(list)
    for x in sorted(parent):
        components[root(x)].append(x)
    if max(map(len, components.values())) > MOST:
        sys.exit("a component is too large to try all its partitions")
    least = numpy.full(len(pairs) + 1, NONE)
    least[0] = 0
    for members in components.values():
        alike = tuple(jaccard.get(p, 0) >= ALIKE for p in itertools.combinations(members, 2))
        anew = numpy.full_like(least, NONE)
        for kept, others in cuts(len(members), alike):
            anew[kept:] = numpy.minimum(anew[kept:], least[: len(least) - kept] + others)
        least = anew
    # Keeping more pairs alike for fewer others is always allowed.
    return numpy.minimum.accumulate(least[::-1])[::-1], len(components)


def main(pairs, *labels):
    jaccard = {}
    for line in open(pairs):
        a, b, j = line.split("\t")
        jaccard[min(a, b), max(a, b)] = float(j)
    least, components = frontier(jaccard)
    all_alike = len(least) - 1
    points = [(kept / all_alike, kept / max(1, kept + others)) for kept, others in enumerate(least)]
    print(f"{all_alike} pairs alike in {components} components")
    for recall in (1, 0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.93, 0.92, 0.91, 0.9):
        print(f"recall {recall:.2f} or more: precision {max(p for r, p in points if r >= recall):.4f} at best")
    print("greatest least of both: recall {:.4f}, precision {:.4f}".format(*max(points, key=min)))
    print("greatest F1: recall {:.4f}, precision {:.4f}".format(*max(points, key=lambda p: p[0] * p[1] / max(1e-9, sum(p)))))
    for path in labels:
        groups = collections.defaultdict(list)
        for line in open(path):
            own, label = line.split()
            groups[label].append(own)
        together = [(min(p), max(p)) for g in groups.values() for p in itertools.combinations(g, 2)]
        kept = sum(jaccard.get(p, 0) >= ALIKE for p in together)
        print(f"{path}: recall {kept / all_alike:.4f}, precision {kept / max(1, len(together)):.4f}, {len(together) - kept} pairs not alike; "
              f"{least[kept]} at best, precision {kept / (kept + least[kept]):.4f}")


main(*sys.argv[1:])
