"""Families of slips in the committed schools, which are written a field or an entry a line."""

from tests.config.broken.case import broken

RURAL = [
    broken("school.yaml", "    p1: 60min\n", "    p1: «60»\n", "60min", good="rural6"),
    broken("school.yaml", "area: rural", "area: «village»", "town, rural", "town、rural", good="rural6"),
    broken(
        "school.yaml",
        "      3: [2, 2, 2, 2, 2]\n",
        "      3: «»[2, 2, 2, 2]\n",
        "at least 5",
        "至少应有 5",
        good="rural6",
    ),
    broken("school.yaml", "posts: {patrol: null}", "posts: {«patrols»: null}", "patrol", good="rural6"),
    broken("school.yaml", "duty_only: true}  # 校领导", "«duty»: true}  # 校领导", "duty_only", good="rural6"),
    broken("school.yaml", "  T007: {skills", "  «T006»: {skills", "keep one", "保留一处", good="rural6"),
    broken(
        "school.yaml",
        "C301: {grade: 3, enrolled: 21, classroom: R301, teacher: T003}",
        "C301: {grade: 3, enrolled: 21, classroom: R301, teacher: «T030»}",
        "T003",
        good="rural6",
    ),
    broken("school.yaml", "strands: [B]}", "strands: [«D»]}", "A, B", "A、B", good="rural6"),
    broken("school.yaml", "title: 剪纸, ", "title«»：剪纸, ", "`name: value`", "“名称: 值”", good="rural6"),
    broken("school.yaml", "  # 班级少", "«»\t# 班级少", "spaces", "空格", good="rural6"),
    broken(
        "school.yaml", "  C101: 16, C201: 19", "  C101: 16, C201: «91»", "<= the 19", "不应多于在籍 19", good="rural6"
    ),
    broken("term.yaml", "2027-01-01]", "«2027-1-1»]", "2027-01-01", good="rural6"),
    broken("term.yaml", "  last: 2027-01-22", "  last: «2026-01-22»", "must not be after", "不应晚于", good="rural6"),
    broken("term.yaml", "{2026-10-10: wed}", "{2026-10-10: «sat»}", "one of mon", "周一至周五", good="rural6"),
    broken("pupils.csv", "S10102,C101", "S10102,«C102»", "C101", good="rural6"),
    broken("pupils.csv", "S10102,C101", "«S10101»,C101", "already in the file", "重复", good="rural6"),
    broken("lessons.csv", "T010,mon,1,C101", "T010,mon,«9»,C101", "from 1 to", "第 1 至", good="rural6"),
    broken(
        "expected.csv",
        "C101,mon,13",
        "C101,mon,«130»",
        "<= the 16 pupils enrolled",
        "不应多于在籍 16 人",
        good="rural6",
    ),
    broken("interest.csv", "football,", "«footbal»,", "football", good="rural6"),
]
TOWN = [
    broken("school.yaml", "    p1: 60min\n", "    p1: «60»\n", "60min", good="town24"),
    broken("school.yaml", "area: town", "area: «county»", "town, rural", "town、rural", good="town24"),
    broken("term.yaml", "  first: 2026-09-01", "  first: «2026/9/1»", "2026-09-01", good="town24"),
    broken("pupils.csv", "S10102,C101", "S10102,«C1O1»", "C101", good="town24"),
    broken("pupils.csv", "S10102,C101", "«S10101»,C101", "already in the file", "重复", good="town24"),
    broken("lessons.csv", "T001,mon,1,C101", "«T0O1»,mon,1,C101", "T001", good="town24"),
    broken("lessons.csv", "T001,mon,2,C101,labour", "«»T001,mon,2,C101", "cells", "格", good="town24", near=True),
]
