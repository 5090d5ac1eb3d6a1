"""What a form offers to choose from: the periods of each day, and the clubs of each grade."""

from collections.abc import Iterator

from scheduler.calendar.term import weekday_en, weekday_zh
from scheduler.config.roster_words import say_periods
from scheduler.config.schema import BellsFile, ClubFile, SchoolFile


def day_options(bells: BellsFile, weekday: int, language: str) -> tuple[str, ...]:
    """The words for every set of periods the bells hold on a weekday, `不参加` first.

    The service's periods alone and together, all of them with extended care, and, where there is evening study that
    day, each of these with it and it alone.
    """
    kind = bells.day_kind.get(weekday, "both")
    service = [code for code, held in (("P1", kind != "club"), ("P2", bells.p2 and kind != "homework")) if held]
    sets = [set(service[:1]), set(service)] if len(service) > 1 else [set(service)]
    if bells.extended:
        sets.append({*service, "E"})
    if len(service) > 1:
        sets.append({service[1]})
    sets.insert(0, set())
    if bells.evening is not None and weekday in bells.evening.weekdays:
        sets += [{*codes, "V"} for codes in sets]
    return tuple(say_periods(codes, language) for codes in sets)


def wish_options(file: SchoolFile, grade: int, language: str) -> tuple[str, ...]:
    """Every club held for the grade, in the school's order; then, where it meets in several strands, each of them.

    () when no club is held for the grade.
    """
    held = [(key, strands) for key in file.clubs if (strands := club_strands(file, key, grade))]
    plain = [wish_label(file, key, None, grade, language) for key, _ in held]
    return (
        *plain,
        *(
            wish_label(file, key, strand, grade, language)
            for key, strands in held
            if len(strands) > 1
            for strand in strands
        ),
    )


def club_strands(file: SchoolFile, club: str, grade: int) -> list[str]:
    """The strands in which a grade may be in the club, in the school's order."""
    offered: ClubFile = file.clubs[club]
    if grade not in offered.grades:
        return []
    return [key for key in grade_strands(file, grade) if not offered.strands or key in offered.strands]


def grade_strands(file: SchoolFile, grade: int) -> list[str]:
    """The strands of a grade, in the school's order."""
    return [key for key, strand in file.strands.items() if grade in strand.grades]


def wish_label(file: SchoolFile, club: str, strand: str | None, grade: int, language: str) -> str:
    """A wish as a family reads it, its code last: `篮球（周一、周三） basketball@A`.

    Days stand there when they tell something: the wish is for one strand, or the club meets in one of several.
    """
    strands = [strand] if strand else club_strands(file, club, grade)
    told = strand or (len(strands) == 1 and len(grade_strands(file, grade)) > 1)
    code = f"{club}@{strand}" if strand else club
    return f"{file.clubs[club].title}{_days(file, strands[0], language) if told else ''} {code}"


def _days(file: SchoolFile, strand: str, language: str) -> str:
    weekdays: Iterator[int] = iter(sorted(file.strands[strand].weekdays))
    if language == "zh":
        return f"（{'、'.join(map(weekday_zh, weekdays))}）"
    return f" ({', '.join(weekday_en(weekday).capitalize() for weekday in weekdays)})"
