"""The schools whose files are mutated: small ones mostly, and every committed file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from tests.benchmarks.fuzz.mutations import mutate
from tests.config import tiny
from tests.config.broken.good import GOOD, committed

WEIGHTS = {"whole": 70, "tiny": 15, "rural6": 11, "nine30": 1, "town24": 2, "town60": 1}
"""How often each school is taken, in percent: the larger, the longer it loads."""


@dataclass(frozen=True)
class Mutant:
    """One school with one file spoilt."""

    school: str
    file: str
    raw: bytes


@cache
def schools() -> Mapping[str, Mapping[str, bytes]]:
    """The files of every school by name."""
    texts = {"whole": GOOD["whole"], "tiny": tiny.FILES, **{name: committed(name) for name in list(WEIGHTS)[2:]}}
    return {name: {file: text.encode() for file, text in files.items()} for name, files in texts.items()}


def mutant(seed: int, number: int) -> Mutant:
    """The mutant of that number in the run of that seed, always the same."""
    random = Random(f"{seed}/{number}")
    name = random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    files = schools()[name]
    strangers = [raw for other in ("whole", "rural6") for raw in schools()[other].values()]
    file = random.choice(list(files))
    return Mutant(name, file, mutate(files, file, random, strangers))
