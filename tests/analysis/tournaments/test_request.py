"""What may be asked of a tournament, and what is refused before anything runs."""

from dataclasses import replace

import pytest

from analysis.tournaments.request import TournamentRequest, firms_named, plan_tournament
from simulation import load
from simulation.reading.errors import Refused


@pytest.fixture(scope="module")
def request_of_two():
    rivals = {"Brio": {"stay": {}, "cut": {"firms.Brio.pricing.price": 9.0}}}
    plans = {"stay": {}, "cut": {"firms.Alba.pricing.price": 9.0}}
    return TournamentRequest(load("baseline", customers=200, weeks=8).changed({"compare": plans, "rivals": rivals}))


def test_without_names_all_firms_with_strategies_play(request_of_two):
    pytest.importorskip("nashpy")
    every = plan_tournament(request_of_two)
    named = plan_tournament(replace(request_of_two, firms=("Alba", "Brio")))
    assert len(every.design.points) == 4
    assert every.asked() == named.asked()


def test_names_stand_between_commas():
    assert firms_named("Alba, Brio") == ("Alba", "Brio")
    assert firms_named(None) == firms_named("") == ()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"metric": "profits"}, "--metric: no metric 'profits'; did you mean 'profit'?"),
        ({"firms": ("Alba", "Brioo")}, "--firms: no firm 'Brioo'; did you mean 'Brio'?"),
        ({"firms": ("Alba", "Corda")}, "--firms: Corda has no strategies"),
        ({"firms": ("Alba",)}, "--firms: a tournament needs two firms with strategies"),
        ({"firms": ("Alba", "Alba")}, "--firms: a tournament needs two firms with strategies"),
    ],
)
def test_a_tournament_that_cannot_be_is_refused(request_of_two, asked, said):
    pytest.importorskip("nashpy")
    with pytest.raises(Refused) as refusal:
        plan_tournament(replace(request_of_two, **asked))
    assert said in str(refusal.value)
