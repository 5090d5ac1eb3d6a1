"""An instance: 0/1 choices, bounded whole quantities, rows that must hold, tiers of cost in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from solvers.rows import Key, Row, Terms

LARGEST_COEFFICIENT = 2**40
LARGEST_SUM = 2**52


class InstanceError(ValueError):
    """The instance itself is malformed; `problems` lists every fault found."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        shown = "; ".join(problems[:5])
        more = f"; and {len(problems) - 5} more" if len(problems) > 5 else ""
        super().__init__(f"{shown}{more}")


@dataclass(frozen=True, slots=True)
class Tier:
    """sum(coefficient * key) + constant, to be minimised once every earlier tier is settled.

    step: when above 1, some best values are known to be multiples of it (e.g. minutes when all duties last 30 or 60):
    bounds may be rounded up to one, and an engine may probe target by target instead of minimising.
    share: how many times the effort of an ordinary tier this one may use.
    least: a value the tier cannot fall below, known to whoever wrote the rows (a largest is no less than a smallest).
    """

    name: str
    terms: Terms
    constant: int = 0
    step: int = 1
    share: int = 1
    least: int | None = None


@dataclass(frozen=True)
class Instance:
    """What an engine is asked: give every key a whole value, respect every row, minimise the tiers in order.

    choices: keys worth 0 or 1.
    quantities: key -> (smallest, largest), both included.
    """

    choices: tuple[Key, ...]
    quantities: Mapping[Key, tuple[int, int]]
    rows: tuple[Row, ...]
    tiers: tuple[Tier, ...]
    blocks: tuple[tuple[Key, ...], ...] = ()
    """Complicating keys, in blocks best decided together: with them fixed the rest is nearly linear."""

    def bounds(self) -> dict[Key, tuple[int, int]]:
        """Every key with its smallest and largest value, choices first, in the order given."""
        return {**dict.fromkeys(self.choices, (0, 1)), **self.quantities}

    def problems(self) -> list[str]:
        """Every fault that would make an answer meaningless, in words; empty if the instance is sound.

        Faults: a key declared twice or used but never declared, an empty domain, a tier name used twice, a
        number that is not whole, a coefficient or bound over 2**40, a sum that could pass 2**52 (beyond it a
        double rounds).
        """
        bounds = self.bounds()
        found = list(_declared_twice(self))
        found += [
            f"{key!r} has no value between {low!r} and {high!r}"
            for key, (low, high) in self.quantities.items()
            if not (_whole(low) and _whole(high) and low <= high)
        ]
        if found:
            return found
        for row in self.rows:
            found += _faults(f"row {row.tag!r}", row.terms, (row.lower, row.upper), bounds)
        for tier in self.tiers:
            found += _faults(f"tier {tier.name!r}", tier.terms, (tier.constant,), bounds)
        for key in dict.fromkeys(key for block in self.blocks for key in block if key not in bounds):
            found.append(f"a block holds {key!r}, which is neither a choice nor a quantity")
        return found

    def check(self) -> None:
        """Raise InstanceError with all problems, if there are any."""
        found = self.problems()
        if found:
            raise InstanceError(found)


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def _declared_twice(instance: Instance) -> Iterator[str]:
    seen: set[Key] = set()
    for key in instance.choices:
        if key in seen:
            yield f"choice {key!r} is declared twice"
        seen.add(key)
    yield from (f"{key!r} is declared both as a choice and as a quantity" for key in instance.quantities if key in seen)
    names: set[str] = set()
    for tier in instance.tiers:
        if tier.name in names:
            yield f"tier {tier.name!r} is declared twice"
        names.add(tier.name)


def _faults(
    where: str, terms: Terms, constants: tuple[int | None, ...], bounds: Mapping[Key, tuple[int, int]]
) -> Iterator[str]:
    reach = 0
    for key, coefficient in terms:
        domain = bounds.get(key)
        if domain is None:
            yield f"{where} uses {key!r}, which is neither a choice nor a quantity"
        elif not _whole(coefficient) or abs(coefficient) > LARGEST_COEFFICIENT:
            yield f"{where}: the coefficient {coefficient!r} of {key!r} is not a whole number within ±2**40"
        else:
            reach += abs(coefficient) * max(abs(domain[0]), abs(domain[1]))
    for constant in constants:
        if constant is not None and (not _whole(constant) or abs(constant) > LARGEST_COEFFICIENT):
            yield f"{where}: {constant!r} is not a whole number within ±2**40"
    if reach > LARGEST_SUM:
        yield f"{where}: the sum can reach {reach}, over 2**52"
