"""Families about the list of changes of a scenario: its verbs, ids, days, shares, and what contradicts."""

from tests.config.broken.case import Broken, day

LIST = "clubs: {books: {capacity: 20}}"


def change(text: str, en: str, zh: str = "") -> Broken:
    """One change in the scenario's list; `zh` is as `en` unless given."""
    return changes(f"[{{{text}}}]", en, zh)


def changes(text: str, en: str, zh: str = "") -> Broken:
    """The scenario's list of changes."""
    return day(LIST, f"changes: {text}", en, zh or en)


VERBS = [
    changes("«»{absent: T1}", "a list of changes", "变化清单"),
    changes("«absent»", "a list of changes", "变化清单"),
    changes("[«absent»]", "one change, like", "一项变化，例如"),
    changes("[«»{}]", "one change, like", "一项变化，例如"),
    change("«abscent»: T1", "absent"),
    change("«quarantin»: C1", "quarantine"),
    change("«teleport»: T1", "begin with a verb", "应以动词开头"),
    change("absent: T1, «close»: PG", "one verb", "一个动词"),
    change("absent: T1, «onn»: wed", "on"),
    change("absent: T1, «when»: wed", "the fields here are absent, on", "此处可写 absent、on"),
    changes("[«»{move: ball, from: A}]", "strand or weekday it goes to", "新时段组或星期"),
    change("scale: «participaton», to: 80%", "participation"),
    change("season: «spring»", "summer, winter", "summer、winter"),
    change("end_early: fri, keep: «clubs»", "club"),
    change("swap: «»[T1]", "at least 2 entries", "至少应有 2 项"),
    change("absent: «»[]", "at least 1 entries", "至少应有 1 项"),
    change("add: volunteer, count: «0», available: {mon: [15:00-16:00]}", ">= 1", "不应小于 1"),
]
IDS = [
    change("absent: «T11»", "T1"),
    change("absent: [T2, «T11»]", "T1"),
    change("present: «V2», on: wed", "V1"),
    change("train: «T3», in: maths", "T1"),
    change("train: T1, in: «first_ade»", "first_aid"),
    change("close: «PH», on: wed", "PG"),
    change("close: [R1, «outdor»]", "outdoor"),
    change("close: «gym»", "the venues are R1", "场地有 R1"),
    change("overdue: «R4»", "R1"),
    change("remove: «bal»", "ball"),
    change("remove: «R1»", "is the classroom of C1", "是 C1 的本班教室"),
    change("remove: «G1»", "the only gate", "唯一的校门"),
    change("move: «bal», from: A, to: B", "ball"),
    change("move: ball, from: «a», to: B", "A"),
    change("move: books, from: «B», to: A", "A"),
    change("move: A, from: «fri», to: tue", "mon, wed"),
    change("move: B, from: tue, to: «tuesday»", "tue"),
    change("quarantine: «C2»", "C1"),
    change("leave: «a9»", "a1"),
    change("join: «b1», days: P1", "needs a homeroom", "须写班级"),
    change("join: b1, homeroom: «C2», days: P1", "C1"),
    change("join: b1, like: «a9»", "a1"),
    change("join: «b1», homeroom: C1", "write days", "请写 days"),
    change("join: b1, homeroom: C1, days: «P3»", "P1, P2, E, V", "P1、P2、E、V"),
    change("join: «a2», like: a1", "takes part already", "已经参加"),
    change("lapse: V1, paper: «no_ofence», from: wed", "no_offence"),
    change("lapse: «T1», from: wed", "papers: none", "现有材料：无"),
    change("add: «voluntier», available: {mon: [15:00-16:00]}", "volunteer"),
    change("add: own, id: «T1»", "another", "请换一个"),
    change("add: own, like: «T9»", "T1"),
    change("add: own, «skils»: [maths]", "skills"),
    change("add: own, skills: «maths»", "[maths]"),
    changes("[«»{add: volunteer}]", "available", "available"),
    change("scale: interest, of: «bal», to: 80%", "ball"),
    change("scale: participation, of: «C2», to: 80%", "C1"),
]
DAYS = [
    change("absent: T1, on: «Wednesday»", "wed"),
    change("absent: T1, on: [mon, «wensday»]", "wed"),
    change("absent: T1, on: «sat»", "is no school day of the planned week", "不是所排这一周的上课日"),
    change("absent: T1, on: «2026/09/09»", "2026-09-09"),
    change("absent: T1, on: «2026-02-30»", "2026-02-28"),
    change("absent: T1, on: «2026-08-31»", "2026-09-01"),
    change("absent: T1, on: «2027-01-23»", "2027-01-22"),
    change("absent: T1, on: «2026-09-12»", "2026-09-11"),
    change("absent: T1, on: «2026-10-01»", "2026-09-30"),
    change("absent: T1, on: «2026-09-15»", "--week 2026-09-15"),
    change("leave: a2, from: «2026-09-12»", "--week 2026-09-12"),
    change("lapse: V1, from: «2027-01-23»", "2027-01-22"),
    change("make_up: «2026-09-09», follows: wed", "a school day already", "本来就上课"),
    change("make_up: «2027-01-23», follows: wed", "2027-01-22"),
    change("make_up: 2026-09-12, follows: «sat»", "one of mon", "周一至周五"),
    change("season: «summer»", "is the season of this week already", "本来就是这个季节"),
    change("end_early: «tue»", "the only day of strand B", "时段组 B 唯一的一天"),
    change("holiday: «»[mon, tue, wed, thu, fri]", "without a school day", "没有上课日"),
    change("leave_by: T1, at: «5:20 pm», on: fri", "17:20"),
    change("leave_by: T1, at: «05:20», on: fri", "17:20"),
]
SHARES = [
    change("scale: participation, to: «80»", "80%"),
    change("scale: participation, to: «0.8»", "like 80%", "例如 80%"),
    change("scale: participation, to: «1001%»", "at most 1000%", "最多 1000%"),
    change("scale: participation, to: «101%»", "add pupils with join", "用 join 增加学生"),
    change("scale: interest, of: ball, to: «150%»", "write them in the roster", "请写进名册"),
    change("scale: extended_care, to: «400%»", "pupils are there on mon", "mon 在校的只有"),
    change("scale: club_seats, to: «200%»", "the largest venue", "类最大场地"),
]
SETTINGS = [
    change("set: rules.caps.late_days, to: «many»", "a whole number", "整数"),
    change("set: rules.caps.late_days, to: «8»", "<= 7", "不应大于 7"),
    change("set: «rules.caps.late_day», to: 3", "late_days"),
    change("set: «rule.caps», to: 3", "rules"),
    change("set: «policy», to: other", "begins with a section", "以某一部分开头"),
    change("set: «adults.T11.sole», to: true", "T1"),
    change("set: «adults.T1», to: null", "add and remove", "add、remove"),
    change("set: clubs.ball.min, to: «25»", "<= capacity 24", "不应大于上限 24"),
    change("set: homerooms.C1.teacher, to: «T9»", "T1"),
    change("set: «homerooms.C9.grade», to: 3", "C1"),
    changes("[{set: rules.inspection_days, to: «A»}, {overdue: R3}]", "a whole number", "整数"),
    changes("[{set: rules.caps, to: «»[1]}, {absent: T1}]", "a section of", "若干行"),
]
CONTRADICTIONS = [
    changes("[{absent: T1, on: mon}, «»{present: T1, on: mon}]", "contradicts the change", "变化矛盾"),
    changes("[{close: PG, on: mon}, «»{open: outdoor, on: mon}]", "contradicts the change", "变化矛盾"),
    changes("[{set: rules.caps.sessions, to: 7}, «»{set: rules.caps.sessions, to: 6}]", "contradicts", "变化矛盾"),
    changes("[{scale: participation, to: 80%}, «»{scale: participation, to: 70%}]", "contradicts", "变化矛盾"),
    changes("[{leave: a2}, «»{join: a2, like: a1}]", "contradicts", "变化矛盾"),
    changes("[{overdue: R3}, «»{inspect: R3, on: mon}]", "contradicts", "变化矛盾"),
    changes(
        "[{season: winter}, {remove: ball}, {move: «ball», from: A, to: B}]", "there is no club", "没有编号为 ball"
    ),
    changes("[{remove: T2}, {absent: «T2»}]", "T1"),
    changes("[{make_up: 2026-09-12, follows: wed}, «»{holiday: sat}]", "contradicts", "变化矛盾"),
    change("present: «T2», on: mon", "is not away", "并未请假"),
    change("open: «R1», on: mon", "is not closed", "并未关闭"),
]
