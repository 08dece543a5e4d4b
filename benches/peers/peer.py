"""One run of one peer: peer.py ENGINE FILE.jsonl LABELS.tsv. Word 5-grams, 128 slots, 16 bands of 8 rows."""
import json, re, sys

K, SLOTS, BANDS, ROWS = 5, 128, 16, 8
WORD = re.compile(r"\w+")


def load(path):
    with open(path, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [str(r["id"]) for r in records], [r["text"] for r in records]


def shingles(text):
    words = WORD.findall(text.lower())
    return [" ".join(words[i:i + K]) for i in range(max(1, len(words) - K + 1))]


class Sets:
    """Union of what a query says is alike."""

    def __init__(self, size):
        self.parent = list(range(size))

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        self.parent[max(a, b)] = min(a, b)


def rensa(texts):
    from rensa import RMinHash, RMinHashLSH
    index = RMinHashLSH(threshold=0.7, num_perm=SLOTS, num_bands=BANDS)
    signed = RMinHash.from_token_sets([shingles(t) for t in texts], num_perm=SLOTS, seed=1)
    index.insert_many(signed, start_key=0)
    return index.query_all(signed)


def gaoya(texts):
    import gaoya
    index = gaoya.minhash.MinHashStringIndex(hash_size=32, jaccard_threshold=0.7, num_bands=BANDS, band_size=ROWS,
                                             num_hashes=SLOTS, analyzer="word", lowercase=True, ngram_range=(K, K))
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    return index.par_bulk_query(texts)


def datasketch(texts):
    import numpy, xxhash
    from datasketch import MinHash, MinHashLSH
    first = MinHash(num_perm=SLOTS, seed=1, hashfunc=xxhash.xxh32_intdigest)
    signed = []
    for text in texts:
        one = MinHash(num_perm=SLOTS, seed=1, hashfunc=xxhash.xxh32_intdigest, permutations=first.permutations, scheme=first.scheme)
        one.update_batch([s.encode() for s in shingles(text)])
        signed.append(one)
    index = MinHashLSH(num_perm=SLOTS, params=(BANDS, ROWS))
    for nth, one in enumerate(signed):
        index.insert(nth, one, check_duplication=False)
    return [index.query(one) for one in signed]


def main(engine, source, labels):
    ids, texts = load(source)
    sets = Sets(len(ids))
    for nth, alike in enumerate({"rensa": rensa, "gaoya": gaoya, "datasketch": datasketch}[engine](texts)):
        for other in alike:
            if other != nth:
                sets.union(nth, other)
    with open(labels, "w") as out:
        for nth, name in enumerate(ids):
            out.write(f"{name}\t{ids[sets.find(nth)]}\n")


main(*sys.argv[1:4])
