"""Keep what identifies a child or an adult out of the planner's files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from scheduler.config.finding import Finding
from scheduler.config.source import FieldPath, Mark

RULE = "personal data of a child or adult does not belong here; delete it (use the school's own short ids)"
RULE_ZH = "此处不得写入学生或教职工的个人信息（身份证号、电话、住址、生日、银行卡、健康等），请删除，只用校内编号"

_ENGLISH = re.compile(
    "idcard|idno|idnumber|identity|identitycard|nationalid|citizenid|passport|phone|telephone|tel|"
    "mobile|cellphone|cell|address|addr|birth|birthday|birthdate|dob|bank|bankcard|bankaccount|"
    "cardno|cardnumber|creditcard|health|medical|medicine|disease|illness|diagnosis|allergy|"
    "allergies|disability|bloodtype|wechat|weixin|qq|email|mail"
)
_CHINESE = re.compile(
    "身份证|证件号|护照|户口|户籍|学籍号|电话|手机|联系方式|住址|"
    "地址|生日|出生|银行|卡号|健康|病史|疾病|疾患|过敏|残疾|体检|"
    "血型|微信|邮箱"
)
_WORD = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXxＸｘ](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z])(?<!\d[.])(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


@dataclass(frozen=True, slots=True)
class PersonalValue:
    """A stretch of text that looks like an identity or mobile number: its offset and a masked form."""

    start: int
    kind: str
    kind_zh: str
    masked: str

    def finding(self, mark: Mark, path: FieldPath | str) -> Finding:
        """The refusal of this value at `mark`; the number itself is never repeated."""
        return mark.finding(path, self.masked, f"{self.kind}: {RULE}", f"{self.kind_zh}：{RULE_ZH}")


def names_personal_data(name: str) -> bool:
    """Whether a field or column name asks for personal data (`id_card`, `homePhone`, `家长电话`).

    For names that no schema knows: a field the product itself defines is never asked.
    """
    if _CHINESE.search(name):
        return True
    words = [word.lower() for word in _WORD.findall(name)]
    pairs = [first + second for first, second in pairwise(words)]
    return any(_ENGLISH.fullmatch(word) for word in [*words, *pairs])


def field_finding(mark: Mark, path: FieldPath | str) -> Finding:
    """The refusal of a field or column whose name asks for personal data."""
    return mark.finding(path, "", RULE, RULE_ZH)


def personal_values(text: str) -> Iterator[PersonalValue]:
    """Every identity number (see `is_identity_number`) and 11-digit mainland mobile number in `text`."""
    for found in _IDENTITY.finditer(text):
        if is_identity_number(found.group()):
            yield PersonalValue(found.start(), "an identity number", "身份证号", found.group()[:3] + "*" * 15)
    for found in _MOBILE.finditer(text):
        yield PersonalValue(found.start(1), "a mobile number", "手机号", found.group(1)[:3] + "*" * 8)


def is_identity_number(text: str) -> bool:
    """Whether 18 digits are a citizen number (GB 11643: region, real birth date, MOD 11-2 check digit)."""
    digits = [int(character) for character in text[:17]]
    number = "".join(map(str, digits))
    check = "X" if text[17] in "XxＸｘ" else str(int(text[17]))
    if not 11 <= int(number[:2]) <= 83:
        return False
    if not 1900 <= int(number[6:10]) <= 2100:
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return _CHECK[sum(w * d for w, d in zip(_WEIGHTS, digits, strict=True)) % 11] == check
