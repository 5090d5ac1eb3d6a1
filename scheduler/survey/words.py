"""The words of the survey in Chinese and English, one table, and the instructions on the form."""

from scheduler.config.roster_words import STAYS_AWAY
from scheduler.config.schema import SchoolFile

LISTS = "lists"
"""Name of the hidden sheet of drop-down lists."""

TEXTS: dict[str, tuple[str, str]] = {
    "help.sheet": ("填写说明", "How to fill in"),
    "yes": ("是", "yes"),
    "warn.title": ("请核对", "Please check"),
    "warn.list": (
        "列表里没有这一项。请从下拉列表中选择；确实要这样写，请选“是”。",
        "This is not in the list. Choose from the list, or keep it if you mean it.",
    ),
    "warn.date": ("请写日期，例如 2026-09-01。", "Please write a date like 2026-09-01."),
    "print.header": ("课后服务调查表", "After-school service survey"),
    "print.footer": ("第 &P 页，共 &N 页", "Page &P of &N"),
    "help.title": ("{title} 课后服务调查表", "{title}: survey on the after-school service"),
    "help.voluntary": (
        "参加课后服务完全自愿，由家长自己选择；没有答复的学生不会被安排参加。",
        "Taking part is voluntary and the family's own choice; a pupil without an answer is given no place.",
    ),
    "help.term": ("学期：{first} 至 {last}。", "Term: {first} to {last}."),
    "help.sheets": (
        "一、每个班一张表，请在本班的表里填写；一名学生一行，编号已经填好，请勿改动。",
        "1. One sheet a homeroom, one row a pupil; the ids are there already, please leave them.",
    ),
    "help.days": (
        "二、周一至周五：点单元格右侧的箭头，选择当天参加的时段；不参加请选“{away}”。",
        "2. Monday to Friday: click the arrow beside the cell and choose the periods, or `{away}`.",
    ),
    "help.wishes": (
        "三、志愿1、志愿2……：按喜欢的程度依次选社团，名称后的括号是活动日，请至少填满每组活动日各一个；"
        "选重复了会变红。",
        "3. Choice 1, choice 2 ...: clubs in order of liking, days in brackets; at least one for each set of days. "
        "A club chosen twice turns red.",
    ),
    "help.consent": (
        "四、签了自愿参加协议，“签协议”选“是”；日期留空就是整个学期。选了时段却没有协议，该格会变黄。",
        "4. `consent`: yes when the family has signed; without dates, for the whole term. Yellow while lacking.",
    ),
    "help.reply": (
        "五、家长没有答复而已留存记录的，“回收情况”选“无回复，已记录”。还没有任何答复的学生，编号是黄色的。",
        "5. A family that did not reply, with a record of it: say so under `reply`. Ids without any answer are yellow.",
    ),
    "help.privacy": (
        "六、只写校内编号。请不要写身份证号、电话、住址或健康情况；写了，程序会拒绝读取。",
        "6. School ids only: no identity or phone numbers, addresses or health; a form with them is refused.",
    ),
    "help.back": (
        "七、填好后保存为 .xlsx 交回即可，只填了本班的一张表也可以单独交。每列标题上有更详细的说明。",
        "7. Save as .xlsx and hand it back; one sheet alone will do. Each header carries a longer note.",
    ),
    "todo.missing": (
        "没有调查记录；请联系家长填写，或登记“无回复，已记录”",
        "no row in the survey; ask the family, or put on record that it does not reply",
    ),
    "todo.unanswered": (
        "还没有答复；请联系家长填写，或登记“无回复，已记录”",
        "no answer yet; ask the family, or put on record that it does not reply",
    ),
    "todo.uncounted": (
        "在籍 {enrolled} 人中有 {count} 人不在调查表里",
        "{count} of the {enrolled} pupils enrolled are nowhere in the survey",
    ),
    "todo.stranger": (
        "名册里没有这个编号，请核对是否写错或新转入",
        "not in the roster; misspelt, or new to the school?",
    ),
    "todo.moved": ("名册里是 {before} 班，请核对", "the roster has this pupil in {before}; please check"),
    "todo.no_agreement": (
        "申请参加但没有自愿参加协议；签好之前不安排",
        "applies without an agreement; no place is given before it is signed",
    ),
    "todo.lapsed": (
        "协议 {begins} 至 {ends}，本学期（{term_first} 至 {term_last}）开始前已失效，请重签",
        "the agreement {begins} to {ends} lapsed before the term {term_first} to {term_last}; sign anew",
    ),
    "todo.not_begun": (
        "协议 {begins} 至 {ends}，在本学期（{term_first} 至 {term_last}）之后才开始，请核对",
        "the agreement {begins} to {ends} begins after the term {term_first} to {term_last}; please check",
    ),
    "todo.part_of_term": (
        "协议 {begins} 至 {ends}，没有覆盖整个学期（{term_first} 至 {term_last}），请核对",
        "the agreement {begins} to {ends} does not cover the term {term_first} to {term_last}; please check",
    ),
    "todo.no_wish": (
        "参加{days}第二时段，但没有选这几天的社团",
        "attends period 2 on {days_en}, but wishes for no club that meets then",
    ),
    "todo.few_wishes": (
        "{days}要参加 {strands} 个不同的社团，只选了 {clubs} 个",
        "needs {strands} different clubs on {days_en}, wishes for {clubs}",
    ),
}


def say(key: str, language: str, **facts: object) -> str:
    """The sentence of a key in `zh` or `en`, filled with facts; raises KeyError for an unknown key."""
    return TEXTS[key][0 if language == "zh" else 1].format(**facts)


def help_lines(file: SchoolFile, language: str) -> list[str]:
    """The instructions, title first."""
    facts = {
        "title": file.school.title,
        "first": file.calendar.first,
        "last": file.calendar.last,
        "away": STAYS_AWAY.zh if language == "zh" else STAYS_AWAY.en,
    }
    return [say(key, language, **facts) for key in TEXTS if key.startswith("help.") and key != "help.sheet"]
