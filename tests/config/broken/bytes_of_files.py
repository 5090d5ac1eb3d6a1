"""Families about the bytes of a file: encodings, characters nobody sees, and what is in the way of reading it."""

from dataclasses import replace

from tests.config.broken.case import Broken, day, lessons, luck, pack, pupils, school, term

UTF8 = ("UTF-8", "UTF-8")


def saved(codec: str, case: Broken) -> Broken:
    """The same configuration with its changed files in another encoding."""
    return replace(case, codec=codec)


ENCODINGS = [
    saved("gb18030", school("title: 小学校", "title: «»小学校", *UTF8)),
    saved("gb18030", pack("# 贺兰县教育", "# «»贺兰县教育", *UTF8)),
    saved("gb18030", day("title: 会议厅", "title: «»会议厅", *UTF8)),
    saved("gb18030", term("make_up: {2026-10-10: thu}", "make_up: {2026-10-10: «»周四}", *UTF8)),
    saved("big5", term("make_up: {2026-10-10: thu}", "make_up: {2026-10-10: «»週四}", *UTF8)),
    saved("utf-16", school("school: {id", "«»school: {id", *UTF8)),
    saved("utf-16-be", school("school: {id", "«»\ufeffschool: {id", *UTF8)),
    saved("utf-16", pupils("pupil,home", "«»pupil,home", *UTF8)),
    saved("utf-16", term("calendar:", "«»calendar:", *UTF8)),
    school("title: 小学校", "title: «»小\udc80学校", *UTF8),
    school("title: 篮球", "title: 篮«»\udcff\udcfe球", *UTF8),
    term("last: 2027", "last: «»\udce5\udcb9 2027", *UTF8),
    pupils("a1,C1", "«»\udcffa1,C1", "UTF-8 or GB18030", "UTF-8 或 GB18030"),
    lessons(
        "T1,mon,08:20,09:00,,C1,chinese",
        "T1,mon,08:20,09:00,,C1,«»\udcff\udcff",
        "UTF-8 or GB18030",
        "UTF-8 或 GB18030",
    ),
    saved("gb18030", lessons("周二", "«»\udc80\udcff周二", "UTF-8 or GB18030", "UTF-8 或 GB18030")),
]
RETYPE = ("delete it", "请删除")
INVISIBLE = [
    school("title: 小学校", "title: 小«»\x00学校", *RETYPE),
    school("title: 小学校", "title: 小«»\ufeff学校", *RETYPE),
    school("title: 小学校", "title: 小«»\u200b学校", *RETYPE),
    school("title: 小学校", "title: 小«»\u202e学校", *RETYPE),
    school("title: 小学校", "title: 小«»\u2028学校", *RETYPE),
    school("title: 小学校", "title: 小«»\x1b学校", *RETYPE),
    school("title: 小学校", "title: 小«»\x85学校", *RETYPE),
    school("title: 小学校", 'title: «»"小\\u0000学校"', *RETYPE),
    school("title: 小学校", 'title: «»"小\\u200B学校"', *RETYPE),
    term("first: 2026", "first: «»\u200e2026", *RETYPE),
    pack("periods: 2", "periods: «»\x0c2", *RETYPE),
    day("reason: 周三", "reason: «»\ufffd周三", *RETYPE),
    pupils("a2,C3", "a2«»\x00,C3", *RETYPE),
    pupils("a2,C3", "a2«»\u200b,C3", *RETYPE),
    luck("a1,2", "a1,«»\u200f2", *RETYPE),
]
FILES_IN_THE_WAY = [
    replace(
        school("pupils: pupils.csv", "pupils: «pupils.csv»", "no such file"), zh="没有这个文件", without=("pupils.csv",)
    ),
    replace(school("luck: luck.csv", "luck: «luck.csv»", "no such file"), zh="没有这个文件", without=("luck.csv",)),
    replace(school("term: term.yaml", "term: «term.yaml»", "no such file"), zh="没有这个文件", without=("term.yaml",)),
    replace(school("policy: county.yaml", "policy: «county.yaml»", "helan-2021"), without=("county.yaml",)),
    replace(
        school("pupils: pupils.csv", "pupils: «pupils.csv»", "a file, not a folder", "而不是文件夹"),
        folders=("pupils.csv",),
    ),
    replace(
        school("term: term.yaml", "term: «term.yaml»", "a file, not a folder", "而不是文件夹"), folders=("term.yaml",)
    ),
    replace(
        school("policy: county.yaml", "policy: «county.yaml»", "a file, not a folder"),
        zh="而不是文件夹",
        folders=("county.yaml",),
    ),
    school("term: term.yaml", "term: «term.yml»", "term.yaml"),
    school("term: term.yaml", "term: «Term.yaml»", "term.yaml"),
    school("term: term.yaml", "term: «../term.yaml»", "beside school.yaml", "所在文件夹"),
    school("term: term.yaml", "term: «/etc/hosts»", "beside school.yaml", "所在文件夹"),
    school("policy: county.yaml", "policy: «../county.yaml»", "beside school.yaml", "所在文件夹"),
    school("policy: county.yaml", "policy: «helan2021»", "helan-2021"),
    school("policy: county.yaml", "policy: «贺兰»", "helan-2021"),
    school("pupils: pupils.csv", "pupils: «pupil.csv»", "pupils.csv"),
    school("lessons: lessons.csv", "lessons: «lesson.csv»", "lessons.csv"),
    school("pupils: pupils.csv", "pupils: «../pupils.csv»", "beside school.yaml", "所在文件夹"),
    school("pupils: pupils.csv", "pupils: «/etc/passwd»", "beside school.yaml", "所在文件夹"),
    school("pupils: pupils.csv", "pupils: «names.csv»", "never read", "不参与排班"),
    school("pupils: pupils.csv", "pupils: «Names.CSV»", "never read", "不参与排班"),
    school("pupils: pupils.csv", 'pupils: «»"a\\0b.csv"', "delete it", "请删除"),
    school("pupils: pupils.csv", "pupils: «" + "p" * 201 + "»", "at most 200", "最多 200"),
]
