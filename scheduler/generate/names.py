"""Synthetic names: common surnames and given names put together by chance; nobody's real name is meant."""

from collections.abc import Iterable, Iterator
from random import Random

SURNAMES = "马王李张刘杨陈田丁白金何吴赵周徐孙胡朱高林郭罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "小晓文嘉思子雨欣明佳俊梓若宇涵晨瑞雪晗浩静慧博雅志海玉红建春丽伟秀芳国强梅军平燕"
REMARK = "合成姓名，非真实人物 synthetic and no real person"


def name_rows(ids: Iterable[str], rng: Random) -> Iterator[tuple[str, str, str]]:
    """(id, name, remark) for every id."""
    for key in ids:
        given = rng.sample(GIVEN, 1 + (rng.randrange(4) > 0))
        yield key, rng.choice(SURNAMES) + "".join(given), REMARK
