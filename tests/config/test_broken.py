"""Every broken configuration is refused at its line, in two languages, with what to write instead."""

from pathlib import Path

import pytest

from tests.config.broken.case import judge
from tests.config.broken.registry import FAMILIES


@pytest.mark.parametrize("family", FAMILIES)
def test_a_broken_configuration_is_refused_with_place_and_remedy(family: str, tmp_path: Path) -> None:
    """Findings begin where the fault is and nowhere else, show what was written, and say what to write."""
    wrong: list[str] = []
    for number, case in enumerate(FAMILIES[family]):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        wrong += [f"{case.name}: {fault}" for fault in judge(case, folder).faults()]
    assert wrong == []


def test_the_corpus_is_wide() -> None:
    """At least 30 families, 300 configurations and no configuration twice."""
    cases = [case for family in FAMILIES.values() for case in family]
    assert len(FAMILIES) >= 30
    assert min(map(len, FAMILIES.values())) >= 5
    assert len(set(cases)) == len(cases) >= 300
