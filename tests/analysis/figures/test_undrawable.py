"""A figure that cannot be drawn costs nothing else, and nobody's own settings or fonts change what is drawn."""

import json
import warnings
from typing import Any

import matplotlib as mpl
import pytest

from analysis.comparison import study
from analysis.figures import catalogue, fonts, style
from analysis.figures.frame import styled
from analysis.figures.undrawable import NothingToShow, Troubles

SHORT = ("--weeks", "4", "--replicates", "2", "--set", "market.burn_in_weeks=0", "--workers", "1", "--out", "out")
TABLES = {
    *("weekly.parquet", "segments.parquet", "flows.parquet"),
    *("weekly.csv", "segments.csv", "outcomes.csv", "summary.csv", "standing.csv", "comparison.csv"),
}
UNLOVED = ("--set", "firms.Alba.attraction=-100", "--set", "firms.Alba.initial_share=0")
VALUE = "'What customers are worth' is not drawn: nobody bought from"


def files_of(folder):
    return {entry.relative_to(folder).as_posix() for entry in folder.rglob("*") if entry.is_file()}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("complaint_desk", "--customers", "1"), f"{VALUE} Alba"),
        (("newcomer", "--customers", "150", "--set", "focus=Elva"), f"{VALUE} Elva"),
        (("complaint_desk", "--customers", "100", *UNLOVED), f"{VALUE} Alba"),
    ],
    ids=["one customer", "a newcomer that has not come", "nobody likes it"],
)
def test_who_sold_nothing_gets_tables_a_report_and_the_name_of_each_missing_figure(loyalty, tmp_path, words, told):
    code, _, err = loyalty("compare", *words, *SHORT)
    assert code == 0
    assert told in err
    assert "Traceback" not in err
    assert "fault of ours" not in err
    found = files_of(tmp_path / "out")
    assert found >= TABLES | {"report.html", "figures/profit.png"}
    assert "figures/lifetime_value.png" not in found
    page = (tmp_path / "out/report.html").read_text()
    assert "The figure &#39;What customers are worth&#39; is not drawn" in page
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert any(told in line for line in manifest["figures_not_drawn"])
    assert set(manifest["files"]) == found - {"manifest.json"}


def test_a_baseline_without_customer_equity_is_compared_in_profit(loyalty):
    """Customer equity of the baseline is never defined where nobody can pay."""
    words = ("--customers", "100", "--set", "firms.Alba.pricing.price=100000", "--weeks", "6", "--replicates", "2")
    code, _, err = loyalty("compare", "complaint_desk", *words, "--workers", "1", "--out", "out")
    assert code == 0
    assert "KeyError" not in err


def test_a_figure_that_fails_is_named_and_the_others_are_there(loyalty, tmp_path, monkeypatch):
    def broken(*_):
        raise ValueError("no  such\nluck")

    monkeypatch.setattr(catalogue, "market_share", broken)
    code, _, err = loyalty("compare", "complaint_desk", "--customers", "100", *SHORT)
    assert code == 0
    line = "the figure 'Who sells how much' is not drawn: ValueError: no such luck; this is a fault of ours"
    assert err.count(line) == 1
    found = files_of(tmp_path / "out")
    assert "figures/market_share.png" not in found
    assert found >= TABLES | {"report.html", "figures/complaints.svg"}
    again = loyalty("compare", "complaint_desk", "--customers", "100", *SHORT, "--resume", "--json")
    assert any(line in told for told in json.loads(again[1])["figures_not_drawn"])


def test_tables_are_there_before_the_first_figure(loyalty, tmp_path, monkeypatch):
    def stopped(*_, **__):
        assert files_of(tmp_path / "out") >= TABLES
        raise KeyboardInterrupt

    monkeypatch.setattr(study, "gallery", stopped)
    words = ("compare", "complaint_desk", "--customers", "100", *SHORT)
    assert loyalty(*words)[0] == 130
    assert files_of(tmp_path / "out") >= TABLES
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert loyalty(*words, "--resume")[0] == 0
    assert "report.html" in files_of(tmp_path / "out")


def test_troubles_tell_what_there_is_nothing_to_show_of_and_what_failed():
    troubles = Troubles()
    assert troubles.attempt("one", lambda: 1) == 1

    number: Any = 1

    def empty():
        raise NothingToShow("nobody came")

    assert troubles.attempt("two", empty) is None
    assert troubles.attempt("three", lambda: "".join(number)) is None
    error = "TypeError: can only join an iterable"
    assert [str(one) for one in troubles.undrawn] == [
        "the figure 'two' is not drawn: nobody came",
        f"the figure 'three' is not drawn: {error}; this is a fault of ours, please report it",
    ]


@styled
def named(title, names):
    figure = style.new_figure(4.0, 3.0)
    axes = figure.subplots()
    axes.barh(range(len(names)), range(len(names)))
    axes.set_yticks(range(len(names)), names)
    axes.set_title(title)
    return figure


SETTINGS: Any = {  # names of settings are literals to the stubs
    "text.usetex": True,
    "savefig.bbox": "tight",
    "savefig.transparent": True,
    "figure.constrained_layout.use": True,
    "axes.facecolor": "black",
    "axes.grid": True,
    "lines.marker": "x",
    "font.size": 30.0,
    "path.sketch": (1.0, 100.0, 2.0),
    "axes.unicode_minus": False,
}


def test_no_setting_of_ones_own_reaches_our_figures():
    usual = style.to_svg(named("Price", ["−1", "0"])), style.to_png(named("Price", ["−1", "0"]))
    with mpl.rc_context(SETTINGS):
        before = dict(mpl.rcParams)
        assert (style.to_svg(named("Price", ["−1", "0"])), style.to_png(named("Price", ["−1", "0"]))) == usual
        assert dict(mpl.rcParams) == before


def unknown_letters():
    """Letters of scripts and of private use, which no font has, so that the test is the same everywhere."""
    return "\U00012000\U00012001"


def test_letters_that_no_font_has_are_one_note_and_no_warning():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        figure = named("Alba", [f"shop {unknown_letters()}", "日本商店"])
        style.to_png(figure)
        style.to_svg(figure)
    assert not caught
    assert set(unknown_letters()) <= set(fonts.fit(figure))
    assert fonts.advice("日") == (
        "no font of this system has 日, which figures show as boxes; install a font such as Noto Sans CJK"
    )
    assert "fonts such as Noto Emoji, Noto Sans CJK, Noto Sans Thai" in fonts.advice("日ก😀")


def test_a_font_of_the_system_shows_what_ours_lacks(monkeypatch):
    """The font of formulas that comes with Matplotlib stands for a system's font of a script."""
    own, other = fonts._own(), mpl.font_manager.findfont("STIXSizeTwoSym")
    name = mpl.font_manager.FontProperties(fname=other).get_name()
    letter = min(fonts._letters(other) - own)
    monkeypatch.setattr(fonts, "_installed", lambda: ((name, other),))
    fonts._covering.cache_clear()
    try:
        figure = named(f"shop {letter}", [f"a {letter}", "b"])
        assert fonts.fit(figure) == ""
        assert style.to_svg(figure).decode().count(name) == 2
    finally:
        fonts._covering.cache_clear()


def test_a_study_in_letters_without_a_font_says_so_once(loyalty, tmp_path):
    (tmp_path / "shops.yaml").write_text(
        f"extends: baseline\nfirms: {{'{unknown_letters()}': {{initial_share: 0.1}}}}\n", encoding="utf-8"
    )
    code, _, err = loyalty("run", "shops.yaml", "--customers", "100", *SHORT)
    assert code == 0
    assert [line for line in err.splitlines() if unknown_letters()[0] in line] == [
        f"warning: {fonts.advice(unknown_letters())}"
    ]
    assert unknown_letters().encode() in (tmp_path / "out/figures/market_share.svg").read_bytes()
