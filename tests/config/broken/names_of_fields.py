"""Families about the names of fields: misspelt, unknown, written twice, missing."""

from tests.config.broken.case import Broken, day, pack, school, term

TWICE = ("keep one", "保留一处")


def missing(file: str, section: str, removed: str, en: str, zh: str, put: str = "") -> Broken:
    """A school without `removed`, blamed on the name of the section, which says what belongs there."""
    return Broken(((file, removed, put), (file, section, "«»" + section)), en, zh)


MISSPELT_SECTIONS = [
    school("school: {id", "«shcool»: {id", "school"),
    school("policy: county", "«polcy»: x\npolicy: county", "policy"),
    school("bells:\n", "«bell»:\n", "bells"),
    school("buildings: {main", "«building»: {main", "buildings"),
    school("gates: {G1", "«gate»: {G1", "gates"),
    school("venues:\n", "«venue»:\n", "venues"),
    school("equipment: {ball: 12}\nhome", "«equipments»: {ball: 12}\nhome", "equipment"),
    school("homerooms:\n", "«home_rooms»:\n", "homerooms"),
    school("adults:\n", "«adult»:\n", "adults"),
    school("providers: {P1", "«provider»: {P1", "providers"),
    school("strands: {A", "«strand»: {A", "strands"),
    school("support_groups:", "«supportgroup»:", "support_groups"),
    school("class_activities:", "«class_activity»:", "class_activities"),
    school("homework:", "«homewrok»:", "homework"),
    school("clubs_rule:", "«club_rules»:", "clubs_rule"),
    school("research:", "«reserch»:", "research"),
    school("survey:", "«surveys»:", "survey"),
    school("rosters:", "«roster»:", "rosters"),
    term("calendar:", "«calender»:", "calendar"),
    day("scenario:", "«senario»:", "scenario"),
]
MISSPELT_FIELDS = [
    school("id: tiny", "«idd»: tiny", "id"),
    school("longitude: 106", "«longtitude»: 106", "longitude"),
    school("language: zh", "«lang uage»: zh", "language"),
    school("lesson: 40min", "«lessen»: 40min", "lesson"),
    school("break: 15min", "«braek»: 15min", "break"),
    school("extended: 30min", "«extend»: 30min", "extended"),
    school("afternoon_lessons:", "«afternoon-lessons»:", "afternoon_lessons"),
    school("morning: {start", "morning: {«strat»", "start"),
    school("building: main}}", "«buidling»: main}}", "building"),
    school("area: 61.2", "«aera»: 61.2", "area"),
    school("outdoor: true", "«outdoors»: true", "outdoor"),
    school("grade: 1, enrolled", "«Grade»: 1, enrolled", "grade"),
    school("enrolled: 3, classroom: R3", "«enroled»: 3, classroom: R3", "enrolled"),
    school("duty_only: true", "«dutyonly»: true", "duty_only"),
    school("caps: {sessions: 6}", "caps: {«session»: 6}", "sessions"),
    school("whitelisted: true", "«white_listed»: true", "whitelisted"),
    school("title: 篮球", "«titel»: 篮球", "title"),
    school("same_club_twice: true", "«same_clubs_twice»: true", "same_club_twice"),
    school("expected: 2}", "«expeted»: 2}", "expected"),
    school("luck: luck.csv", "«lucks»: luck.csv", "luck"),
    term("holidays:", "«holiday»:", "holidays"),
    term("make_up:", "«makeup»:", "make_up"),
    pack("off_work:", "«offwork»:", "off_work"),
    pack("rank_costs: [", "«rank_cost»: [", "rank_costs"),
    day("reason:", "«raeson»:", "reason"),
]
UNKNOWN_FIELDS = [
    school("area: town", "area: town, «motto»: 好好学习", "latitude"),
    school("policy: county", "«colour»: red\npolicy: county", "buildings"),
    school("lesson: 40min", "lesson: 40min\n    «siesta»: 20min", "between"),
    school("G1: {building: main", "G1: {«width»: 3, building: main", "pupils_per_minute"),
    school("outdoor: true", "outdoor: true, «grass»: green", "inspected"),
    school("grade: 1, enrolled", "«slogan»: 加油, grade: 1, enrolled", "teacher"),
    school("skills: [chinese]", "skills: [chinese], «salary»: 5000", "leave_by"),
    school("caps: {sessions: 6}", "caps: {sessions: 6, «zzz»: 1}", "late_days"),
    school("licence: L-1", "licence: L-1, «boss»: 王", "whitelisted"),
    school("domain: physical", "domain: physical\n    «fee»: 20", "capacity"),
    school("A: {grades: 1-6", "A: {«zzz»: 1, grades: 1-6", "weekdays"),
    school("prefer: merge", "prefer: merge, «zzz»: 1", "merge"),
    school("rosters: {", "rosters: {«grades»: g.csv, ", "lessons"),
    term("first: 2026", "«exams»: x, first: 2026", "holidays"),
    pack("  periods: 2", "  periods: 2\n  «weather»: rain", "days_per_week"),
    day("reason: 周三水电检修", "«author»: 王", "reason"),
]
WRITTEN_TWICE = [
    school("policy: county", "«school»: {}\npolicy: county", *TWICE),
    school("lesson: 40min", "lesson: 40min\n    «lesson»: 45min", *TWICE),
    school("area: town", "area: town, «area»: rural", *TWICE),
    school("extended: 30min", "extended: 30min\n    «p1»: 40min", *TWICE),
    school("  PG: {kind", "  «R1»: {kind: hall, capacity: 9}\n  PG: {kind", *TWICE),
    school("  L: {duty", "  «T1»: {}\n  L: {duty", *TWICE),
    school("B: {grades: 3", "«A»: {grades: 3, weekdays: [thu]}, B: {grades: 3", *TWICE),
    school("survey: {C1: 3", "survey: {C1: 3, «C1»: 2", *TWICE),
    school("risk: 2\n", "risk: 2\n    «risk»: 3\n", *TWICE),
    term("last: 2027-01-22", "last: 2027-01-22, «last»: 2027-01-23", *TWICE),
    pack("  periods: 2", "  periods: 2\n  «periods»: 2", *TWICE),
    day("adults:\n", "adults: {T2: {on_leave: true}}\n«adults»:\n", *TWICE),
]
MISSING_FIELDS = [
    missing("school.yaml", "school: {", "id: tiny, ", "id of the school", "学校编号"),
    missing("school.yaml", "school: {", "title: 小学校, ", "title of the school", "学校名称"),
    missing("school.yaml", "school: {", "area: town, ", "one of town, rural", "town、rural"),
    missing("school.yaml", "school: {", ", longitude: 106.35", "a number", "数字"),
    missing("school.yaml", "primary:\n", "    lesson: 40min\n", "like 60min", "60min"),
    missing("school.yaml", "primary:\n", "    p2: 60min\n", "0min = none", "0min 为无"),
    missing("school.yaml", "morning: {", "start: 08:20, ", "like 16:30", "16:30"),
    missing("school.yaml", "G1: {", "building: main", "building", "所在楼"),
    missing("school.yaml", "PG: {", "kind: playground, ", "classroom, reading", "classroom、reading"),
    missing("school.yaml", "C1: {enrolled", "grade: 1, ", "grade", "年级"),
    missing("school.yaml", "C1: {", "grade: 1, enrolled: 3, ", "whole number", "整数", "grade: 1, "),
    missing("school.yaml", "P1: {", "licence: L-1, ", "licence", "许可证号"),
    missing("school.yaml", "P1: {", "whitelisted: true, ", "true or false", "true 或 false"),
    missing("school.yaml", "ball:\n", "    domain: physical\n", "one of moral, ", "moral、"),
    missing("school.yaml", "ball:\n", "    grades: 3-6\n", "grades", "年级"),
    missing("school.yaml", "S1: {", "subject: maths, ", "subject", "学科"),
    missing("school.yaml", "maths: {", ", interval: 14:00-15:00", "like 16:20-17:20", "16:20-17:20"),
    missing("term.yaml", "calendar: {", "first: 2026-09-01, ", "like 2026-09-01", "2026-09-01"),
    missing("day.yaml", "scenario: {", "title: 会议厅检修, ", "title", "名称"),
    missing("county.yaml", "caps: {", "late_days: 3, ", "late days", "晚走天数"),
]
NO_POLICY = ("like policy: helan-2021", "例如 policy: helan-2021")
SCHOOL_LINE = "school: {id: tiny, title: 小学校, area: town, language: zh, latitude: 38.55, longitude: 106.35}"
MISSING_SECTIONS = [
    school("policy: county.yaml\n", "", *NO_POLICY, ("school.yaml", "school: {", "«»school: {")),
    school(SCHOOL_LINE, "«»# nobody", "with id, title", "id、title"),
    missing("school.yaml", "school: {", "term: term.yaml\n", "calendar of the term, a section with first", "校历"),
    missing("school.yaml", "school: {", "buildings: {main: {}, annex: {walk: {main: 4min}}}\n", "buildings", "楼"),
    missing("school.yaml", "school: {", "gates: {G1: {building: main}}\n", "gates", "校门"),
    pack("rules:\n  id", "«ru»:\n  id", "rules"),
]
