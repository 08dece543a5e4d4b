#!/usr/bin/env python3
"""Sentences a processor second that become claims, by language, and a day of news stage by stage.

    python3 benches/claims.py BINARY [OTHER_BINARY]     rates by language, one thread, best of three rounds
    python3 benches/claims.py --day DAY.json            writes the first 10,000 articles of a week of July 2015

Needs the development data in ../shared/data. The rate is that of `crosswire claims` less `crosswire sentences` on the
same file: speakers, slots, claims and their events, and the writing of the records. Sentences are set in articles of
twelve and repeated up to 8,000, so that loading the tables weighs little.
"""

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
NEWS = {
    "ar": "news-commentary-v15.dev.ar",
    "en": "wsj.03-06.en",
    "tr": "wmt18.tr-en.tr",
    "fr": "wmt15.fr-en.fr",
    "ru": "wmt20.ru-en.ru",
}
LEAST = 8000
ARTICLE = 12
ROUNDS = 3


def days():
    """The articles of the week of 21 to 27 July 2015, day by day."""
    for nth in range(21, 28):
        archive = next((DATA / "saudinewsnet").glob(f"2015-07-{nth}*.zip"))
        with zipfile.ZipFile(archive) as zipped:
            name = next(name for name in zipped.namelist() if name.endswith(".json"))
            yield json.load(io.TextIOWrapper(zipped.open(name), "utf-8"))


def language_file(lang, name, folder):
    lines = (DATA / "segmentation" / "news" / name).read_text("utf-8").splitlines()
    lines = [line.strip() for line in lines if line.strip()]
    path = folder / f"{lang}.jsonl"
    with path.open("w", encoding="utf-8") as out:
        written = 0
        while written < LEAST:
            for at in range(0, len(lines), ARTICLE):
                text = "\n".join(lines[at : at + ARTICLE])
                record = {"id": f"{lang}-{written}", "text": text, "lang": lang}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
                written += len(lines[at : at + ARTICLE])
    return path


def cost(binary, command, path):
    """Processor seconds of a command and the records it prints."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = [binary, command, str(path), "--quiet", "--threads", "1", "--format", "jsonl"]
    records = subprocess.run(run, stdout=subprocess.PIPE, check=True).stdout.count(b"\n")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, records


def rates(binaries):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        files = {lang: language_file(lang, name, folder) for lang, name in NEWS.items()}
        files["ar, a day"] = folder / "day.json"
        files["ar, a day"].write_text(json.dumps(list(days())[4], ensure_ascii=False), "utf-8")
        print("| text | sentences | " + " | ".join(os.path.basename(binary) for binary in binaries) + " |")
        print("|---|---|" + "---|" * len(binaries))
        for text, path in files.items():
            best = {binary: [9e9, 9e9] for binary in binaries}
            for _ in range(ROUNDS):
                for binary in binaries:
                    for nth, command in enumerate(["sentences", "claims"]):
                        seconds, records = cost(binary, command, path)
                        best[binary][nth] = min(best[binary][nth], seconds)
                        sentences = records if command == "sentences" else sentences
            found = [f"{sentences / (best[binary][1] - best[binary][0]):,.0f}" for binary in binaries]
            print(f"| {text} | {sentences:,} | " + " | ".join(found) + " |", flush=True)


def main():
    if sys.argv[1:2] == ["--day"]:
        week = [article for day in days() for article in day]
        Path(sys.argv[2]).write_text(json.dumps(week[:10_000], ensure_ascii=False), "utf-8")
    elif len(sys.argv) > 1:
        rates(sys.argv[1:])
    else:
        sys.exit(__doc__)


main()
