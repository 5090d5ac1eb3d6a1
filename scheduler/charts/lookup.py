"""Where a font with Chinese characters is looked for; loading this loads no drawing library."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "pylopdf_fonts_zh_cn"
SYSTEM_NAMES = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
)
PROBE = "课后服务"
"""Characters a font must have to count as Chinese."""


def candidates(path: Path | None, tried: list[str]) -> Iterator[Path]:
    """Font files in the order to try them: the file given alone, else the font package's, else the system's.

    What was looked for is added to `tried` as it is.
    """
    if path is not None:
        tried.append(str(path))
        yield path
        return
    tried.append(PACKAGE)
    if find_spec(PACKAGE) is not None:
        from pylopdf_fonts_zh_cn import sans_path

        yield Path(sans_path())
    from matplotlib.font_manager import fontManager

    by_name = {entry.name: entry.fname for entry in reversed(fontManager.ttflist)}
    for name in SYSTEM_NAMES:
        tried.append(name)
        if name in by_name:
            yield Path(by_name[name])
