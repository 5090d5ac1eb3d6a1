"""The other files a school names: they stand in the folder of its school.yaml, or below it."""

from dataclasses import dataclass
from pathlib import Path

from scheduler.config.nearest import nearest

SCHOOL_FILE = "school.yaml"
NAMES_FILE = "names.csv"
"""The list of names, which planning never reads."""

_OUTSIDE = (
    f"must be a file beside {SCHOOL_FILE}, without .. or /",
    f"应为 {SCHOOL_FILE} 所在文件夹中的文件，不写 .. 或 /",
)
_FOLDER = ("must be a file, not a folder", "应为文件，而不是文件夹")
_NAMES = ("the file of names is never read by planning; delete this", "姓名文件不参与排班，不得读取，请删除")
ABSENT = (f"there is no such file beside {SCHOOL_FILE}", f"{SCHOOL_FILE} 旁没有这个文件")


@dataclass(frozen=True)
class Refused:
    """Why a name is not that of a file to read, in English and Chinese, and the nearest name of one that is."""

    rule: tuple[str, str]
    hint: str | None = None


def beside(folder: Path, name: str) -> Path | Refused:
    """The file of that name in a school's folder, or why there is none to read."""
    path = Path(name)
    if path.name.casefold() == NAMES_FILE:
        return Refused(_NAMES)
    if path.is_absolute() or ".." in path.parts:
        return Refused(_OUTSIDE)
    try:
        if (folder / path).is_file():
            return folder / path
        rule = _FOLDER if (folder / path).is_dir() else ABSENT
    except OSError:
        rule = ABSENT
    return Refused(rule, nearest(name, _names_like(folder, path.suffix)) if rule is ABSENT else None)


def _names_like(folder: Path, suffix: str) -> list[str]:
    """Files in the folder that could have been meant: tables for a table, else YAML that is not the school's own."""
    kinds = (".csv",) if suffix.casefold() == ".csv" else (".yaml", ".yml")
    others = (NAMES_FILE, SCHOOL_FILE)
    return sorted(file.name for file in folder.iterdir() if file.suffix in kinds and file.name not in others)
