"""The corpus: generated schools, each with one cause planted or two of different kinds, told by seed alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import yaml

from scheduler.config.load import load_school
from scheduler.domain.demand import Mode
from scheduler.domain.problem import Problem
from scheduler.generate.term import WINTER_WEEK
from scheduler.generate.writer import generate_school
from tests.benchmarks.planted.cause import Layer, Plant, over, treads
from tests.benchmarks.planted.registry import KINDS, SETTERS

SCHOOL, SETTING, PLANTED, CAUSE = "school", "setting.yaml", "planted.yaml", "cause.yaml"
APART = 7
"""How far apart in the list the two kinds of a pair stand at first; one less in every round, so that none recurs."""

TRIES = 6


@dataclass(frozen=True)
class Planting:
    """One school of the corpus: how it is generated, and the kinds to plant, in order of preference."""

    like: str
    classes: int
    seed: int
    kinds: tuple[str, ...]
    pair: bool

    @property
    def name(self) -> str:
        """Folder of the school in the corpus."""
        return f"{self.like}-{self.classes}-s{self.seed}"


@dataclass(frozen=True)
class Planted:
    """A school on disk with its plants. `setting` leaves it whole, `planted` (setting and faults) does not."""

    school: Path
    setting: tuple[Path, ...]
    planted: Path
    plants: tuple[Plant, ...]


def plantings(like: str, count: int, classes: Sequence[int], seed: int, only: Sequence[str]) -> Iterator[Planting]:
    """`count` schools: sizes in turn, kinds in turn, every other school with a second cause of another kind."""
    kinds = tuple(only) or tuple(KINDS)
    for index in range(count):
        turn, pair = index // 2, bool(index % 2) and len(kinds) > 1
        first = turn % len(kinds)
        apart = 1 + (APART - 1 - turn // len(kinds)) % max(1, (len(kinds) - 1) // 2)
        second = (first + apart) % len(kinds)
        wanted = sorted([kinds[first], kinds[second]] if pair else [kinds[first]], key=lambda k: k not in SETTERS)
        rest = [kinds[(first + step) % len(kinds)] for step in range(1, len(kinds))]
        ordered = tuple(dict.fromkeys([*wanted, *rest]))
        yield Planting(like, classes[turn % len(classes)], seed * 1000 + index, ordered, pair)


def plant_school(planting: Planting, folder: Path, week: date = WINTER_WEEK) -> Planted:
    """Generate the school, plant its causes one after the other, and write everything into the folder.

    A kind that the school does not lend itself to, or that would undo what is there, gives way to the next. Raises
    ValueError when none is left.
    """
    school = folder / SCHOOL
    generate_school(school, like=planting.like, classes=planting.classes, seed=planting.seed)
    wanted = 2 if planting.pair else 1
    plants: list[Plant] = []
    layers: list[Layer] = []
    for kind in planting.kinds:
        problem = _load(school, week, _written(folder / PLANTED, layers) if layers else None)
        plant = _sown(kind, problem, planting.seed, layers)
        if plant is not None:
            plants.append(plant)
            layers += [plant.setting, plant.fault]
        if len(plants) == wanted:
            settings = [plant.setting for plant in plants if plant.setting]
            setting = (_written(folder / SETTING, settings),) if settings else ()
            _dump(folder / CAUSE, {"causes": [_plain(vars(plant.cause)) for plant in plants]})
            return Planted(school, setting, _written(folder / PLANTED, layers), tuple(plants))
    raise ValueError(f"{planting.name}: only {len(plants)} of {wanted} causes could be planted")


def _sown(kind: str, problem: Problem, seed: int, layers: Sequence[Layer]) -> Plant | None:
    """The first of a few plants of a kind that leaves the layers before it alone."""
    for attempt in range(TRIES):
        plant = KINDS[kind](problem, Random(f"{seed}/{kind}/{attempt}"))
        if plant is not None and not treads(plant, layers):
            return plant
    return None


def _load(school: Path, week: date, layer: Path | None) -> Problem:
    return load_school(school, week=week, mode=Mode.ROSTER, scenarios=[layer] if layer else []).problem


def _written(file: Path, layers: Sequence[Layer]) -> Path:
    _dump(file, over(layers))
    return file


class _Whole(yaml.SafeDumper):
    """Writes every value where it stands: school files know no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _dump(file: Path, data: Layer) -> None:
    text = yaml.dump(dict(data), Dumper=_Whole, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)
    file.write_text(text, encoding="utf-8")


def _plain(value: Any) -> Any:
    """Dates and intervals as text, tuples as lists."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, int | str | bool | None) else str(value)
