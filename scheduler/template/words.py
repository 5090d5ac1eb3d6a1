"""Words of the school workbook in Chinese and English."""

from collections.abc import Mapping

from scheduler.template.layout import Texts
from scheduler.template.shape import Holds

BASE = "_base"
"""The hidden sheet of digests: what the workbook was made from."""
LISTS = "_lists"
"""The hidden sheet of what may be chosen."""
HELP: Texts = ("填写说明", "How to fill in")
YES_NO: Mapping[str, Texts] = {"yes": ("是", "yes"), "no": ("否", "no")}

TEXTS: Mapping[str, Texts] = {
    "help.title": ("学校工作簿：{title}", "School workbook: {title}"),
    "help.what": (
        "一、每张表一类内容，一行一项；表头上行是名称，下行是字段名，请勿改动表头和表名。把鼠标移到表头上可看说明。",
        "1. One sheet a kind of thing, a row a thing. Leave headers and sheet names as they are; hover over a header.",
    ),
    "help.ids": (
        "二、编号由学校自定（字母、汉字、数字、_ 和 -，最多 40 个字符），不写姓名、身份证号、电话、住址和健康情况。",
        "2. Ids are the school's own (letters, digits, _ and -). No names, identity or phone numbers, health.",
    ),
    "help.several": (
        "三、一格写几个时用 + 连接，例如 mon+wed，fri=17:50+mon=18:00。时长要写单位，例如 60min 或 60分钟。",
        "3. Several in a cell are joined by +, like mon+wed or fri=17:50+mon=18:00. Write 60min, not 60.",
    ),
    "help.colours": (
        "四、红色：编号重复，或引用了不存在的编号；黄色：这一行缺少必填的内容。下拉列表以外的写法会有提示，但可以保留。",
        "4. Red: an id there twice, or one that names nothing. Yellow: something required is missing in the row.",
    ),
    "help.settings": (
        "五、“设置”表一行一个值，例如 rules.caps.late_days；rules 下只写与政策包不同的数值，null 表示删去。",
        "5. Settings: a value a row, like rules.caps.late_days. Under rules only what differs; null deletes.",
    ),
    "help.formulas": (
        "六、请粘贴数值，不要写公式、链接和宏；含有这些内容的文件会被拒绝。",
        "6. Paste values: formulas, links and macros are refused.",
    ),
    "help.back": (
        "七、填好后执行 afterschool import xlsx 本文件 -o 文件夹。文件夹里已有这所学校时，只在一边改过的都保留，"
        "两边都改过的会列出来，不会丢失。",
        "7. Then: afterschool import xlsx FILE -o FOLDER. Where the folder holds this school, edits on one side are "
        "kept, and edits made on both are listed; none is lost.",
    ),
    "holds.required": ("必填。", "Required."),
    "holds.refers": ("须是“{sheet}”表中的编号。", "An id of the sheet {sheet}."),
    "holds.options": ("可写：{options}。", "One of: {options}."),
    "warn.title": ("请核对", "Please check"),
    "warn.list": (
        "这个值不在列表中。确认无误可以保留，导入时还会检查。",
        "Not in the list. Keep it if you are sure; it is checked on import.",
    ),
    "warn.date": ("请写日期，例如 2026-09-01。", "Please write a date, like 2026-09-01."),
    "print.footer": ("第 &P 页，共 &N 页", "Page &P of &N"),
}
HOW: Mapping[Holds, Texts] = {
    Holds.TEXT: ("", ""),
    Holds.NUMBER: ("数字。", "A number."),
    Holds.SWITCH: ("是 或 否。", "yes or no."),
    Holds.DATE: ("日期，例如 2026-09-01。", "A date, like 2026-09-01."),
    Holds.CHOICE: ("从列表中选一个。", "Choose one of the list."),
    Holds.LIST: ("多个用 + 连接。", "Several are joined by +."),
    Holds.MAP: ("写成 名称=值，多个用 + 连接。", "name=value, several joined by +."),
    Holds.GROUP: ("", ""),
}
"""How a cell of a kind is filled in."""


def say(key: str, language: str, **facts: object) -> str:
    """The sentence of a key in `zh` or `en`, filled with facts; raises KeyError for an unknown key."""
    return TEXTS[key][0 if language == "zh" else 1].format(**facts)


def help_lines(title: str, language: str) -> list[str]:
    """The instructions, title first."""
    return [say(key, language, title=title) for key in TEXTS if key.startswith("help.")]
