"""`python -m eval.support`: how well the guard on a model's sentences tells supported ones from others.

Reads `eval/support_pairs.yaml` (sentences over quotes of the sample reports) and prints, for each half: how many
supported sentences are kept, how many unsupported ones are stopped, by the words alone and with the embedding, and how
far their measures lie apart. With `--all`, each sentence that is judged wrong.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import yaml

from assistant.support import Cited, Measured, Support
from assistant.wording import language_of
from index.embedding import open_embedder
from index.settings import Settings

PAIRS = Path(__file__).with_name("support_pairs.yaml")
YEAR = 2020  # of the quotes: the plans among them are for later years, or say so


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence over a quote; `wrong` says what is wrong with it, "" where the quote supports it."""

    half: str
    sentence: str
    quote: str
    wrong: str


def pairs(path: Path = PAIRS) -> Iterator[Pair]:
    """Every pair of the file, in its order."""
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        for sentence in entry["supported"]:
            yield Pair(entry["half"], sentence, entry["quote"], "")
        for wrong, sentence in entry["unsupported"].items():
            yield Pair(entry["half"], sentence, entry["quote"], wrong)


def judge(support: Support, pair: Pair) -> tuple[Measured, bool]:
    """What is measured of a pair, and whether its sentence would be shown."""
    quote, language = Cited(pair.quote, (), YEAR), language_of(pair.sentence)
    return support.measure(pair.sentence, quote, language), not support.lack(pair.sentence, [quote], language)


def main() -> None:
    """Print the separation."""
    parser = argparse.ArgumentParser(prog="python -m eval.support", description=__doc__)
    parser.add_argument("--all", action="store_true", help="print each sentence that is judged wrong")
    every = parser.parse_args().all
    embedder = open_embedder(Settings())
    given = list(pairs())
    for name, support in (("words alone", Support()), ("words and meaning", Support(embedder.embed_query))):
        print(f"{name}:")
        for half in sorted({pair.half for pair in given}):
            judged = [(pair, *judge(support, pair)) for pair in given if pair.half == half]
            print(f"  half {half}: {_line(judged)}")
            for pair, measured, shown in judged if every else ():
                if shown == bool(pair.wrong):
                    print(f"    {'shown' if shown else 'stopped'}: {pair.sentence} {measured}")


def _line(judged: Sequence[tuple[Pair, Measured, bool]]) -> str:
    true = [(measured, shown) for pair, measured, shown in judged if not pair.wrong]
    false = [(measured, shown) for pair, measured, shown in judged if pair.wrong]
    shares = " and ".join(f"{median(measured.share for measured, _ in some):.2f}" for some in (true, false))
    line = (
        f"{sum(shown for _, shown in true)} of {len(true)} supported kept, {sum(not shown for _, shown in false)} of "
        f"{len(false)} unsupported stopped; median share of words {shares}"
    )
    nearer = [[m.nearer for m, _ in some if m.nearer is not None] for some in (true, false)]
    return line + (f", nearer by {median(nearer[0]):+.3f} and {median(nearer[1]):+.3f}" if all(nearer) else "")


if __name__ == "__main__":
    main()
