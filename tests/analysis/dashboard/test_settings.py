"""The what-if page without a browser: levers, settings, files, numbers and the loop that keeps a run going."""

import asyncio
import math
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dashboard import charts, figures
from analysis.dashboard.levers import CHOICES, FILES, GROUPS, choice, levers, mix_levers, rebalanced
from analysis.dashboard.market import KEPT, Market
from analysis.dashboard.server import is_local, open_port
from analysis.dashboard.session import Session
from analysis.dashboard.settings import MINE, PINNED, Settings, begin, save
from analysis.dashboard.story import story_html
from analysis.dashboard.theme import DARK, LIGHT
from analysis.execution.burn_in_cache import is_followed
from analysis.figures.style import contrast
from simulation import load, simulate
from simulation.loyalty import LOYALTY_TYPES
from simulation.reading.errors import Refused
from simulation.reading.paths import parse_path
from simulation.scenario.inheritance import shipped_names
from tests.analysis.dashboard.sample_pages import PRICE, SMALL, Here, driven, playing
from tests.simulation.sample_markets import price_of


@pytest.fixture
def settings():
    return begin("baseline").set_market(SMALL)


def chosen(settings, group):
    """What Alba follows, of a group in which there is a choice."""
    found = choice(settings.scenario, "Alba", group)
    assert found
    return found


def all_levers(settings, firm):
    found = [lever for group in GROUPS for lever in levers(settings.scenario, firm, group, settings.start)]
    return [*found, *mix_levers(settings.scenario)]


def frames_of(settings):
    market = Market()
    while not market.settle(settings, 1.0).is_done:
        continue
    market.begin(settings)
    return market.step(1000, 1000.0)


@pytest.mark.parametrize("name", shipped_names())
def test_every_lever_of_every_firm_has_a_range_around_its_value_and_a_meaning(name):
    settings = begin(name)
    for firm in settings.scenario.firms:
        for lever in all_levers(settings, firm):
            assert lever.low <= lever.value <= lever.high, lever
            assert math.isfinite(lever.high)
            assert lever.low < lever.high
            assert 0 < lever.step <= (lever.high - lever.low)
            assert lever.meaning
            assert lever.unit


def test_either_end_of_every_lever_is_allowed(settings):
    for group in GROUPS:
        for lever in levers(settings.scenario, "Alba", group, settings.start):
            for end in (lever.low, lever.high):
                assert settings.move(lever.path, end).scenario


def test_levers_act_from_week_1_on_so_that_moving_one_needs_no_settling(settings):
    paths = [lever.path for group in GROUPS for lever in levers(settings.scenario, "Alba", group, settings.start)]
    paths += [chosen(settings, group).path for group in CHOICES]
    assert all(is_followed((*parse_path(path), "x")) for path in paths)
    assert settings.move(PRICE, 8.0).beginning == settings.beginning
    assert settings.set_market({"run.seed": 2}).beginning != settings.beginning


@pytest.mark.parametrize("group", CHOICES)
def test_a_firm_can_follow_any_strategy_that_needs_no_file(settings, group):
    found = chosen(settings, group)
    assert len(found.strategies) > 3
    assert not FILES & set(found.strategies)
    for name in found.strategies:
        following = settings.move(PRICE, 9.0).follow(found.path, name)
        assert chosen(following, group).value == name
        assert levers(following.scenario, "Alba", group, following.start) is not None


@given(st.sampled_from(LOYALTY_TYPES), st.floats(0, 1), st.lists(st.integers(0, 100), min_size=4, max_size=4))
def test_a_mix_sums_to_one_whatever_is_moved(kind, share, weights):
    total = sum(weights) or 1
    mix = rebalanced(dict(zip(LOYALTY_TYPES, [weight / total for weight in weights], strict=True)), kind, share)
    assert sum(mix.values()) == pytest.approx(1.0, abs=1e-9)
    assert abs(mix[kind] - share) <= 0.005 + 1e-9
    assert min(mix.values()) >= 0.0


def test_a_lever_moved_back_is_no_change(settings):
    assert settings.move(PRICE, 9.0).move(PRICE, 10.0).moved == {}


def test_what_the_scenario_does_not_allow_is_refused(settings):
    with pytest.raises(Refused):
        settings.move("firms.Alba.service.quality", 1.5)
    with pytest.raises(Refused):
        settings.set_market({"customers.mix": {"impulsive": 0.9}})


def test_a_market_too_large_for_memory_is_refused_before_it_is_made(settings):
    with pytest.raises(Refused, match="memory"):
        settings.set_market({"market.customers": 90_000_000})


def test_saved_settings_are_a_scenario_that_runs_as_the_page_did(settings, tmp_path):
    mix = rebalanced(settings.scenario.customers.mix.model_dump(), "impulsive", 0.4)
    settings = settings.set_market({"customers.mix": mix})
    here = settings.move(PRICE, 9.5).follow("firms.Brio.recovery", "generous")
    scenario = load(str(save(here, "mine", tmp_path, settings.move(PRICE, 11.0))))
    assert list(scenario.compare) == ["as_is", PINNED, MINE]
    assert scenario.with_strategy(MINE).firms == here.scenario.firms
    assert scenario.with_strategy(MINE).customers == here.scenario.customers
    assert scenario.with_strategy(MINE).market == here.scenario.market
    assert price_of(scenario.with_strategy(PINNED), "Alba") == 11.0
    assert (tmp_path / "mine.yaml").read_text().startswith("extends: baseline\n")


def test_a_strategy_of_the_scenario_is_part_of_what_is_saved(tmp_path):
    here = begin("complaint_desk", "fast_desk").move("firms.Alba.recovery.staff", 3.0)
    scenario = load(str(save(here, "desk", tmp_path)))
    assert scenario.with_strategy(MINE).firms == here.scenario.firms
    assert list(scenario.compare) == ["as_is", MINE]


def test_settings_of_a_file_of_ones_own_are_saved_in_full(tmp_path):
    own = tmp_path / "own" / "my.yaml"
    own.parent.mkdir()
    own.write_text("extends: baseline\nmarket: {customers: 321}\n")
    here = begin(str(own)).move(PRICE, 9.5)
    scenario = load(str(save(here, "mine", tmp_path / "elsewhere")))
    assert scenario.with_strategy(MINE).firms == here.scenario.firms
    assert scenario.market.customers == 321


@pytest.mark.parametrize("name", ["", "../up", "a/b", "/root", "x" * 61, "sp ace", ".hidden", "a\0"])
def test_a_name_that_is_none_or_a_path_is_refused(settings, tmp_path, name):
    with pytest.raises(Refused):
        save(settings, name, tmp_path / "saved")
    assert not (tmp_path / "saved").exists()


def test_nothing_is_overwritten(settings, tmp_path):
    save(settings, "mine", tmp_path)
    before = (tmp_path / "mine.yaml").read_bytes()
    with pytest.raises(Refused, match="exists"):
        save(settings.move(PRICE, 9.0), "mine", tmp_path)
    assert (tmp_path / "mine.yaml").read_bytes() == before


def test_numbers_are_those_of_the_tables(settings):
    here = settings.move(PRICE, 9.0)
    result = simulate(here.scenario, settled=here.settled)
    for frame in frames_of(here):
        rows = result.weekly[result.weekly["week"] == frame.week]
        for metric, values in frame.firms.items():
            assert values == pytest.approx([*rows[metric]], nan_ok=True) or None in values, metric
        kinds = result.segments[result.segments["week"] == frame.week]
        shown = [value for row in frame.loyalty for value in row]
        for value, expected in zip(shown, kinds["loyalty"], strict=True):
            assert (value is None and math.isnan(expected)) or value == pytest.approx(expected)


def test_the_same_settings_meet_the_same_luck_again(settings):
    market = Market()
    assert market.settle(settings, 10.0).is_done
    runs = []
    for _ in range(2):
        market.begin(settings)
        runs.append(market.step(6, 100.0))
    assert runs[0] == runs[1]
    assert [frame.week for frame in runs[0]] == [1, 2, 3, 4, 5, 6]
    assert market.step(1, 1.0) == []


def test_only_a_few_settled_markets_are_kept(settings):
    market = Market()
    for seed in range(1, KEPT + 3):
        assert market.settle(settings.set_market({"run.seed": seed}), 10.0).is_done
    assert len(market._settled) == KEPT


def test_settling_is_done_in_slices(settings):
    market = Market()
    first = market.settle(settings, 0.0)
    assert not first.is_done
    assert market.settle(settings, 10.0).is_done


@pytest.mark.parametrize("kind", ["small_world", "none"])
def test_the_map_holds_different_customers_and_ties_between_them(settings, kind):
    market = Market()
    market.begin(settings.set_market({"market.network.kind": kind}))
    market.step(3, 100.0)
    circle, looks = market.circle(), market.looks()
    assert len(set(circle.customers)) == len(circle.places) == len(looks.firms) > 50
    assert all(0 <= one < other < len(circle.rows) for one, other in circle.ties)
    assert bool(circle.ties) == (kind != "none")
    assert all(0.0 <= loyalty <= 1.0 for loyalty in looks.loyalty)
    assert max(map(abs, [part for place in circle.places for part in place])) < 2.0


def test_a_page_plays_to_the_end_and_rests(settings):
    session, view = playing(settings)
    driven(session, view, lambda: session.week == 6 and not session.is_playing)
    assert sorted(set(view.weeks)) == [*range(7)] or sorted(set(view.weeks)) == [*range(1, 7)]


def test_a_change_starts_over_and_catches_up_to_the_week_that_was_shown(settings):
    session, view = playing(settings)
    view.deeds = {4: lambda: (session.play(is_playing=False), session.pin(), session.change(settings.move(PRICE, 8.0)))}
    driven(session, view, lambda: session.settings.moved and session.week == 4)
    now, pinned = session.frames, session.pinned.frames
    assert [frame.week for frame in now] == [1, 2, 3, 4]
    assert now[0].firms["price"][0] == 8.0
    assert pinned[0].firms["price"][0] == 10.0
    text, difference, kind = figures.tile_texts(session, 0)[-1]
    assert (text, difference, kind) == ("8.00", "−2.00", "same")


def test_pinned_and_unchanged_differ_by_nothing(settings):
    session, view = playing(settings)
    view.deeds = {3: lambda: (session.play(is_playing=False), session.pin(), session.change(Settings(
        settings.source, settings.strategy, settings.market)))}  # fmt: skip
    driven(session, view, lambda: session.pinned and session.week == 3 and session.frames is not session.pinned.frames)
    assert session.frames == [*session.pinned.frames]
    assert {kind for *_, kind in figures.tile_texts(session, 1)} == {"same"}


def test_step_and_reset(settings):
    session, view = playing(settings)
    session.play(is_playing=False)
    session.step()
    driven(session, view, lambda: session.week == 1)
    assert not session.is_playing
    session, view = playing(settings)
    view.deeds = {2: session.start_over}
    driven(session, view, lambda: len(view.weeks) > 3 and session.week == 0 and not session.is_playing)
    assert (session.week, session.is_playing) == (0, False)


def test_charts_hold_as_many_numbers_as_weeks_have_passed(settings):
    session, view = playing(settings)
    session.watch_map(is_watched=True)
    view.deeds = {5: session.pin}
    driven(session, view, lambda: session.week == 6 and session.looks is not None)
    for look in (LIGHT, DARK):
        colours = look.firms(list(settings.scenario.firms), "Alba")
        sets = [charts.share_lines(session, colours), charts.loyalty_lines(0, look)]
        sets += [charts.profit_lines(session, colours, kind) for kind in charts.PROFITS]
        for lines in sets:
            options = charts.line_options(lines, 6, look, unit="%")
            data = charts.line_data(session, lines)
            assert len(data) == len(options["series"]) == 2 * len(lines)
            assert data[0]["data"][-1][0] == 6
            assert data[1]["data"][-1][0] == 6, "a pinned run goes on as long as nothing is moved"
            assert all(contrast(line["endLabel"]["color"], look.paper) >= 4.5 for line in options["series"][::2])
        assert len(charts.map_data(session, list(colours.values()), look, None)[0]["data"]) == len(session.map.rows)
    session.pinned = session.pinned._replace(frames=session.pinned.frames[:5])
    against = charts.profit_lines(session, colours, "pinned")[0]
    assert [against.value(frame) for frame in session.frames] == [0.0] * 5 + [None]
    assert len(charts.funnel_data(session, 0)[0]["data"]) == len(charts.STAGES)
    assert "Alba" in figures.numbers_table(session)


def test_names_at_the_ends_of_lines_are_pushed_apart():
    lines: list[list[list[float | None]]] = [[[1, 0.0], [2, 50.0]], [[1, 100.0], [2, 50.5]]]
    upper, lower = charts._pushed_apart(lines, [0.0, 100.0, 50.0, 50.5])[::-1]
    assert upper < 0 < lower


def test_a_story_tells_what_the_customer_lives_through_and_where_lives_part(settings):
    async def told():
        session = Session(settings, Here())
        now = await session.lives(0)
        assert now.pinned is None
        session.frames = frames_of(settings)
        session.pin()
        session.settings = settings.follow("firms.Alba.pricing", "penetration").move(PRICE, 2.0)
        stories = [await session.lives(customer) for customer in range(40)]
        assert any(life.parting for life in stories)
        return stories

    for life in asyncio.run(told()):
        page = story_html(life)
        assert f"Customer {life.now.customer}" in page
        assert ("parting" in page) == (life.parting is not None)


def test_what_a_scenario_names_is_escaped(settings):
    session, view = playing(settings)
    driven(session, view, lambda: session.week == 6)
    firm = settings.scenario.firms["Alba"]
    hostile = settings.scenario.model_copy(update={"firms": {"<img src=x>": firm, **settings.scenario.firms}})
    session.settings = begin("baseline")
    object.__setattr__(session.settings, "scenario", hostile)
    assert "<img" not in figures.numbers_table(session)


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({b"host": b"127.0.0.1:8470"}, True),
        ({b"host": b"localhost"}, True),
        ({b"host": b"127.0.0.1:8470", b"origin": b"http://127.0.0.1:8470"}, True),
        ({b"host": b"evil.example"}, False),
        ({b"host": b"127.0.0.1.evil.example"}, False),
        ({b"host": b"127.0.0.1:8470", b"origin": b"https://evil.example"}, False),
        ({b"host": b"127.0.0.1:8470", b"origin": b"null"}, False),
        ({b"host": b"127.0.0.1:8470", b"origin": b"http://127.0.0.1:9999"}, False),
        ({b"host": b"127.0.0.1:8470", b"origin": b"http://localhost:8470"}, False),
        ({b"host": b"127.0.0.1:8470", b"origin": b"https://127.0.0.1:8470"}, False),
        ({b"host": b"127.0.0.1:8470", b"origin": b"http://["}, False),
        ({b"host": b"["}, False),
        ({b"host": b"127.0.0.1:x"}, False),
        ({b"host": b"user@127.0.0.1:8470"}, False),
        ({b"host": b"LOCALHOST:8470", b"origin": b"http://localhost:8470"}, True),
        ({b"host": b"127.0.0.1:8470", b"sec-fetch-site": b"cross-site"}, False),
        ({b"host": b"127.0.0.1:8470", b"sec-fetch-site": b"same-site"}, False),
        ({b"host": b"127.0.0.1:8470", b"sec-fetch-site": b"same-origin"}, True),
        ({b"host": b"127.0.0.1:8470", b"sec-fetch-site": b"none"}, True),
        ({}, False),
    ],
)
def test_only_this_machine_is_answered(headers, is_ours):
    assert is_local(headers) is is_ours


def test_a_port_that_is_taken_is_refused_when_named_and_passed_over_when_not():
    first = open_port(None)
    taken = first.getsockname()
    assert taken[0] == "127.0.0.1"
    with pytest.raises(Refused, match="in use"):
        open_port(taken[1])
    second = open_port(None)
    assert second.getsockname()[1] != taken[1]
    first.close()
    second.close()


def test_without_the_extra_the_command_says_what_to_install(loyalty, monkeypatch):
    monkeypatch.setitem(sys.modules, "nicegui", None)
    code, out, err = loyalty("dashboard", "--no-browser")
    assert code == 2
    assert out == ""
    assert "pip install 'loyalty-simulator[dashboard]'" in err


def test_an_unknown_scenario_is_refused_before_anything_is_served(loyalty):
    code, _, err = loyalty("dashboard", "basline", "--no-browser")
    assert code == 2
    assert "baseline" in err
