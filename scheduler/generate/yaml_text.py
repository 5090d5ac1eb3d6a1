"""school.yaml as a person would write it: one line for each thing, Chinese and English comments."""

from collections.abc import Iterable, Iterator

from scheduler.calendar.term import weekday_en
from scheduler.generate.attendance import JUNIOR_CLUB_DAYS, JUNIOR_HOMEWORK_DAYS
from scheduler.generate.lessons import MORNING_LESSONS, afternoon_lessons
from scheduler.generate.people import AdultRow
from scheduler.generate.rooms import JUNIOR_BUILDING, MAIN_BUILDING, VenueRow
from scheduler.generate.school import RESEARCH_TEAM, SchoolDraft, evening_classes
from scheduler.generate.term import FIRST_DAY, INSPECTIONS
from scheduler.generate.yaml_parts import adult_line, club_line, flow, section

SCHOOL_YEAR_END = "2027-07-31"
WALK_MINUTES = 4
RESEARCH_FROM_CLASSES = 12
RESEARCH_TIME = "weekday: wed, interval: 16:20-16:50"


def school_yaml(draft: SchoolDraft) -> str:
    """The text of school.yaml."""
    parts = (
        _head(draft),
        _rules(draft),
        _bells(draft),
        _grounds(draft),
        _venues(draft),
        _equipment(draft),
        _homerooms(draft),
        _adults(draft),
        _clubs(draft),
        _groups(draft),
        _survey(draft),
        _files(),
    )
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts)


def _head(draft: SchoolDraft) -> Iterator[str]:
    kind = draft.kind
    yield f"# {kind.title}：全部数据由程序按种子 {draft.seed} 合成，不涉及任何真实学校和个人。"
    yield f"# Synthetic school made with seed {draft.seed}; no real school or person is meant."
    place = "language: zh, latitude: 38.55, longitude: 106.35"
    yield f"school: {{id: {kind.name}, title: {kind.title}, area: {kind.area}, {place}}}"
    yield "policy: helan-2021"
    yield "term: term.yaml"


def _rules(draft: SchoolDraft) -> Iterator[str]:
    kind = draft.kind
    yield "# 学校对政策包中假定值的改写 / the school's own values in place of assumed ones"
    yield "rules:"
    yield f"  # 每周最多 {kind.late_days} 天晚走，经教职工大会同意 / agreed by the staff meeting"
    yield f"  caps: {{sessions: {kind.sessions}, late_days: {kind.late_days}}}"
    if kind.merge:
        yield "  # 班级少，由带班领导兼巡查 / few classes: the leader on duty patrols as well"
        yield "  posts: {patrol: null}"
    if any(room.junior for room in draft.classes):
        yield "  # 按 2021 年口径，晚自习计入每天两小时 / the 2021 reading: evening study counts"
        yield "  evening: {counts: true}"
        yield "  # 初中 17:55 结束，早于下班 5 分钟 / the junior service ends five minutes before off-work"
        yield "  end_tolerance: {town: 5min}"


def _bells(draft: SchoolDraft) -> Iterator[str]:
    yield "# 作息：下午上课时间按通知随季节变化 / bells; the afternoon starts as the notice says, by season"
    yield "bells:"
    primary = sorted({room.grade for room in draft.classes if not room.junior})
    if primary:
        yield "  primary:"
        yield from _stage_bells("08:20", "40min", draft.kind.gap, "60min", "30min", primary)
    junior = sorted({room.grade for room in draft.classes if room.junior})
    if junior:
        yield "  junior:"
        yield from _stage_bells("08:00", "45min", 10, "60min", "0min", junior)
        kinds = {**dict.fromkeys(JUNIOR_HOMEWORK_DAYS, "homework"), **dict.fromkeys(JUNIOR_CLUB_DAYS, "club")}
        days = {weekday_en(weekday): kinds[weekday] for weekday in sorted(kinds)}
        yield f"    day_kind: {flow(days)}"
        if evening_classes(draft):
            yield "    evening: {interval: 19:00-20:20, weekdays: [mon, tue, wed, thu]}"


def _stage_bells(
    morning: str, lesson: str, gap: int, period: str, extended: str, grades: Iterable[int]
) -> Iterator[str]:
    yield f"    morning: {{start: {morning}, lessons: {MORNING_LESSONS}}}"
    yield f"    lesson: {lesson}"
    yield "    break: 15min"
    yield f"    gap: {gap}min"
    yield f"    p1: {period}"
    yield "    between: 10min"
    yield f"    p2: {period}"
    yield f"    extended: {extended}"
    yield "    afternoon_lessons:"
    for grade in grades:
        yield f"      {grade}: [{', '.join(map(str, afternoon_lessons(grade)))}]"


def _grounds(draft: SchoolDraft) -> Iterator[str]:
    yield "buildings:"
    yield f"  {MAIN_BUILDING}: {{}}"
    if any(v.building == JUNIOR_BUILDING for v in draft.venues):
        yield f"  {JUNIOR_BUILDING}: {{walk: {{{MAIN_BUILDING}: {WALK_MINUTES}min}}}}"
    yield "gates:"
    for number in range(1, draft.gates + 1):
        yield f"  GATE{number}: {{building: {MAIN_BUILDING}, pupils_per_minute: 40}}"


def _venues(draft: SchoolDraft) -> Iterator[str]:
    yield "# 场地：每月安全检查一次；大场地按区登记 / venues, inspected monthly; large ones zone by zone"
    yield "venues:"
    for venue in draft.venues:
        yield f"  {venue.id}: {{{', '.join(_venue_fields(venue, venue.id in draft.closed))}}}"


def _venue_fields(venue: VenueRow, closed: bool) -> Iterator[str]:
    yield f"kind: {venue.kind}"
    yield f"capacity: {venue.capacity}"
    yield f"building: {venue.building}"
    yield f"floor: {venue.floor}"
    if venue.outdoor:
        yield "outdoor: true"
    yield f"gate: {venue.gate}min"
    if venue.homeroom:
        yield f"homeroom: {venue.homeroom}"
    yield f"inspected: [{'' if closed else ', '.join(map(str, INSPECTIONS))}]"


def _equipment(draft: SchoolDraft) -> Iterator[str]:
    pieces: dict[str, int] = {}
    for offer in draft.offers:
        for name, count in offer.row.pieces:
            pieces[name] = pieces.get(name, 0) + count * offer.sections
    if pieces:
        yield "# 器材（件或套） / pieces of equipment"
        yield from section("equipment", {name: str(count) for name, count in pieces.items()})


def _homerooms(draft: SchoolDraft) -> Iterator[str]:
    teachers = {a.class_of: a.id for a in draft.adults if a.class_of}
    yield "homerooms:"
    for room in draft.classes:
        fields = {
            "grade": str(room.grade),
            "enrolled": str(room.enrolled),
            "classroom": room.room,
            "teacher": teachers[room.id],
        }
        yield f"  {room.id}: {flow(fields)}"


def _adults(draft: SchoolDraft) -> Iterator[str]:
    if any(a.provider for a in draft.adults):
        categories = "[music, art, sport, labour, games, outward_bound, interest_group]"
        yield "providers:"
        yield (
            f"  P1: {{kind: youth_centre, licence: 合成许可 2026-001, whitelisted: true,"
            f" until: {SCHOOL_YEAR_END}, scope: {categories}}}"
        )
    yield "# 人员只写编号；姓名另存 names.csv，排班不读取 / adults by id; names.csv is never read by planning"
    yield "adults:"
    for adult in draft.adults:
        yield adult_line(adult, _papers(adult), draft)


def _papers(adult: AdultRow) -> dict[str, str]:
    span = f"[{FIRST_DAY}, {SCHOOL_YEAR_END}]"
    if adult.kind == "own":
        return {}
    if adult.kind == "guard":
        return {"no_offence": span}
    names = (
        "no_offence",
        "health",
        "agreement",
        *(("qualification",) if adult.kind == "professional" else ()),
    )
    return dict.fromkeys(names, span)


def _clubs(draft: SchoolDraft) -> Iterator[str]:
    yield "# 社团：venues 按适合程度排列，室内备用在后 / clubs; venues best first, indoor fall-backs after"
    yield "clubs:"
    for offer in draft.offers:
        yield club_line(offer, [strand.id for strand in draft.strands])
    yield "strands:"
    grades = {room.grade for room in draft.classes}
    for strand in draft.strands:
        held = sorted(grades & set(strand.grades))
        days = ", ".join(weekday_en(weekday) for weekday in strand.weekdays)
        yield f"  {strand.id}: {{grades: [{', '.join(map(str, held))}], weekdays: [{days}]}}"
    contents = {weekday_en(n): word for n, word in enumerate(draft.kind.activities, start=1)}
    yield "# 不开社团的日子第二时段按班活动 / class-based activity where no clubs meet"
    yield f"class_activities: {flow(contents)}"


def _groups(draft: SchoolDraft) -> Iterator[str]:
    if draft.merges:
        yield "# 可合班的相邻年级 / neighbouring grades that may be joined"
        merged = ", ".join(f"[{', '.join(merge)}]" for merge in draft.merges)
        yield f"homework: {{merge: [{merged}], prefer: merge}}"
    team = [a.id for a in draft.adults if a.serves and a.subject == RESEARCH_TEAM and a.stage != "junior"]
    if team and len(draft.classes) >= RESEARCH_FROM_CLASSES:
        yield "# 教研活动：组内教师此时不排课后服务 / research: the team has no duty then"
        yield "research:"
        yield f"  {RESEARCH_TEAM}: {{adults: [{', '.join(team)}], {RESEARCH_TIME}}}"
    if draft.support:
        yield "support_groups:"
        for group in draft.support:
            fields = {
                "kind": group.kind,
                "subject": group.subject,
                "grades": f"[{group.grade}]",
                "weekdays": f"[{weekday_en(group.weekday)}]",
                "expected": str(group.expected),
            }
            yield f"  {group.id}: {flow(fields)}"
    needs: dict[str, int] = {}
    for pupil in draft.pupils:
        if pupil.needs_adult:
            needs[pupil.homeroom.id] = needs.get(pupil.homeroom.id, 0) + 1
    yield "# 需专人陪护的学生数，名册启用前用 / pupils with an adult of their own, before a roster"
    yield f"extra_needs: {flow({room: str(count) for room, count in needs.items()})}"


def _survey(draft: SchoolDraft) -> Iterator[str]:
    yield "# 摸底已覆盖人数 / pupils with a survey record"
    yield from section("survey", {room.id: str(room.enrolled) for room in draft.classes})


def _files() -> Iterator[str]:
    files = ("pupils", "lessons", "expected", "interest")
    yield f"rosters: {flow({name: f'{name}.csv' for name in files})}"
