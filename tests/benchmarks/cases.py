"""Which schools are measured: the four in configs/schools, and generated ones of any size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.generate.kinds import KINDS, kind_named
from scheduler.generate.writer import generate_school

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "configs" / "schools"
SIZES = (12, 24, 48, 96)
LARGE = 36
"""From so many classes on a generated school follows the large town case unless told otherwise."""


@dataclass(frozen=True)
class SchoolCase:
    """A school to plan. `like` None: a committed school of that name; else one to generate."""

    name: str
    like: str | None = None
    classes: int | None = None
    seed: int | None = None

    def folder(self, scratch: Path) -> Path:
        """The school's folder; a generated school is written below `scratch` first. Raises ValueError."""
        if self.like is None:
            return COMMITTED / self.name
        assert self.seed is not None
        generate_school(scratch / self.name, like=self.like, classes=self.classes, seed=self.seed)
        return scratch / self.name


def school_cases(
    like: str | None, classes: Sequence[int] | None, seeds: Sequence[int], *, committed: bool = False
) -> Iterator[SchoolCase]:
    """The committed schools and generated ones of 12 to 96 classes; with `like` or `classes` only generated ones.

    With `committed` only the committed ones, whatever else is given. Without `classes` a case has the size of its
    kind; without `like` its size picks town24 or town60.
    """
    if committed or (like is None and classes is None):
        yield from (SchoolCase(name) for name in KINDS)
    if committed:
        return
    sizes = classes or ([kind_named(like).classes] if like else SIZES)
    for size in sizes:
        kind = like or ("town24" if size < LARGE else "town60")
        for seed in seeds:
            yield SchoolCase(f"{kind}-{size}-s{seed}", kind, size, seed)
