"""Every verdict, made from numbers by hand, is the sentence of the table `wording.py`, word for word."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from analysis.games.game import Game
from analysis.lessons import found as lesson
from analysis.lessons.found import Part, Stance
from analysis.outcomes.outcomes import Outcomes
from analysis.outcomes.verdict import verdict_of
from analysis.tournaments.adaptive_pricing import climb_sentences
from analysis.tournaments.findings import verdict
from tests.analysis.sample_results import QUESTION, both, outcomes
from tests.analysis.tournaments import sample_games as games
from tests.analysis.tournaments.sample_games import DILEMMA, MIDDLE, PENNIES, adapted, game, transposed
from tests.analysis.wording import VERDICTS, wording

Sentence = tuple[str, dict[str, Any]]
"""The name of a sentence, and its facts."""

BASE = [900.0, 1000.0, 1100.0]
IDLE = {f"idle{i}": [1.0, -1.0, 0.5, -0.6 + i / 10] for i in range(4)}
PROFIT = {"baseline": "as_is", "what": "profit of Alba"}
CUT = {"strategy": "cut", **PROFIT}
UP, DOWN = "+5.50 USD (95 % interval +4.26 to +6.74)", "−5.50 USD (95 % interval −6.74 to −4.26)"

COMPARISONS: list[tuple[Outcomes, Sentence]] = [
    (outcomes(as_is=BASE, cut=[1100, 1210, 1290]),
     ("beats", {**CUT, "size": "+200 USD (95 % interval +175 to +225)"})),
    (outcomes(as_is=BASE, cut=[700, 810, 890]),
     ("loses", {**CUT, "size": "−200 USD (95 % interval −225 to −175)"})),
    (outcomes("churn", as_is=[0.5, 0.6], cut=[0.3, 0.4]),
     ("beats", {**CUT, "what": "churn of Alba", "size": "−20.0 points (the same in all replicates)"})),
    (outcomes(as_is=[0.0] * 4, lucky=[1.0, 2.0, 4.0, 3.0], **IDLE),
     ("may beat", {**CUT, "strategy": "lucky", "size": "+2.50 USD (95 % interval +0.45 to +4.55)", "asked": 5,
                   "p": "0.15"})),
    (outcomes(as_is=BASE, cut=BASE), ("same", {**CUT, "n": 3})),
    (outcomes(as_is=BASE, cut=[900, 1110, 990]), ("not shown", {**CUT, "size": "0 USD (95 % interval −273 to +273)"})),
    (outcomes(as_is=[1.0], cut=[3.0]), ("one replicate", {**CUT, "size": "+2.00 USD"})),
    (outcomes(as_is=[1.0], cut=[3.0]), ("note of one replicate", {})),
    (outcomes(as_is=[], cut=[]), ("all undefined", PROFIT)),
    (outcomes(as_is=[1.0, 2.0], cut=[2.0, 4.0], lost=[]), ("undefined", {**PROFIT, "strategy": "lost"})),
    (outcomes(as_is=[0.0, 0.1, 0.2], good=[1.0, 1.2, 1.1], best=[3.0, 3.1, 3.3]),
     ("best", {"n": 3, "first": "best", "chance": "99.9 %"})),
    (outcomes(as_is=[0.0, 0.1, 0.2], one=[1.0, 1.2, 1.1], two=[1.1, 1.0, 1.3]),
     ("no clear best", {"n": 3, "first": "two", "chance": "59 %", "second": "one", "next": "41 %"})),
    (outcomes(as_is=[0.0, 0.1], one=[1.0, 1.2], two=[1.0, 1.2]), ("no single best", {"n": 3, "tied": "one and two"})),
    (outcomes(as_is=[0.0, 0.1], one=[0.0, 0.1], two=[0.0, 0.1]), ("no best", {"n": 3})),
    (both([5.0, 6.0, 5.5], [-5.0, -6.0, -5.5]),
     ("dear later", {"strategy": "cut", "now": UP, "later": DOWN, "advice": "judge it over a longer run"})),
    (both([-5.0, -6.0, -5.5], [5.0, 6.0, 5.5]),
     ("dear now", {"strategy": "cut", "now": DOWN, "later": UP, "advice": "judge it over a longer run"})),
    (both([5.0, 6.0, 5.5], [-5.0, 4.0, -5.5]),
     ("dear later", {"strategy": "cut", "now": UP, "later": "−2.2 USD (95 % interval −15.4 to +11.1)",
                     "advice": "not certain, since an interval includes 0"})),
    (outcomes(as_is=[0.0, 1.0, 2.0], cut=[1.0, 2.0, 3.0]), ("note of replicates", {"n": 3})),
    (outcomes(as_is=[0.0, 100.0, 200.0], cut=[1.0, 102.0, 203.0]), ("note of luck", {"n": 3, "times": "20,201"})),
]  # fmt: skip

MIDDLE_WINS = game(MIDDLE, transposed(MIDDLE))
HALF_TIED = game([[3, 3], [3, 3]], [[1, 2], [1, 2]])
NEVER_WORSE = game([[3, 3], [3, 5]], [[1, 1], [1, 1]])
ALBA, BRIO = {"firm": "Alba", "others": "Brio"}, {"firm": "Brio", "others": "Alba"}

GAMES: list[tuple[Game, list[Sentence]]] = [
    (games.without_a_payoff(game(*DILEMMA)), [("game undefined", {"metric": "profit"})]),
    (game([[3, 3], [3, 3]], [[1, 1], [1, 1]]), [("game all tied", {"metric": "profit"})]),
    (game(*DILEMMA), [
        ("dominates", {**ALBA, "strategy": "b"}), ("dominates", {**BRIO, "strategy": "y"}),
        ("equilibrium", {"plays": "Alba b and Brio y", "metric": "profit", "earns": "Alba 1.00 and Brio 1.00"}),
        ("dilemma", {"surely": "surely", "plays": "Alba a and Brio x"}),
    ]),
    (game(*DILEMMA, noise=9.0), [
        ("seems best", {**ALBA, "strategy": "b"}), ("seems best", {**BRIO, "strategy": "y"}),
        ("equilibrium unsure", {"plays": "Alba b and Brio y", "metric": "profit", "earns": "Alba 1.00 and Brio 1.00"}),
        ("dilemma", {"surely": "probably", "plays": "Alba a and Brio x"}),
    ]),
    (game(*PENNIES), [("no rest", {})]),
    (game([[2, 0], [0, 1]], [[1, 0], [0, 2]]), [
        ("equilibrium", {"plays": "Alba a and Brio x", "metric": "profit", "earns": "Alba 2.00 and Brio 1.00"}),
        ("equilibrium", {"plays": "Alba b and Brio y", "metric": "profit", "earns": "Alba 1.00 and Brio 2.00"}),
        ("several", {}),
    ]),
    (HALF_TIED, [
        ("replies tied", {**ALBA, "tied": "a and b"}), ("dominates", {**BRIO, "strategy": "y"}),
        ("equilibrium tied", {"plays": "Alba a and Brio y", "metric": "profit", "earns": "Alba 3.00 and Brio 2.00"}),
        ("equilibrium tied", {"plays": "Alba b and Brio y", "metric": "profit", "earns": "Alba 3.00 and Brio 2.00"}),
        ("several of the same", {}),
    ]),
    (NEVER_WORSE, [
        ("never worse", {**ALBA, "strategy": "b"}), ("replies tied", {**BRIO, "tied": "x and y"}),
        ("equilibrium tied", {"plays": "Alba a and Brio x", "metric": "profit", "earns": "Alba 3.00 and Brio 1.00"}),
        ("equilibrium tied", {"plays": "Alba b and Brio x", "metric": "profit", "earns": "Alba 3.00 and Brio 1.00"}),
        ("equilibrium tied", {"plays": "Alba b and Brio y", "metric": "profit", "earns": "Alba 5.00 and Brio 1.00"}),
        ("several", {}),
    ]),
    (game([[3, 3], [3, 3], [1, 1]], [[1, 2], [1, 2], [1, 2]]), [
        ("some replies tied", {**ALBA, "tied": "a and b"}), ("dominates", {**BRIO, "strategy": "y"}),
        ("equilibrium tied", {"plays": "Alba a and Brio y", "metric": "profit", "earns": "Alba 3.00 and Brio 2.00"}),
        ("equilibrium tied", {"plays": "Alba b and Brio y", "metric": "profit", "earns": "Alba 3.00 and Brio 2.00"}),
        ("several of the same", {}),
    ]),
    (MIDDLE_WINS, [
        ("dominates", {**ALBA, "strategy": "b"}), ("dominates", {**BRIO, "strategy": "y"}),
        ("equilibrium", {"plays": "Alba b and Brio y", "metric": "profit", "earns": "Alba 3.00 and Brio 3.00"}),
        ("no better", {}),
    ]),
]  # fmt: skip

REST = "Alba 10.0 and Brio 10.0"


def climbing(start: str, ends: str) -> str:
    """How a sentence on climbing begins."""
    return f"all firms hill climbing at once, from their {start} prices, end at {ends}"


CLIMBS: list[tuple[Any, list[Sentence]]] = [
    (adapted(MIDDLE_WINS, [(9.5, 0.0), (10.9, 0.0)], [(13.0, 0.1), (11.2, 0.1)]), [
        ("climbing reached", {"climbing": climbing("lowest", "Alba 9.50 (9.50 to 9.50) and Brio 10.9 (10.9 to 10.9)"),
                              "rest": REST}),
        ("climbing missed", {"climbing": climbing("highest", "Alba 13.0 (12.8 to 13.2) and Brio 11.2 (11.0 to 11.4)"),
                             "rest": REST, "missed": "Alba by +3.00"}),
        ("climbing apart", {"firms": "Alba and Brio"}),
    ]),
    (adapted(MIDDLE_WINS, [(12.0, 3.0), (10.0, 0.0)], [(10.0, 0.0), (10.0, 0.0)]), [
        ("climbing open", {"climbing": climbing("lowest", "Alba 12.0 (4.55 to 19.5) and Brio 10.0 (10.0 to 10.0)"),
                           "rest": REST}),
        ("climbing reached", {"climbing": climbing("highest", "Alba 10.0 (10.0 to 10.0) and Brio 10.0 (10.0 to 10.0)"),
                              "rest": REST}),
    ]),
    (games.too_far(MIDDLE_WINS), [
        ("climbing too short", {"climbing": climbing("lowest", "Alba 9.00 and Brio 9.00"),
                                "rest": "Alba 20.0 and Brio 20.0", "missed": "Alba by −11.0 and Brio by −11.0",
                                "short": "Alba and Brio"}),
        ("climbing missed", {"climbing": climbing("highest", "Alba 21.0 and Brio 21.0"),
                             "rest": "Alba 20.0 and Brio 20.0", "missed": "Alba by +1.00 and Brio by +1.00"}),
    ]),
    (adapted(game(*PENNIES), [(9.0, 0.0), (9.0, 0.0)], [(9.0, 0.0), (9.0, 0.0)]), [
        ("climbing to nothing", {"climbing": climbing(start, "Alba 9.00 (9.00 to 9.00) and Brio 9.00 (9.00 to 9.00)")})
        for start in ("lowest", "highest")
    ]),
    (games.at_the_edge(), [
        *(("climbing reached", {"climbing": climbing(start, REST), "rest": REST}) for start in ("lowest", "highest")),
        ("climbing to the edge", {"firms": "Alba and Brio"}),
    ]),
]  # fmt: skip

LESSONS: list[tuple[list[Part], str]] = [
    ([Part("", True), Part("", True)], "claim holds"),
    ([Part("", False), Part("", False)], "claim fails"),
    ([Part("", True, Stance.AGAINST)], "claim fails"),
    ([Part("", True), Part("", False)], "claim holds in part"),
    ([Part("", True), Part("", None)], "claim not shown in part"),
    ([Part("", None), Part("", False)], "claim not shown"),
    ([Part("", True), Part("", False, Stance.BESIDE)], "claim holds"),
]


def worded(sentences: Sequence[Sentence]) -> list[str]:
    return [wording(name, **facts) for name, facts in sentences]


@pytest.mark.parametrize(("found", "sentence"), COMPARISONS, ids=[name for _, (name, _) in COMPARISONS])
def test_what_a_comparison_says(found: Outcomes, sentence: Sentence) -> None:
    judged = verdict_of(found, replace(QUESTION, metric=found.metrics[0]))
    assert worded([sentence])[0] in (*judged.sentences, *judged.warnings, *judged.notes)


@pytest.mark.parametrize(("found", "sentences"), GAMES, ids=[sentences[0][0] for _, sentences in GAMES])
def test_what_a_game_comes_to(found: Game, sentences: list[Sentence]) -> None:
    pytest.importorskip("nashpy", reason="needs the extra `experiments`")
    assert verdict(found, "profit") == worded(sentences)


@pytest.mark.parametrize(("table", "sentences"), CLIMBS, ids=[sentences[0][0] for _, sentences in CLIMBS])
def test_what_climbing_comes_to(table: Any, sentences: list[Sentence]) -> None:
    assert climb_sentences(table) == worded(sentences)


@pytest.mark.parametrize(("parts", "name"), LESSONS)
def test_how_a_claim_fares(parts: list[Part], name: str) -> None:
    assert lesson.verdict(parts) == wording(name)


def test_every_sentence_of_the_table_is_made_above() -> None:
    made = {name for _, (name, _) in COMPARISONS} | {name for _, name in LESSONS}
    made |= {name for _, sentences in (*GAMES, *CLIMBS) for name, _ in sentences}
    assert made == set(VERDICTS)
