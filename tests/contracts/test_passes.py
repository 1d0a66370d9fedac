"""The passes over everybody agree in all forms in which their speed is compared."""

import shutil

import pytest

from benchmarks.passes import Forms, lived, measure, show


@pytest.mark.skipif(shutil.which("gcc") is None, reason="the yardstick is compiled by gcc")
@pytest.mark.parametrize("firms", [2, 5])
def test_numpy_a_scalar_loop_c_and_the_engine_find_the_same(firms: int, capsys: pytest.CaptureFixture[str]) -> None:
    forms = Forms(lived(700, firms, 5), threads=2)
    forms.agree()
    assert show(measure(forms, 1), 700) > 0.0
    assert "x NumPy" in capsys.readouterr().out
