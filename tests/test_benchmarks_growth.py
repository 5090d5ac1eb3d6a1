"""The picture of growth: its exponents, and what it needs."""

from pathlib import Path

import pytest

from tests.benchmarks.growth import draw_growth, exponent


@pytest.mark.parametrize("power", [0.5, 1.0, 1.5, 2.0])
def test_the_exponent_of_a_power_law_is_its_power(power: float) -> None:
    """seconds = 3 * n ** power lies on a line of that slope."""
    results = [{"classes": n, "seconds": 3 * n**power} for n in (12, 24, 96)]
    assert exponent(results, "seconds") == pytest.approx(power)


def test_one_size_has_no_growth() -> None:
    """Two seeds of one size are one point."""
    with pytest.raises(ValueError, match="two sizes, got 2"):
        exponent([{"classes": 12, "mb": 400}, {"classes": 12, "mb": 410}], "mb")


def test_the_picture_is_drawn(tmp_path: Path) -> None:
    """A PNG file."""
    file = tmp_path / "growth.png"
    draw_growth([{"classes": n, "seconds": n / 2, "mb": 300 + n} for n in (12, 24)], file)
    assert file.read_bytes()[:4] == b"\x89PNG"
