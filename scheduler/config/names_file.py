"""The school's own list of names by id, for the eyes of people and for matching names; planning never reads it."""

from pathlib import Path

from scheduler.config.csv_reader import read_table
from scheduler.config.headers import Column

_NAMES = (
    Column("id", ("编号", "学生编号")),
    Column("name", ("姓名", "名称")),
    Column("remark", ("备注",), required=False),
)


def read_names(path: Path) -> dict[str, str]:
    """Names by id from the school's own list (`id,name`). Raises InputRefused with its faults."""
    return {row["id"]: row["name"] for row in read_table(path, _NAMES).rows}
