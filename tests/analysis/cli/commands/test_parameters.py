"""`parameters`: any number, what it means and what is plausible of it."""

import json

from analysis.sweeps.parameter_list import parameters


def test_a_word_finds_what_speaks_of_it(run):
    code, out, _ = run("parameters", "per_year")
    assert code == 0
    assert out.splitlines() == [
        "customers.purchases.per_year",
        "    purchases a year: mean units needed by a customer",
        "    default 14, units a year; plausible: 5 to 26 [P: 5-26]",
    ]


def test_several_words_all_count_wherever_they_stand(run):
    _, out, _ = run("parameters", "Posts desk")
    assert out.startswith("firms.<name>.recovery.staff\n")
    assert "no plausible range" in out


def test_a_scenario_shows_its_values(run):
    _, out, _ = run("parameters", "per_year", "--scenario", "auto_service")
    assert "    4 (default 14), units a year; plausible: 1.429 to 7.429 [P: 5-26]" in out.splitlines()
    _, out, _ = run("parameters", "firms.Alba.pricing.price", "--scenario", "auto_service", "--json")
    (told,) = json.loads(out)["parameters"]
    assert (told["path"], told["value"], told["plausible"]) == ("firms.Alba.pricing.price", "40", "")


def test_without_a_word_all_are_listed(run):
    _, out, _ = run("parameters", "--json")
    told = json.loads(out)["parameters"]
    assert len(told) == len(parameters()) > 500
    assert all(one["meaning"] and one["unit"] and one["source"] for one in told)
    assert {"firms.<name>.recovery.resolution", "events.<number>.depth"} <= {one["path"] for one in told}


def test_a_word_that_nothing_speaks_of_is_refused_with_a_suggestion(run):
    code, _, err = run("parameters", "qualtiy")
    assert (code, err) == (2, "error: no parameter speaks of 'qualtiy'; did you mean 'quality'?\n")
