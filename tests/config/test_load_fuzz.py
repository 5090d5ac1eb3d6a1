"""Whatever a planner writes in one field, a school either loads or is refused in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.config.finding import Finding, InputRefused
from scheduler.config.load import load_school
from scheduler.config.policy_pack import find_pack
from scheduler.config.source import FieldPath, walk
from scheduler.config.yaml_reader import parse_yaml, read_yaml
from tests.config.tiny import SCHOOL, write_school

ODD: tuple[Any, ...] = (
    None, "", 0, -1, 1.5, 10**12, [], {}, "x", "0min", "9999min", "24:00", "00:00-24:00", "1-9", "fri", "2026-12-31",
    ["x"], {"x": "y"}, True, [0, 0, 0, 0, 0], "学" * 80,
)  # fmt: skip


def whole_school() -> dict[str, Any]:
    """The tiny school with the pack's rules written out in it, so that every field stands in one file."""
    pack = find_pack("helan-2021", Path())
    assert isinstance(pack, Path)
    return {**parse_yaml(SCHOOL, "school.yaml").data, "rules": read_yaml(pack).data["rules"]}


def changed(value: Any, path: FieldPath, new: Any) -> Any:
    """The data with the value at `path` replaced."""
    if not path:
        return new
    if isinstance(value, list):
        return [changed(item, path[1:], new) if index == path[0] else item for index, item in enumerate(value)]
    return {key: changed(item, path[1:], new) if key == path[0] else item for key, item in value.items()}


WHOLE = whole_school()
PLACES = [path for path in walk(WHOLE) if path]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the school's other files."""
    return write_school(tmp_path_factory.mktemp("fuzz"))


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(place=st.sampled_from(PLACES), value=st.one_of(st.sampled_from(ODD), st.text(max_size=8), st.integers()))
def test_an_odd_value_anywhere_is_loaded_or_refused(folder: Path, place: FieldPath, value: Any) -> None:
    """Any value at any field loads or gives findings in both languages, never another error."""
    text = json.dumps(changed(WHOLE, place, value), ensure_ascii=False)
    (folder / "school.yaml").write_text(text, encoding="utf-8")
    findings: tuple[Finding, ...] = ()
    try:
        load_school(folder)
    except InputRefused as refused:
        findings = refused.findings
    assert all(finding.say("zh") and finding.say("en") for finding in findings)
