"""Inputs that can have no effect, and what is hardly meant, are said of a scenario; sound ones are left alone."""

import pytest

from simulation.doubts import doubts, doubts_in, taken_over
from simulation.doubts.levers import SWITCH_OF
from simulation.reading.errors import LONGEST_REPORT
from simulation.reading.paths import format_path
from simulation.scenario.inheritance import shipped_names
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

SWITCH = "customers.switches"
IDLE = "compare.idle: changes nothing: every number that is felt is as under 'as_is' of compare"
ONE_TRADE = {
    "firms.Alba.extension": None,
    "firms.Alba.care": {"brand_message": 0.0, "service_message": 0.0},
    "firms.Alba.recovery.staff": 0.0,
}
"""Alba sells nothing but what the market is about, and pays for overhead alone."""
OWN = {"Ours": {"pricing": {"price": 240.0}, "unit_cost": 140.0}, "Theirs": {"pricing": {"price": 230.0}}}


def market(changes=(), **plans):
    """The baseline with some changes and plans."""
    made = load("baseline").changed({"market.weeks": 30, **dict(changes)})
    return made.change("compare", {"as_is": {}, **plans}) if plans else made


def said(scenario):
    """Each doubt as one line."""
    return [f"{format_path(path)}: {message}" for path, message in doubts(scenario)]


def events(*given):
    return market({"events": [dict(event) for event in given]})


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"event": "promotion", "firm": "Brio", "from_week": 31}, "never happens: it begins in week 31"),
        ({"event": "downturn", "from_week": 99}, "never happens: it begins in week 99"),
        ({"event": "exit", "firm": "Brio", "from_week": 31}, "never happens"),
        ({"event": "entry", "firm": "Brio", "from_week": 31}, "Brio never opens: it enters in week 31"),
        ({"event": "entry", "firm": "Alba", "from_week": 31}, "so nothing that the comparison judges is defined"),
        ({"event": "promotion", "firm": "Brio", "depth": 0}, "changes nothing: its size is 0"),
        ({"event": "downturn", "size": 0}, "changes nothing"),
        ({"event": "price_war", "depth": 0}, "changes nothing"),
        ({"event": "rumour", "firm": "Brio", "reach": 0}, "changes nothing"),
        ({"event": "rumour", "firm": "Brio", "valence": 0}, "changes nothing"),
        ({"event": "feature_change", "firm": "Brio", "size": 0, "turn": -1}, "changes nothing"),
        ({"event": "wider_choice", "size": 0}, "changes nothing"),
        ({"event": "investment", "firm": "Brio", "money": 0}, "changes nothing"),
        ({"event": "service_outage", "firm": "Brio", "size": 0, "capacity_loss": 0.5}, "changes nothing"),
        ({"event": "quality_launch", "firm": "Brio", "size": 0}, "changes nothing"),
    ],
)
def test_an_event_that_nobody_feels_is_said(event, expected):
    (told,) = said(events(event))
    assert told.startswith("events.0: ")
    assert expected in told


@pytest.mark.parametrize(
    "event",
    [
        {"event": "promotion", "firm": "Brio", "from_week": 30, "weeks": 9},
        {"event": "entry", "firm": "Brio", "from_week": 1},
        {"event": "entry", "firm": "Brio", "from_week": 30},
        {"event": "exit", "firm": "Brio", "from_week": 30},
        {"event": "downturn", "size": -0.1, "from_week": 30},
        {"event": "price_war", "firms": ["Brio"], "from_week": 3},
        {"event": "rumour", "firm": "Brio"},
        {"event": "feature_change", "firm": "Brio"},
        {"event": "launch", "firm": "Brio"},
        {"event": "investment", "firm": "Brio"},
        {"event": "departures", "firm": "Brio"},
        {"event": "staff_change", "firm": "Brio"},
        {"event": "stock_out", "firm": "Brio", "size": 0.1},
        {"event": "service_outage", "firm": "Brio"},
        {"event": "discontent", "firm": "Brio", "size": -0.3},
    ],
)
def test_an_event_that_somebody_feels_is_not(event):
    assert said(events(event)) == []


def test_an_event_at_a_closed_firm_is_said():
    closed = {"event": "exit", "firm": "Brio", "from_week": 10}
    late = {"event": "promotion", "firm": "Brio", "from_week": 12}
    lasting = {"event": "quality_launch", "firm": "Brio", "from_week": 9}
    assert said(events(closed, late)) == ["events.1: changes nothing: Brio is closed while it lasts"]
    assert said(events(closed, lasting)) == []
    before = {"event": "promotion", "firm": "Dorra", "from_week": 2, "weeks": 4}
    assert "Dorra is closed" in said(events({"event": "entry", "firm": "Dorra", "from_week": 6}, before))[0]


def test_a_promotion_on_prices_that_are_promoted_as_deeply_is_said():
    replay = {"strategy": "replay", "prices": [10.0] * 30, "promotions": [0.0] * 10 + [0.3] * 20}
    shallow = {"event": "promotion", "firm": "Alba", "depth": 0.2, "weeks": 5}
    told = "events.0: changes nothing: the firm's own promotion is as deep in these weeks"
    assert said(market({"firms.Alba.pricing": replay, "events": [{**shallow, "from_week": 15}]})) == [told]
    assert said(market({"firms.Alba.pricing": replay, "events": [{**shallow, "from_week": 8}]})) == []
    deep = {"strategy": "high_low", "depth": 0.3, "every_weeks": 4, "promotion_weeks": 4}
    assert said(market({"firms.Alba.pricing": deep, "events": [shallow]})) == [told]


def test_what_acts_through_employees_alone_is_idle_where_they_are_switched_off():
    off = {f"{SWITCH}.employees": False, "events": [{"event": "discontent", "firm": "Alba"}]}
    assert said(market(off)) == ["events.0: changes nothing: its size is 0, or is so already"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"firms.Alba.pricing.price": 10.0},
        {"question": "Another?"},
        {"market.currency": "EUR"},
        {"firms.Alba.observed_share": 0.2},
        {"customers.phases.slack": 0.7},
        {"customers.recovery.kotler_34_52.minor.quick": 0.5},
    ],
)
def test_a_plan_that_changes_nothing_that_is_felt_is_said(changes):
    assert IDLE in said(market(idle=changes))


@pytest.mark.parametrize(
    ("changes", "without"),
    [
        ({"customers.extension.fit": 1.0}, {"firms.Alba.extension": None}),
        ({"customers.favours.lift": 0.9}, {"firms.Brio.care.favours": 0.0}),
        ({"customers.difficult.cost": 60.0}, {"customers.difficult.share": 0.0}),
        ({"customers.difficult.cost": 60.0}, {f"{SWITCH}.difficult": False}),
        ({"customers.knowledge.match": 0.9}, {"firms.Brio.care.knowledge": 0.0, "firms.Dorra.care.knowledge": 0.0}),
    ],
)
def test_a_number_is_felt_only_where_there_is_what_it_is_about(changes, without):
    assert IDLE in said(market(without, idle=changes))
    assert IDLE not in said(market(idle=changes))


def test_a_type_of_which_there_are_no_customers_is_felt_by_nobody():
    mix = {"impulsive": 0.5, "emotional": 0.5, "cognitive": 0.0, "behavioral": 0.0}
    told = said(market({"customers.mix": mix}, idle={"customers.types.cognitive.price_weight": 1.0}))
    assert "compare.idle: changes nothing" in told[0]


def test_two_plans_that_are_one_are_said_for_the_firm_and_for_its_rivals():
    cut = {"firms.Alba.pricing.price": 9.0}
    assert said(market(cut=cut, again=dict(cut))) == ["compare.again: is the same as 'cut' of compare"]
    stay = market().change("rivals", {"Brio": {"as_is": {}, "stay": {"firms.Brio.pricing.price": 10.0}}})
    assert said(stay)[0].startswith("rivals.Brio.stay: changes nothing")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"customers.mix": {"impulsive": 1, "emotional": 0, "cognitive": 0, "behavioral": 0}},
         "changes customers and nothing that Alba does"),
        ({"market.network.kind": "none"}, "changes market and nothing that Alba does"),
        ({"events": [{"event": "downturn"}]}, "changes the event downturn and nothing that Alba does"),
        ({"firms.Brio.pricing.price": 9.0}, "changes Brio and not Alba: a rival's move"),
        ({"events": [{"event": "promotion", "firm": "Brio"}]}, "changes Brio and not Alba"),
        ({"firms.Alba.pricing.price": 10.5, "firms.Brio.pricing.price": 10.5}, "changes Brio too: not all"),
        ({"firms.Alba.pricing.price": 10.5, f"{SWITCH}.habit": False}, "changes customers too: not all"),
    ],
)  # fmt: skip
def test_a_plan_that_is_not_the_firms_own_choice_is_said(changes, expected):
    assert any(told.startswith(f"compare.plan: {expected}") for told in said(market(plan=changes)))


@pytest.mark.parametrize(
    "changes",
    [
        {"firms.Alba.pricing.price": 9.0},
        {"events": [{"event": "promotion", "firm": "Alba"}]},
        {"events": [{"event": "price_war"}]},
        {"firms.Alba.recovery": {"strategy": "generous"}},
    ],
)
def test_a_plan_of_the_firm_itself_is_not(changes):
    assert said(market(plan=changes)) == []


def test_a_plan_that_drops_an_event_of_a_rival_is_said():
    rival = {"event": "promotion", "firm": "Brio", "from_week": 3}
    own = {"event": "rumour", "firm": "Alba", "valence": 0.5}
    scenario = market({"events": [rival]}, forgets={"events": [own]}, repeats={"events": [rival, own]})
    assert said(scenario) == ["compare.forgets: changes Brio too: not all of the difference is what Alba does"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"pricing.price": 5.9}, "pricing: asks 5.90 USD for what costs 5.90 a unit: no sale earns anything"),
        ({"pricing": {"strategy": "everyday_low", "price": 6.0, "saving": 0.1}}, "pricing: asks 5.40 USD"),
        ({"pricing": {"strategy": "replay", "prices": [5.0, 6.0]}}, "pricing: asks 5.50 USD"),
        ({"pricing": {"strategy": "undercut", "price": 5.0}}, "pricing.price: 5.00 is never asked"),
        ({"unit_cost": 12.0}, "pricing: asks 10.00 USD for what costs 12.00"),
    ],
)
def test_a_price_that_earns_nothing_is_said(changes, expected):
    changed = {f"firms.Alba.{path}": value for path, value in changes.items()}
    assert any(told.startswith(f"firms.Alba.{expected}") for told in said(market(changed)))


@pytest.mark.parametrize("path", ["overhead", "people.training", "advertising", "improvement.prevention"])
def test_spending_more_than_the_whole_market_could_bring_is_said(path):
    """All 10,000 customers buy 14 units a year at 4.10 each, and up to 30 % more: 14,350 a week."""
    base = market().firms["Alba"].overhead if path != "overhead" else 0.0
    (told,) = said(market({**ONE_TRADE, f"firms.Alba.{path}": 14_400.0}))
    assert told.startswith("firms.Alba: overhead, posts and budgets cost 1")
    assert "would bring 14,350 at most: it must lose money" in told
    assert said(market({**ONE_TRADE, f"firms.Alba.{path}": 14_000.0 - base})) == []


def test_other_goods_could_bring_money_too():
    """An item with each of 14 purchases a year, at 8.00 each: 21,538 a week more than the market alone."""
    sells = {**ONE_TRADE, "firms.Alba.extension": {"price": 20.0, "unit_cost": 12.0}}
    assert said(market({**sells, "firms.Alba.overhead": 35_800.0})) == []
    (told,) = said(market({**sells, "firms.Alba.overhead": 35_900.0}))
    assert "would bring 35,888 at most: it must lose money" in told


def test_posts_at_the_desk_count_among_what_a_firm_pays_in_any_case():
    assert "must lose money" in said(market({**ONE_TRADE, "firms.Alba.recovery.staff": 600.0}))[0]


def test_a_doubt_of_one_plan_names_the_plan():
    (told,) = said(market(cheap={"firms.Alba.pricing.price": 5.0}))
    assert told.startswith("compare.cheap: firms.Alba.pricing: asks 5.00 USD for what costs 5.90")


@pytest.mark.parametrize(
    ("switch", "lever", "value"),
    [
        ("bonds", "alliance", 0.5),
        ("customer_knowledge", "care.knowledge", 0.5),
        ("confirmation", "care.brand_message", 0.5),
        ("confirmation", "care.service_message", 0.5),
        ("favours", "care.favours", 0.1),
        ("promises", "promise", 0.1),
        ("brand_extension", "extension", {"price": 25.0}),
        ("employees", "people.pay", 1.1),
        ("employees", "people.training", 100.0),
        ("employees", "people.knowledge", 0.9),
    ],
)
def test_a_lever_whose_switch_is_off_is_said(switch, lever, value):
    pulled = {f"firms.Alba.{lever}": value}
    (told,) = said(market({**pulled, f"{SWITCH}.{switch}": False}))
    assert told.startswith(f"firms.Alba.{lever}: no customer feels it: customers.switches.{switch} is off")
    assert said(market(pulled)) == []


@pytest.mark.parametrize("usual_price", [10.0, 15.0])
@pytest.mark.parametrize("switch", sorted(set(SWITCH_OF.values())))
def test_levers_that_firms_of_the_baseline_brought_along_are_not(switch, usual_price):
    """Who turns a switch off did not pull them, and neither did who takes one of them back."""
    off = {f"{SWITCH}.{switch}": False, "market.usual_price": usual_price}
    assert said(market(off)) == []
    assert said(market({**off, **ONE_TRADE, "firms.Alba.promise": 0.0})) == []


def test_a_firm_that_shares_no_name_with_the_baseline_has_pulled_its_levers_itself():
    tree = market({f"{SWITCH}.promises": False}).tree()
    renamed = Scenario.model_validate({**tree, "firms": {f"New{name}": firm for name, firm in tree["firms"].items()}})
    (told,) = said(renamed)
    assert told.startswith("firms.NewAlba.promise: no customer feels it: customers.switches.promises is off")


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"care.accuracy": 0.9}, "care.accuracy"),
        ({"advertising": 100.0, "presence": 1.0}, "advertising"),
        ({"improvement.prevention": 100.0, "service.failure_rate": 0.0}, "improvement.prevention"),
        ({"service.minutes": 9.0}, "service.minutes"),
        ({"improvement.answers": 100}, "improvement.answers"),
        ({"improvement.mystery_visits": 4.0}, "improvement.mystery_visits"),
        ({"improvement.listening": 0.5}, "improvement.listening"),
        ({"people.contact": 0.0, "people.training": 100.0}, "people.training"),
        ({"recovery.cases_per_staff": 0.0}, "recovery.staff"),
        ({"pricing": {"strategy": "high_low", "depth": 0.0}}, "pricing"),
        ({"pricing": {"strategy": "replay", "prices": [10.0] * 31}}, "pricing"),
    ],
)
def test_a_lever_with_nothing_to_work_on_is_said(changes, at):
    (told,) = said(market({f"firms.Alba.{path}": value for path, value in changes.items()}))
    assert told.startswith(f"firms.Alba.{at}: ")


def test_firms_of_the_baseline_in_a_dearer_market_are_said_and_removed_ones_are_not():
    tree = {**market().tree(), "compare": {"as_is": {}}, "focus": "Ours"}
    full = Scenario.model_validate({**tree, "firms": {**OWN, **tree["firms"]}})
    (told,) = said(full)
    assert told.startswith("firms: as in the baseline, Alba, Brio, Corda and Dorra ask 9.30 to 10.60 USD; Ours")
    assert "remove each with `Alba: null`" in told
    assert taken_over(full) == ["Alba", "Brio", "Corda", "Dorra"]
    own = {**tree, "firms": {**OWN, "Third": {"pricing": {"price": 250.0}}}}
    (told,) = said(Scenario.model_validate(own))
    assert told.startswith("market.usual_price: all firms ask 230.00 to 250.00 USD, but customers hold prices against")
    own["market"] = {**tree["market"], "usual_price": 240.0}
    assert said(Scenario.model_validate(own)) == []
    moved = market({"market.usual_price": 250.0})
    assert "as in the baseline, Alba, Brio, Corda and Dorra ask" in said(moved)[0]


def test_a_market_of_two_firms_is_said():
    tree = market().tree()
    two = Scenario.model_validate({**tree, "firms": {name: tree["firms"][name] for name in ("Alba", "Brio")}})
    assert said(two) == [
        "firms: two firms: laws that compare firms of several sizes, as double jeopardy, are not defined in `evidence`"
    ]
    one = Scenario.model_validate({**tree, "firms": {"Alba": {"pricing": {"strategy": "undercut"}}}})
    assert [told.split(":")[0] for told in said(one)] == ["firms", "firms.Alba.pricing"]


ABOUT_THE_WORLD = ("nobody_talks", "no_habit", "no_affect", "no_conviction", "none_of_them", "without_tenure", "twin",
                   "twin_dearer")  # fmt: skip


@pytest.mark.parametrize("name", [name for name in shipped_names() if name != "yogurt_panel"])
def test_shipped_scenarios_raise_no_doubt_but_on_plans_that_ask_about_the_world(name):
    found = [told for told in said(load(name)) if told.split(": ")[0].split(".")[-1] not in ABOUT_THE_WORLD]
    assert not found or name in {"lessons/02_four_types_one_promotion", "lessons/09_who_serves_the_servers"}
    assert len(found) <= 1


def test_a_doubt_says_where_it_stands_and_there_are_never_too_many(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    event = "  - {event: promotion, firm: Brio, from_week: 200, weeks: 2, depth: 0.2}\n"
    (tmp_path / "late.yaml").write_text(f"extends: baseline\nmarket: {{weeks: 8}}\nevents:\n{event}")
    (one,) = doubts_in("late.yaml", load("late.yaml"))
    assert str(one).startswith("late.yaml:4:5: events.0: never happens: it begins in week 200, and the run ends after")
    (tmp_path / "late.yaml").write_text(f"extends: baseline\nmarket: {{weeks: 8}}\nevents:\n{event * 40}")
    told = doubts_in("late.yaml", load("late.yaml"))
    assert len(told) == LONGEST_REPORT
    assert told[-1].message == "and 16 more of this kind"


def test_a_group_that_nobody_feels_is_said() -> None:
    pair = {"firms.Alba.group": "dear", "firms.Brio.group": "dear"}
    assert [line.partition(": ")[0] for line in said(market(pair))] == ["firms.Alba.group", "firms.Brio.group"]
    shared = {"customers.heterogeneity.shared_taste": 0.3}
    assert said(market(pair | shared)) == []
    (alone,) = said(market(shared | {"firms.Alba.group": "dear"}))
    assert alone == "firms.Alba.group: no other firm is of the group dear"
    assert len(said(market(pair | shared | {f"{SWITCH}.shared_tastes": False}))) == 2


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"customers.voice.exit_weeks": 8}, "customers.voice.exit_weeks"),
        ({"customers.coming_and_going.arrivals": 0.2}, "customers.coming_and_going.arrivals"),
        ({"customers.coming_and_going.by_week": [0.1]}, "customers.coming_and_going.by_week"),
        ({"customers.coming_and_going.dropout_size": 9.0}, "customers.coming_and_going.dropout_size"),
        (
            {"customers.heterogeneity.type_change": 0.2, "customers.purchases.renewal": 0.0},
            "customers.heterogeneity.type_change",
        ),
        ({"customers.heterogeneity.shared_taste": 0.5}, "customers.heterogeneity.shared_taste"),
        ({"market.shelf_shift": 3}, "market.shelf_shift"),
    ],
)
def test_a_number_of_human_nature_with_nothing_to_do_is_said(changes, at) -> None:
    said_of = [format_path(doubt.path) for doubt in doubts(load("baseline").changed(changes))]
    assert said_of == [at]
    work = {
        "customers.voice.for_good": 0.5,
        "customers.coming_and_going.dropout": 0.01,
        "customers.purchases.renewal": 0.2,
        "firms.Alba.group": "dear",
        "firms.Brio.group": "dear",
        "market.shelves": 2,
    }
    assert at not in [format_path(doubt.path) for doubt in doubts(load("baseline").changed(changes | work))]
