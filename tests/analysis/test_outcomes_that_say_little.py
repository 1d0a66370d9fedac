"""Every study, where its outcome is tied, constant, undefined, or constant but for rounding: none is too sure."""

import re

import pytest

from analysis.formats.csv_bytes import read_csv
from tests.analysis.wording import wording

pytest.importorskip("SALib", reason="needs the extra `experiments`")
pytest.importorskip("nashpy", reason="needs the extra `experiments`")
pytest.importorskip("optuna", reason="needs the extra `experiments`")

SIZE = ("--customers", "120", "--weeks", "4", "--replicates", "2", "--set", "market.burn_in_weeks=2", "--workers", "1")
RATE, HARDLY = 0.1, 0.1000000000000004
"""A discount rate, and one that only rounding can tell from it."""
IDLE, LEVER = "firms.Brio.observed_share", "market.discount_rate"
FORMS = {
    # the outcome, what varies (path and range), what two plans set it to
    "tied": ("profit", IDLE, "0:1", (0.2, 0.4)),
    "constant": ("price", "firms.Brio.overhead", "0:10", (0, 7.13)),
    "undefined": ("resolution_weeks", IDLE, "0:1", (0.2, 0.4)),
    "nearly constant": ("clv", LEVER, f"{RATE}:{HARDLY}", (RATE, HARDLY)),
}
BOASTS = re.compile(
    r"surely|dominates|beats|loses to|^best: |best of the|leads with|seems the best|±0(\.0*)?(?!\.?\d)|\d(,\d{3}){3}",
    re.MULTILINE,
)


def plans(path, values):
    one, other = values
    return ("--set", f"compare={{stay: {{{path}: {one}}}, same: {{{path}: {other}}}}}", "--set", "focus=Brio")


def words(command, form):
    outcome, path, span, values = FORMS[form]
    low, high = span.split(":")
    vary = ("--vary", f"{path}={span}", "--set", "focus=Brio")
    return {
        "run": ("run", "baseline", "--no-report"),
        "compare": ("compare", "baseline", *plans(path, values), "--no-report"),
        "sweep": ("sweep", "baseline", "--vary", f"{path}={low},{high}", "--set", "focus=Brio", "--outcome", outcome),
        "sensitivity": ("sensitivity", "baseline", *vary, "--samples", "3", "--outcome", outcome),
        "sobol": ("sensitivity", "baseline", *vary, "--samples", "2", "--method", "sobol", "--outcome", outcome),
        "optimise": ("optimise", "baseline", *vary, "--trials", "3", "--maximise", outcome),
        "tournament": ("tournament", "baseline", *plans(path, values), "--metric", outcome,
                       "--set", "rivals={Alba: {stay: {}, same: {firms.Alba.observed_share: 0.3}}}"),
    }[command]  # fmt: skip


AT_ALL_POINTS = wording("undefined at points", outcome="resolution_weeks", n=6, points=6)
SAID = {
    ("sweep", "undefined"): wording("undefined at any point", outcome="resolution_weeks"),
    ("sweep", ""): "no point is best",
    ("sensitivity", "undefined"): f"{AT_ALL_POINTS} (1, 2, 3, 4, 5, …)",
    ("sensitivity", ""): "nothing varied moves it here",
    ("sobol", "undefined"): AT_ALL_POINTS,
    ("sobol", ""): "nothing varied moves it here",
    ("optimise", "undefined"): wording("undefined at all tried", outcome="resolution_weeks", points=3),
    ("optimise", ""): "no point is best; first of equals",
    ("tournament", "undefined"): "resolution_weeks of Brio is not defined in 4 of 4 profiles",
    ("tournament", ""): "the strategies do equally well",
    ("compare", "tied"): wording("same", strategy="same", what="profit of Brio", baseline="stay", n=2),
    ("compare", "nearly constant"): "same changes the world, not your firm (market): profit of Brio 0 USD (the same",
    ("compare", "undefined"): "–",
    ("run", "undefined"): "–",
}
REFUSED = {(command, "undefined") for command in ("sensitivity", "sobol", "optimise", "tournament")}


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", ["run", "compare", "sweep", "sensitivity", "sobol", "optimise", "tournament"])
def test_no_study_is_surer_than_its_outcome(command, form, loyalty, tmp_path):
    weeks = ("--weeks", "104") if form == "nearly constant" else ()  # lifetime value looks back two years
    code, out, err = loyalty(*words(command, form), *SIZE, *weeks, "--out", "out")
    assert code == (2 if (command, form) in REFUSED else 0), err
    said = SAID.get((command, form), SAID.get((command, ""), ""))
    assert said in out + err
    if (command, form) != ("compare", "constant"):  # costs that differ by so much in every replicate are sure
        assert not BOASTS.search(out), out
    if command == "compare":
        table = read_csv(tmp_path / "out" / "comparison.csv").set_index(["firm", "metric"]).loc["Brio"]
        same = [metric for metric in ("price", "satisfaction", "clv") if metric in table.index]
        assert table.loc[same, "difference"].eq(0.0).all()
        assert table.loc[same, ["ci_low", "ci_high"]].eq(0.0).to_numpy().all()


def test_a_constant_difference_is_sure_and_not_worth_trillions_of_replicates(loyalty):
    code, out, err = loyalty(*words("compare", "constant"), *SIZE, "--replicates", "4", "--out", "out")
    assert code == 0, err
    assert "same loses to stay: profit of Brio −" in out
    assert "(the same in all replicates)" in out
    assert "independent luck" not in out
