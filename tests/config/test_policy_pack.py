"""The Helan pack: every number of the notice, every assumption marked as one."""

import re
from pathlib import Path

import pytest

from scheduler.config.beside import Refused
from scheduler.config.policy_pack import find_pack, names_rule, nearest_pack, pack_names, resolve_policy
from scheduler.config.schema_json import PolicyFile
from scheduler.config.schema_rules import Rules
from scheduler.config.schema_words import validate
from scheduler.config.yaml_reader import read_yaml
from scheduler.domain.people import AdultKind, Stage
from tests.config.tiny import load, refused

# Fields of the rules whose values the notice itself gives, as the dotted paths a planner would write.
OF_THE_NOTICE = {
    "days_per_week",
    "periods",
    "survey_percent",
    "min_daily",
    "afternoon_start",
    "extended.minutes",
    "evening.stages",
    "contents",
    "providers",
}
NAMES = {"id", "document", "assumed"}


@pytest.fixture(scope="module")
def rules() -> Rules:
    """The validated rules of the shipped pack."""
    path = find_pack("helan-2021", Path())
    assert isinstance(path, Path)
    file, findings = validate(PolicyFile, read_yaml(path))
    assert findings == []
    assert file is not None
    return file.rules


def test_the_notices_numbers_are_the_packs(rules: Rules) -> None:
    """5 days, 2 periods, 100 %, 120 minutes, half an hour, and the four afternoon starts of 五(二)."""
    assert (rules.days_per_week, rules.periods, rules.survey_percent) == (5, 2, 100)
    assert (rules.min_daily.primary, rules.min_daily.junior, rules.extended.minutes) == (120, 120, 30)
    starts = rules.afternoon_start
    assert (starts.town.summer, starts.town.winter) == (870, 840)  # 14:30, 14:00
    assert (starts.rural.summer, starts.rural.winter) == (870, 810)  # 14:30, 13:30
    assert rules.contents.forbidden == ["new_teaching"]
    assert rules.providers.forbidden == ["subject_tutoring"]


def test_every_field_is_of_the_notice_or_marked_as_assumed(rules: Rules) -> None:
    """No number stands in the pack without being one or the other."""
    settled = {*OF_THE_NOTICE, *NAMES, *rules.assumed}
    for name in Rules.model_fields:
        inside = [f"{name}.{part}" for part in getattr(type(getattr(rules, name)), "model_fields", ())]
        assert name in settled or (inside and settled.issuperset(inside)), name
    assert not OF_THE_NOTICE & set(rules.assumed)


def test_every_assumption_names_a_field_that_exists(rules: Rules) -> None:
    """`assumed` holds no stale entry, and none twice."""
    path = find_pack("helan-2021", Path())
    assert isinstance(path, Path)
    written = read_yaml(path).data["rules"]
    assert [entry for entry in rules.assumed if not names_rule(written, entry)] == []
    assert len(set(rules.assumed)) == len(rules.assumed)
    assert not names_rule(written, "extended.nothing")


@pytest.mark.parametrize(
    "quote",
    [
        "每周5天，每天至少开展2小时课后服务",
        "分两个时段进行",
        "摸底要100%的覆盖到全体学生和家长",
        "县城中小学下午上课时间为夏季14:30；冬季14:00。农村中小学下午上课时间为夏季14:30；冬季13:30。",
        "延时托管服务时间为课后服务结束后的半小时",
        "初中学校工作日晚上可开设自习班",
        "不得利用课后服务时间讲新课",
        "不得引入学科类校外培训机构",
        "结束时间要与当地正常下班时间相衔接",
    ],
)
def test_the_pack_quotes_the_notice(quote: str) -> None:
    """The words a number comes from stand in the comments of the pack."""
    path = find_pack("helan-2021", Path())
    assert isinstance(path, Path)
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.lstrip().startswith("#")]
    assert any(quote in comment for comment in comments)


@pytest.mark.parametrize(
    ("area", "season", "required", "off_work", "tolerance"),
    [
        ("town", "summer", 870, 1110, 0),
        ("town", "winter", 840, 1080, 0),
        ("rural", "summer", 870, 1110, 30),
        ("rural", "winter", 810, 1050, 30),
    ],
)
def test_a_policy_is_resolved_for_its_area_and_season(
    rules: Rules, area: str, season: str, required: int, off_work: int, tolerance: int
) -> None:
    """The four rows of the area and season tables, in minutes after midnight."""
    policy = resolve_policy(rules, area, season, None)
    assert (policy.afternoon_start, policy.required_afternoon_start) == (required, required)
    assert (policy.off_work, policy.end_tolerance) == (off_work, tolerance)


def test_a_policy_is_complete_for_every_kind_of_adult_and_grade(rules: Rules) -> None:
    """Papers and allowances for each kind, seated ratios for each grade; risk 4 is closed by default."""
    policy = resolve_policy(rules, "town", "summer", 880)
    assert set(policy.required_credentials) == set(policy.allowances.by_kind) == set(AdultKind)
    assert {grade for risk, grade in policy.ratios if risk == 0} == set(range(1, 10))
    assert not any(risk == 4 for risk, _ in policy.ratios)
    assert policy.afternoon_start == 880
    assert set(policy.min_daily_minutes) == set(Stage)
    assert policy.rank_costs == (0, 1, 3, 6, 10, 15, 21, 28)
    assert [post.kind for post in policy.posts] == ["duty_lead", "gate", "gate", "patrol", "standby", "first_aid"]


def test_a_pack_is_found_by_name_or_path(tmp_path: Path) -> None:
    """Shipped packs go by name, others by a path relative to the school; a misspelling has a hint."""
    assert "helan-2021" in pack_names()
    assert nearest_pack("helan-2020") == "helan-2021"
    missing = find_pack("helan-2020", tmp_path)
    assert isinstance(missing, Refused)
    assert missing.hint == "helan-2021"
    (tmp_path / "own.yaml").write_text("rules: {}\n", encoding="utf-8")
    assert find_pack("own.yaml", tmp_path) == tmp_path / "own.yaml"
    assert isinstance(find_pack("../helan-2021", tmp_path), Refused)


def test_a_school_may_override_one_number(tmp_path: Path) -> None:
    """Only the number written changes; its neighbours stay the pack's."""
    own = ("term: term.yaml", "term: term.yaml\nrules: {caps: {sessions: 7}, posts: {standby: null}}")
    problem = load(tmp_path, own).problem
    assert (problem.adults["T2"].caps.sessions, problem.adults["T2"].caps.late_days) == (7, 3)
    assert "standby" not in {post.kind for post in problem.policy.posts}


def test_what_the_notice_fixes_cannot_be_overridden(tmp_path: Path) -> None:
    """Four days a week or 99 % of the survey are refused."""
    own = ("term: term.yaml", "term: term.yaml\nrules: {days_per_week: 4, survey_percent: 99}")
    assert [f.path for f in refused(tmp_path, own)] == ["rules.days_per_week", "rules.survey_percent"]


def test_a_pack_of_ones_own_has_rules_only(tmp_path: Path) -> None:
    """A pack with another section is refused there; with rules alone it is used."""
    shipped = find_pack("helan-2021", Path())
    assert isinstance(shipped, Path)
    text = re.sub("id: helan-2021", "id: own", shipped.read_text(encoding="utf-8"))
    changed = ("policy: helan-2021", "policy: own.yaml")
    assert load(tmp_path, changed, own_yaml=text).problem.policy.id == "own"
    (finding,) = refused(tmp_path, changed, own_yaml=text + "adults: {}\n")
    assert finding.path == "adults"
    assert "one section" in finding.rule
