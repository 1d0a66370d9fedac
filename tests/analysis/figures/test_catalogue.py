"""Figures: the same bytes each time, every name on them, no global state touched."""

import itertools
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from analysis.comparison.study import earnings
from analysis.figures import catalogue, minds, service, style
from analysis.figures.time_series import over_weeks, week_ticks
from analysis.outcomes.outcomes import gather
from analysis.study import files
from simulation.state.standings import STANDINGS
from tests.analysis import sample_results

STRATEGIES = ("as_is", "cut", "desk", "same")


@pytest.fixture(scope="module")
def results():
    return [sample_results.fake_result(name, r, gain=10.0 * i) for i, name in enumerate(STRATEGIES) for r in (1, 2, 3)]


@pytest.fixture(scope="module")
def figures(results):
    weekly, segments, accounts = (files.stacked(results, name) for name in ("weekly", "segments", "standing"))
    return {
        "share": catalogue.market_share(weekly, "Alba"),
        "profit": catalogue.profit_by_strategy(earnings(gather(results), "Alba"), "as_is", "Alba", "USD"),
        "loyalty": catalogue.loyalty_by_type(segments, "Alba", "as_is"),
        "funnel": catalogue.complaint_funnel(weekly, "Alba"),
        "strategies": catalogue.who_brings_the_money(accounts[accounts["firm"] == "Alba"], "strategy", "Alba", "USD"),
        "firms": catalogue.who_brings_the_money(accounts[accounts["strategy"] == "cut"], "firm", "cut", "USD"),
    }


NAMES = {
    "share": (*sample_results.FIRMS, *STRATEGIES, "share of purchases (%)", "week"),
    "profit": (*STRATEGIES[1:], "profit (USD)", "customer equity (USD)"),
    "loyalty": (*sample_results.TYPES, *minds.DIMENSIONS, "index (0–100)"),
    "funnel": (*STRATEGIES, *(label for _, label in service.FUNNEL)),
    "strategies": (*STRATEGIES, *STANDINGS, "revenue (%)", "profit (USD)", "Who brings Alba the money"),
    "firms": (*sample_results.FIRMS, *STANDINGS, "customers at the end (%)", "Who brings the money (cut)"),
}


@pytest.mark.parametrize("name", list(NAMES))
def test_a_figure_names_what_it_shows(figures, name):
    svg = style.to_svg(figures[name]).decode()
    missing = [text for text in NAMES[name] if f">{text}<" not in svg]
    assert not missing


@pytest.mark.parametrize("name", list(NAMES))
def test_a_figure_has_the_same_bytes_each_time(figures, results, name):
    figure = figures[name]
    assert style.to_svg(figure) == style.to_svg(figure)
    assert style.to_png(figure) == style.to_png(figure)
    assert b"Date" not in style.to_svg(figure)


def test_drawing_leaves_the_style_of_others_alone(results):
    before = dict(mpl.rcParams)
    style.to_png(catalogue.market_share(files.stacked(results, "weekly"), "Alba"))
    assert dict(mpl.rcParams) == before


def test_one_replicate_and_one_week_can_be_drawn():
    results = [sample_results.fake_result(name, 1, weeks=1) for name in ("as_is", "cut")]
    weekly, segments = files.stacked(results, "weekly"), files.stacked(results, "segments")
    for figure in (
        catalogue.market_share(weekly, "NA"),
        catalogue.profit_by_strategy(earnings(gather(results), "NA"), "as_is", "NA", "USD"),
        catalogue.loyalty_by_type(segments, "NA", "cut"),
        catalogue.complaint_funnel(weekly, "NA"),
    ):
        assert style.to_png(figure).startswith(b"\x89PNG")


def test_bars_of_gains_go_right_and_those_of_losses_left():
    """Of 8 customers at the end 2 are loyal, of 400 money 300, and the new cost 50 more than they bring."""
    rows = [("Alba", name, *numbers) for name, *numbers in (("new", 1, 0, -50), ("regular", 3, 50, 10),
            ("loyal", 2, 300, 90), ("lapsed", 2, 50, 5))]  # fmt: skip
    rows += [("Idle", name, 0, 0.0, -4.0) for name in STANDINGS]
    one = pd.DataFrame(rows, columns=["firm", "standing", "customers", "revenue", "profit"])
    twice = pd.concat([one.assign(replicate=1), one.assign(replicate=2)])
    figure = catalogue.who_brings_the_money(twice, "firm", "as_is", "USD")
    shown = [
        [(bar.get_x(), bar.get_width()) for bar in axes.patches if isinstance(bar, Rectangle)] for axes in figure.axes
    ]
    assert shown[0][:4] == [(0.0, 12.5), (12.5, 37.5), (50.0, 25.0), (75.0, 25.0)]
    assert shown[1][:4] == [(0.0, 0.0), (0.0, 12.5), (12.5, 75.0), (87.5, 12.5)]
    assert shown[2][:4] == [(0.0, -50.0), (0.0, 10.0), (10.0, 90.0), (100.0, 5.0)]
    assert shown[0][4:] == [(0.0, 0.0)] * 4
    assert shown[2][4:] == [(0.0, -4.0), (-4.0, -4.0), (-8.0, -4.0), (-12.0, -4.0)]


def test_strategies_without_room_are_named():
    results = [sample_results.fake_result(f"s{i}", 1) for i in range(8)]
    svg = style.to_svg(catalogue.market_share(files.stacked(results, "weekly"), "Alba")).decode()
    assert "Not shown: s6 and s7." in svg
    results = [sample_results.fake_result(f"a strategy of a rather long name, number {i}", 1) for i in range(12)]
    figure = catalogue.market_share(files.stacked(results, "weekly"), "Alba")
    (note,) = figure.findobj(lambda part: "Not shown" in getattr(part, "get_text", str)())
    assert note.get_window_extent().x1 <= figure.bbox.x1


def test_dollar_signs_in_names_are_no_formulas():
    results = [sample_results.fake_result("cut $5 or $6_x", 1)]
    svg = style.to_svg(catalogue.loyalty_by_type(files.stacked(results, "segments"), "Alba", "cut $5 or $6_x"))
    assert b"cut $5 or $6_x" in svg


def test_bands_worked_by_hand():
    """Week 1: 1, 2, 3 over replicates: mean 2, t(0.975, 2) / sqrt(3) = 2.48414."""
    weekly = files.stacked([sample_results.fake_result("as_is", r, weeks=1) for r in (1, 2, 3)], "weekly")
    alba = weekly[weekly["firm"] == "Alba"].assign(profit=[1.0, 2.0, 3.0])
    (row,) = over_weeks(alba, "profit").to_dict("records")
    assert (row["mean"], row["low"], row["high"]) == pytest.approx((2.0, -0.48414, 4.48414), abs=1e-5)


def test_the_focus_firm_has_the_first_colour_and_types_have_none_of_firms():
    colours = style.firm_colours([f"firm {i}" for i in range(12)], "firm 3")
    assert colours["firm 3"] == style.FIRM_COLOURS[0]
    assert len(colours) == 12
    assert not set(style.TYPE_COLOURS.values()) & set(style.FIRM_COLOURS)


@pytest.mark.parametrize(("first", "last"), [(1, 1), (1, 5), (1, 52), (1, 104), (1, 5200)])
def test_few_ticks_from_the_first_week(first, last):
    ticks = week_ticks(first, last)
    assert ticks[0] == first
    assert ticks == sorted(set(ticks))
    assert len(ticks) <= 6


def test_labels_are_spread_no_more_than_needed():
    assert style.spread([1.0, 5.0, 9.0], 1.0, 0.0, 10.0) == [1.0, 5.0, 9.0]
    placed = style.spread([5.0, 5.0, 5.1], 1.0, 0.0, 10.0)
    ordered = sorted(placed)
    assert all(above - below > 0.999 for below, above in pairwise(ordered))
    assert min(style.spread([0.0, 0.0], 1.0, 0.0, 10.0)) >= 0.0


def test_bands_are_evened_out_over_the_weeks_around():
    """Weeks 1 and 2 differ by 0 and by 2 between two replicates: variances 0 and 2 are evened out to 1 and 1."""
    weekly = files.stacked([sample_results.fake_result("as_is", r, weeks=2) for r in (1, 2)], "weekly")
    alba = weekly[weekly["firm"] == "Alba"].assign(profit=[5.0, 1.0, 5.0, 3.0])
    rows = over_weeks(alba, "profit").to_dict("records")
    assert [row["high"] - row["mean"] for row in rows] == pytest.approx([12.706205 / 2**0.5] * 2)


def test_contrast_of_black_white_and_a_known_grey():
    """WCAG 2: black on white 21; #767676 is the lightest grey that may carry words on white."""
    assert style.contrast("#000000") == pytest.approx(21.0)
    assert style.contrast("#767676") == pytest.approx(4.54, abs=0.01)
    assert style.contrast("#777777") < 4.5


SEEN = {
    "all": [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    "without red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "without green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "without blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
"""Linear light as people see it who lack a kind of cone, after Machado, Oliveira and Fernandes (2009)."""
TO_XYZ = np.array([[0.412456, 0.357576, 0.180438], [0.212673, 0.715152, 0.072175], [0.019334, 0.119192, 0.950304]])


def lab(colour: str, seen: list[list[float]]) -> np.ndarray:
    """A colour in CIE L*a*b*, in which 2.3 is a just noticeable difference."""
    parts = np.array([int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    x, y, z = np.cbrt(TO_XYZ @ np.clip(np.asarray(seen) @ linear, 0.0, 1.0) / TO_XYZ.sum(axis=1))
    return np.array([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)])


@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("paper", ["light", "dark"])
@pytest.mark.parametrize(
    "colours", [style.FIRM_COLOURS, [*style.TYPE_COLOURS.values()], [*style.STANDING_COLOURS.values()][:3]]
)
def test_colours_are_told_apart_with_any_kind_of_colour_vision(colours, paper, sight):
    shown = [lab(colour if paper == "light" else style.ON_DARK[colour], SEEN[sight]) for colour in colours]
    assert min(np.linalg.norm(one - other) for one, other in itertools.combinations(shown, 2)) > 15.0


@pytest.mark.parametrize(
    "colour", [*style.FIRM_COLOURS, *style.TYPE_COLOURS.values(), *style.STANDING_COLOURS.values()]
)
@pytest.mark.parametrize("paper", ["#ffffff", "#15181c"])
def test_labels_can_be_read_on_light_and_dark_paper(colour, paper):
    assert style.contrast(style.readable(colour, paper), paper) >= 4.5


def test_of_fifty_firms_the_largest_are_named_and_the_others_are_grey():
    """Firm k has k parts of the market; the focus is the smallest."""
    firms = [f"F{place:02d}" for place in range(1, 51)]
    rows = [("as_is", 1, week, firm, (place + 1) / 1275) for week in (1, 2) for place, firm in enumerate(firms)]
    weekly = pd.DataFrame(rows, columns=["strategy", "replicate", "week", "firm", "market_share"])
    figure = catalogue.market_share(weekly, "F01")
    (axes,) = figure.axes
    colours = [line.get_color() for line in axes.lines]
    assert (colours.count(style.OTHERS), len(colours), len(axes.collections)) == (42, 50, 1)
    named = {text.get_text() for text in axes.texts}
    assert named == {"F01", *firms[-7:]}
    assert b"42 smaller firms" in style.to_svg(figure)
