"""Names and numbers that identify a person."""

import pytest

from scheduler.config.personal import (
    RULE,
    field_finding,
    is_identity_number,
    names_personal_data,
    personal_values,
)
from scheduler.config.source import Mark

PERSONAL = """
id_card idCard IDNumber id-no identity passport phone Phone tel telNo parent_tel homePhone mobile cell_phone
address home_address homeAddr birth birthday birth_date BIRTHDATE dob bank bank_card bankAccount card_no
health medical_history allergies disability blood_type wechat email
身份证 学生身份证号 证件号码 手机 家长手机号 联系电话 联系方式 住址 家庭地址
生日 出生日期 银行卡号 健康状况 过敏史 病史 微信号
"""
ORDINARY = """
id name grade class pupil hotel title card cards capacity identifier telescope birch healthy_snack teacher
homeroom bells skills venue 姓名 编号 年级 班级 备注 社团 手工 电脑 体育 场地
"""


@pytest.mark.parametrize("name", PERSONAL.split())
def test_names_that_ask_for_personal_data(name: str) -> None:
    """Chinese and English, snake case, camel case and hyphens."""
    assert names_personal_data(name)


@pytest.mark.parametrize("name", ORDINARY.split())
def test_ordinary_names_are_left_alone(name: str) -> None:
    """A personal word inside another word does not count."""
    assert not names_personal_data(name)


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        # The 17 digits weighted 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2 add to 167; 167 mod 11 = 2: X.
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        ("110105194912310021", False),
        ("11010519491331002X", False),  # month 13
        ("110105194902290025", False),  # 1949 had no 29 February
        ("01010519491231002X", False),  # no region 01
        ("11010500491231002X", False),  # year 49
    ],
)
def test_identity_numbers_are_checked(number: str, valid: bool) -> None:
    """Region, date and check digit must all hold, so an order number rarely passes."""
    assert is_identity_number(number) is valid


@pytest.mark.parametrize(
    ("text", "start", "masked"),
    [
        ("11010519491231002X", 0, "110***************"),
        ("G11010519491231002X", 1, "110***************"),  # a national pupil number
        ("王 11010519491231002X。", 2, "110***************"),
        ("１１０１０５１９４９１２３１００２Ｘ", 0, "１１０***************"),
        ("13912345678", 0, "139********"),
        ("电话13912345678。", 2, "139********"),
        ("139 1234 5678", 0, "139********"),
        ("139-1234-5678", 0, "139********"),
        ("+86 13912345678", 4, "139********"),
        ("8613912345678", 2, "139********"),
    ],
)
def test_numbers_of_persons_are_found_and_masked(text: str, start: int, masked: str) -> None:
    """Wherever they stand in a text, with or without separators."""
    assert [(value.start, value.masked) for value in personal_values(text)] == [(start, masked)]


@pytest.mark.parametrize(
    "text",
    [
        "12912345678",  # no operator begins with 12
        "1391234567",
        "139123456789",
        "a13912345678",  # inside an opaque id
        "13912345678f",
        "106.13912345678",  # a coordinate
        "911101050000000000",
        "52640122MJX1234567",  # a unified social credit code
        "2026-09-01",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    """Ids, coordinates, codes and dates are not taken for a person's."""
    assert not list(personal_values(text))


def test_the_refusal_tells_the_rule() -> None:
    """A personal column is refused with the same words everywhere."""
    finding = field_finding(Mark("f.csv", 1, 5), "手机")
    assert (finding.place, finding.path, finding.rule) == ("f.csv:1:5", "手机", RULE)
