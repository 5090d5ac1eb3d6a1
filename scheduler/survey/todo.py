"""What a class teacher still has to do, one entry a pupil and matter, and as a list to hand out."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.config.csv_writer import csv_text

ERROR, OPEN = "error", "open"
_HEADERS = (("班级", "学生编号", "程度", "事项", "位置"), ("homeroom", "pupil", "severity", "matter", "place"))
_SEVERITIES = {ERROR: ("必须改正", "must be corrected"), OPEN: ("待落实", "to be settled")}


@dataclass(frozen=True)
class Todo:
    """One matter: the pupil it is about (empty for a whole homeroom), its code, how serious, where, and in words.

    `severity` is `error` (the files cannot be used) or `open` (somebody has to be asked).
    """

    homeroom: str
    pupil: str
    code: str
    severity: str
    place: str
    zh: str
    en: str

    def say(self, language: str) -> str:
        """The matter in one sentence, without its place."""
        return self.zh if language == "zh" else self.en


def by_homeroom(todo: Sequence[Todo]) -> dict[str, list[Todo]]:
    """The entries of each homeroom, in the order given."""
    grouped: dict[str, list[Todo]] = {}
    for item in todo:
        grouped.setdefault(item.homeroom, []).append(item)
    return grouped


def lines(items: Sequence[Todo], language: str) -> list[str]:
    """The entries of one homeroom as lines: errors each at its place, pupils with the same open matter together."""
    alike: dict[tuple[str, str], list[Todo]] = {}
    for item in items:
        alike.setdefault((item.place if item.severity == ERROR else "", item.say(language)), []).append(item)
    joint, colon = ("、", "：") if language == "zh" else (", ", ": ")
    said = []
    for (where, sentence), same in alike.items():
        pupils = joint.join(item.pupil for item in same if item.pupil)
        placed = f"{where}: {sentence}" if where else sentence
        said.append(f"{pupils}{colon}{placed}" if pupils else placed)
    return said


def todo_csv(todo: Sequence[Todo], language: str) -> str:
    """The list as CSV for Excel and WPS (with a byte-order mark), a row an entry."""
    word = 0 if language == "zh" else 1
    rows = (
        (item.homeroom, item.pupil, _SEVERITIES[item.severity][word], item.say(language), item.place) for item in todo
    )
    return csv_text(_HEADERS[word], rows)
