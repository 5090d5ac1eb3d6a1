"""Whether a workbook somebody else made may be opened: its size, its parts, and nothing that runs or reaches out.

A workbook is a zip of XML parts. Everything here is decided before any of them is interpreted.
"""

import re
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from scheduler.config.finding import InputRefused
from scheduler.config.source import Mark, read_bytes

MAX_BYTES = 10_000_000
MAX_UNPACKED = 50_000_000
MAX_PARTS = 2_000
MAX_RATIO = 100
"""Unpacked to packed bytes; a form of XML packs to a seventh, blank sheets to a thirtieth."""
SMALL = 1_000_000
"""Unpacked bytes that are no burden however well they pack."""
MAX_CELLS = 400_000
"""Cells in all sheets, filled or not: three times those of 5,000 pupils with every column."""
MAX_TAGS = 50_000
"""Tags in any other part than sheets and their texts: styles, comments, drawings."""
_SHEETS = "/worksheets/sheet"
_TAGS = ((_SHEETS, 2_000_000), ("/sharedStrings", MAX_CELLS))
_ZIP = b"PK\x03\x04"
_REFUSED_PARTS = (
    (re.compile(r"vbaProject|macrosheets|activeX|ctrlProps", re.I), "macros or controls", "宏或控件"),
    (re.compile(r"externalLinks|/connections\.xml|/queryTables/", re.I), "links to other files", "指向其他文件的链接"),
    (re.compile(r"/embeddings/", re.I), "embedded files", "嵌入的文件"),
)
_DECLARES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


def open_parcel(path: Path) -> BytesIO:
    """The bytes of a returned workbook, known to be a plain one.

    Bounds: 10 MB, 50 MB unpacked, 100 times its own size unpacked, 2,000 parts, 400,000 cells. Raises
    InputRefused with one plain sentence: too large, not a workbook, a zip bomb, macros, links to
    other files, embedded files, XML that declares entities.
    """
    raw = read_bytes(path, MAX_BYTES)
    file = str(path)
    if not raw.startswith(_ZIP):
        raise _no_workbook(file)
    try:
        with ZipFile(BytesIO(raw)) as parcel:
            _check_parts(file, parcel, parcel.infolist())
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError) as error:
        raise _no_workbook(file) from error
    return BytesIO(raw)


def refused(file: str, rule: str, rule_zh: str) -> InputRefused:
    """The refusal of a whole file."""
    return InputRefused([Mark(file, 1, 1).finding("", "", rule, rule_zh)])


def _check_parts(file: str, parcel: ZipFile, parts: list[ZipInfo]) -> None:
    packed, unpacked = sum(part.compress_size for part in parts), sum(part.file_size for part in parts)
    if unpacked > max(SMALL, min(MAX_UNPACKED, MAX_RATIO * packed)) or len(parts) > MAX_PARTS:
        size = f"{MAX_UNPACKED // 1_000_000} MB"
        raise refused(
            file,
            f"unpacks to more than {size}, {MAX_PARTS} parts or {MAX_RATIO} times its size, as no form does",
            f"解开后超过 {size}、{MAX_PARTS} 个部分或自身的 {MAX_RATIO} 倍，不是正常的表格",
        )
    for part in parts:
        for pattern, what, what_zh in _REFUSED_PARTS:
            if pattern.search(f"/{part.filename}"):
                raise refused(
                    file,
                    f"holds {what}; save the sheets alone as .xlsx",
                    f"含有{what_zh}，请只保留表格，另存为 .xlsx",
                )
    cells = 0
    for part in parts:
        content = parcel.read(part)
        cells += _cells(f"/{part.filename}", content)
        if cells > MAX_CELLS:
            raise refused(
                file,
                f"more than {MAX_CELLS:,} cells, texts or styles; delete what is empty",
                f"单元格、文字或样式超过 {MAX_CELLS:,} 个，请删除空白行列",
            )
        if any(declares in content for declares in _DECLARES):
            raise refused(
                file, "its XML declares entities, as no spreadsheet does", "其中的 XML 定义了实体，不是正常的表格文件"
            )


def _cells(part: str, content: bytes) -> int:
    """Cells of a part, those without a value as well; more than are allowed for a part of too many tags."""
    bound = next((most for word, most in _TAGS if word in part), MAX_TAGS)
    if content.count(b"<") > bound:
        return MAX_CELLS + 1
    return content.count(b"<c ") + content.count(b"<c>") if _SHEETS in part else 0


def _no_workbook(file: str) -> InputRefused:
    return refused(file, "not an Excel workbook (.xlsx), or damaged", "不是 Excel 工作簿（.xlsx），或已损坏")
