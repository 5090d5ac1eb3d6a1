"""Adults of a generated school: own staff by subject, leaders, guards, coaches and volunteers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.generate.classes import ClassRow
from scheduler.generate.kinds import Kind, scaled
from scheduler.generate.rooms import JUNIOR_BUILDING
from scheduler.generate.subjects import JUNIOR_WEIGHTS, PRIMARY_WEIGHTS, largest_remainder

PROTECTIONS = ("nursing", "late_pregnancy", "nursing", "medical")
COACH_SKILLS = (
    "football",
    "basketball",
    "dance",
    "robotics",
    "paper_cutting",
    "go",
    "martial",
    "badminton",
    "percussion",
    "table_tennis",
    "clay",
    "programming",
    "calligraphy",
    "drama",
)
HELPER_KINDS = ("retired", "university_student", "volunteer", "retired")
GUARD_CAPS = "{sessions: 12, late_days: 5, evenings: 5}"
MOST_SHARED = 2


@dataclass(slots=True)
class AdultRow:
    """One adult as the school file writes it. `subject` is the main subject taught; `stage` empty = all
    stages.
    """

    id: str
    kind: str = "own"
    subject: str = ""
    skills: list[str] = field(default_factory=list)
    stage: str = ""
    building: str = ""
    class_of: str = ""
    duty_only: bool = False
    on_leave: bool = False
    protection: str = ""
    sole: bool = False
    full_time: bool = True
    caps: str = ""
    clubs: list[str] = field(default_factory=list)
    available: dict[str, str] = field(default_factory=dict)
    leave_by: dict[str, str] = field(default_factory=dict)
    avoid: list[str] = field(default_factory=list)
    provider: str = ""
    note: str = ""

    @property
    def serves(self) -> bool:
        """Own staff who can be given groups: neither on leave nor kept for the duty lead, at school all
        week.
        """
        return self.kind == "own" and not self.on_leave and not self.duty_only and self.full_time


def own_staff(kind: Kind, classes: Sequence[ClassRow], wanted: Mapping[str, int]) -> list[AdultRow]:
    """Own staff: class teachers, subject teachers, leaders, in that order; `wanted` is adults to serve by
    stage.
    """
    leaders = max(2 if len(classes) >= 12 else 1, scaled(kind.leaders, kind, len(classes)))
    leave = scaled(kind.leave, kind, len(classes)) if len(classes) >= 6 else 0
    usual = scaled(kind.own, kind, len(classes)) - leaders - leave
    serving = _by_stage(usual, classes, wanted)
    away = largest_remainder(leave, serving)
    adults: list[AdultRow] = []
    for stage, count in serving.items():
        mine = [room for room in classes if room.junior == (stage == "junior")]
        both = len(serving) > 1
        adults += _teachers(stage, mine, max(count, len(mine)) + away[stage], away[stage], both)
    adults += [_leader(kind) for _ in range(leaders)]
    for number, adult in enumerate(adults, start=1):
        adult.id = f"T{number:03d}"
    _share_between_stages(adults)
    _protect(adults, scaled(kind.protected, kind, len(classes)))
    return adults


def outside(kind: Kind, classes: Sequence[ClassRow]) -> list[AdultRow]:
    """Guards, coaches and helpers; which club a coach leads, and when, is settled with the offer."""
    count = len(classes)
    adults = [
        AdultRow(f"G{n:03d}", "guard", caps=GUARD_CAPS, note="门卫 guard")
        for n in range(1, gates(kind, classes) + (2 if count >= 12 else 1))
    ]
    for n in range(scaled(kind.coaches, kind, count)):
        skill = COACH_SKILLS[n % len(COACH_SKILLS)]
        adults.append(
            AdultRow(
                f"X{n + 1:03d}",
                "professional",
                skills=[skill],
                sole=True,
                full_time=False,
                provider="P1",
                note="校外教练 coach",
            )
        )
    adults += _helpers(kind, scaled(kind.volunteers, kind, count))
    if kind.area == "rural":
        adults.append(_itinerant())
    return adults


def gates(kind: Kind, classes: Sequence[ClassRow]) -> int:
    """Gates open for the service: two from 48 classes on."""
    return max(1, min(2, kind.gates if len(classes) >= kind.classes else 1, 1 + len(classes) // 48))


def _by_stage(usual: int, classes: Sequence[ClassRow], wanted: Mapping[str, int]) -> dict[str, int]:
    """Serving adults of each stage: the usual staff in proportion, or more where the duties want more."""
    weights = {
        "primary": sum(24 for room in classes if not room.junior),
        "junior": sum(38 for room in classes if room.junior),
    }
    shares = largest_remainder(max(usual, 1), {stage: weight for stage, weight in weights.items() if weight})
    return {stage: max(share, wanted.get(stage, 0)) for stage, share in shares.items()}


def _teachers(stage: str, rooms: Sequence[ClassRow], count: int, away: int, both: bool) -> list[AdultRow]:
    """Class teachers first; the last of the subject teachers are the ones on leave."""
    weights = JUNIOR_WEIGHTS if stage == "junior" else PRIMARY_WEIGHTS
    stage_field, building = (stage, JUNIOR_BUILDING if stage == "junior" else "main") if both else ("", "")
    heads = ("chinese", "maths", "english") if stage == "junior" else ("chinese",)
    subjects = [heads[index % len(heads)] for index in range(len(rooms))]
    shares = largest_remainder(count - len(rooms), weights)
    subjects += [name for name, share in shares.items() for _ in range(share)]
    adults = [AdultRow("", subject=s, skills=[s], stage=stage_field, building=building) for s in subjects]
    for adult, room in zip(adults, rooms, strict=False):
        adult.class_of = room.id
    spare = adults[len(rooms) :]
    for index in range(min(away, len(spare))):
        absent = spare[index * len(spare) // away]
        absent.on_leave = True
        absent.note = "长期请假或借调 on leave or seconded"
    return adults


def _leader(kind: Kind) -> AdultRow:
    return AdultRow(
        "",
        subject="",
        skills=["management"],
        duty_only=True,
        caps="{sessions: 5, late_days: 5, evenings: 5}",
        note="校领导，只带班值守 leader, duty lead alone",
    )


def _share_between_stages(adults: Sequence[AdultRow]) -> None:
    """In a nine-year school the teachers of PE and the arts serve both stages."""
    able = [a for a in adults if a.stage == "primary" and a.subject in ("pe", "music", "art") and not a.on_leave]
    for adult in able[:MOST_SHARED]:
        adult.stage = ""
        adult.note = "两学段共用 serves both stages"


def _protect(adults: Sequence[AdultRow], count: int) -> None:
    able = [a for a in adults if a.serves and not a.class_of] or [a for a in adults if a.serves]
    for index in range(min(count, len(able) // 2)):
        adult = able[index * len(able) // count]
        adult.protection = PROTECTIONS[index % len(PROTECTIONS)]
        adult.note = "保护期 protected: no extended care, no evening study"


def _helpers(kind: Kind, count: int) -> list[AdultRow]:
    if kind.area == "rural":
        return [
            AdultRow(
                f"V{n + 1:03d}",
                "volunteer",
                skills=["paper_cutting"],
                clubs=["paper_cutting"],
                full_time=False,
                available={"wed": "15:00-19:00"},
                note="剪纸志愿者，不单独带班 volunteer, never alone",
            )
            for n in range(count)
        ]
    days = ("tue", "thu", "mon", "wed")
    return [
        AdultRow(
            f"V{n + 1:03d}",
            HELPER_KINDS[n % len(HELPER_KINDS)],
            skills=["reading"],
            full_time=False,
            available={days[n % 4]: "14:30-19:30", "fri": "14:30-19:30"},
            note="志愿人员 helper, never alone",
        )
        for n in range(count)
    ]


def _itinerant() -> AdultRow:
    return AdultRow(
        "M001",
        subject="music",
        skills=["music", "singing", "recorder"],
        full_time=False,
        available={"tue": "08:00-18:55", "thu": "08:00-18:55"},
        note="走教音乐教师 itinerant music teacher",
    )
