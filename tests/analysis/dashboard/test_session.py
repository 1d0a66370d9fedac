"""A page's session: it plays, rests, is pinned and moved in the middle, and meets markets that fail or are replaced."""

import asyncio

import pytest

from analysis.dashboard import charts, figures
from analysis.dashboard.market import LiveMarket
from analysis.dashboard.session import Session
from analysis.dashboard.settings import Settings, begin
from analysis.dashboard.theme import LIGHT
from analysis.dashboard.worker import ENDED, MarketEnded, MarketFailed
from tests.analysis.dashboard.sample_pages import PRICE, SMALL, Blind, Here, driven, playing


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


def rested(session):
    return lambda: session.week == session.weeks and not session.is_playing


def prices(frames):
    return [frame.firms["price"][0] for frame in frames]


@pytest.mark.parametrize("week", [1, 2, 5])
def test_a_run_pinned_on_its_way_goes_on_beside_the_one_that_was_moved(settings, week):
    session, view = playing(settings)
    view.deeds = {week: lambda: (session.pin(), session.change(settings.move(PRICE, 8.0)))}
    driven(session, view, rested(session))
    whole, _ = playing(settings)
    driven(whole, Blind(whole), rested(whole))
    assert list(session.pinned.frames) == whole.frames, "as if nothing had been moved"
    assert prices(session.frames) == [8.0] * 6
    assert figures.tile_texts(session, 0)[-1][1] == "−2.00"


def test_a_run_pinned_early_ends_where_its_own_weeks_end(settings):
    session, view = playing(settings)
    longer = settings.set_market({"market.weeks": 9})
    view.deeds = {2: lambda: (session.pin(), session.change(longer))}
    driven(session, view, rested(session))
    assert (len(session.frames), len(session.pinned.frames)) == (9, 6)


def test_a_pinned_run_goes_on_after_a_lever_was_moved_twice_and_put_back(settings):
    session, view = playing(settings)
    moves = [settings.move(PRICE, price) for price in (8.0, 12.0, 10.0)]
    view.deeds = {2: lambda: (session.pin(), session.change(moves[0])), 4: lambda: session.change(moves[1]),
                  5: lambda: session.change(moves[2])}  # fmt: skip
    driven(session, view, rested(session))
    assert session.settings == settings
    assert list(session.pinned.frames) == session.frames
    assert [frame.week for frame in session.frames] == [1, 2, 3, 4, 5, 6]


def test_a_market_lives_through_a_pinned_run_again_if_it_was_not_kept(settings):
    market = LiveMarket()
    market.begin(settings)
    frames = market.step(6, 100.0)
    assert market.follow(settings, 2, 4, 100.0) == frames[2:4]
    assert market.follow(settings, 4, 6, 100.0) == frames[4:]
    assert market.follow(settings, 0, 1, 100.0) == frames[:1]


def of_firms(count, **market):
    name = {4: "complaint_desk", 5: "newcomer"}[count]
    settings = begin(name).set_market({**SMALL, **market})
    assert len(settings.scenario.firms) == count
    return settings


class Drawing(Blind):
    """A view that draws all that a page could show."""

    async def show(self):
        session = self.session
        colours = LIGHT.firms(list(session.settings.scenario.firms), session.settings.scenario.focus_firm)
        for lines in (charts.share_lines(session, colours), charts.profit_lines(session, colours, "pinned")):
            for line, data in zip(lines, charts.line_data(session, lines)[::2], strict=True):
                assert all(len(point) == 2 for point in data["data"]), line.name
        charts.map_data(session, list(colours.values()), LIGHT, None)
        figures.numbers_table(session)
        await super().show()


@pytest.mark.parametrize(("count", "other"), [(4, 5), (5, 4)])
@pytest.mark.parametrize("week", [0, 3, 6])
def test_a_scenario_of_other_firms_begins_with_nothing_of_the_one_before(count, other, week):
    session = Session(of_firms(count), Here())
    session.pace, view = 0.0, Drawing(session)
    session.watch_map(is_watched=True)

    def switch():
        session.pin()
        session.change(of_firms(other))
        assert (session.frames, session.before, session.pinned, session.map) == ([], [], None, None)
        session.play(is_playing=True)

    view.deeds = {week: switch}
    driven(session, view, lambda: len(session.settings.scenario.firms) == other and rested(session)())
    assert len(session.frames[-1].firms["price"]) == len(session.before[-1]) == other
    assert session.looks
    assert max(session.looks.firms) < other


def test_another_scenario_of_the_same_firms_begins_anew_too():
    session, view = playing(of_firms(4))
    view.deeds = {4: lambda: session.change(Settings("baseline", "as_is", SMALL))}
    driven(session, view, lambda: session.settings.source == "baseline" and rested(session)())
    assert view.weeks[view.weeks.index(4) + 1] <= 1, "it does not catch up to where the other one was"


class Refusing(Here):
    """A market that fails at the first run, as one that is out of memory."""

    async def ask(self, request, *details):
        if request == "begin" and "begin" not in self.asked:
            self.asked.append(request)
            raise MarketFailed("out of memory; take fewer customers")
        return await super().ask(request, *details)


class Patient(Blind):
    """A view that writes down what goes wrong."""

    def fail(self, text):
        self.told.append(text)


def test_a_market_that_fails_is_asked_again_when_something_is_moved(settings):
    session = Session(settings, Refusing())
    session.pace, view = 0.0, Patient(session)

    async def live():
        task = asyncio.create_task(session.drive(view))
        while not any("out of memory" in told for told in view.told):
            await asyncio.sleep(0.001)
        session.change(settings.set_market({"market.customers": 200}))
        session.play(is_playing=True)
        while session.week < 6:
            assert not task.done()
            await asyncio.sleep(0.001)
        task.cancel()

    asyncio.run(asyncio.wait_for(live(), 60))
    assert view.told[-1] == ""


class Ending(Here):
    """A market whose process ends in week 4."""

    async def ask(self, request, *details):
        if request == "step" and self.asked.count("step") == 3:
            raise MarketEnded(ENDED)
        return await super().ask(request, *details)


def test_a_page_goes_on_where_it_was_in_the_market_of_another_process(settings):
    moved = settings.move(PRICE, 8.0)
    session = Session(moved, Ending())
    session.pace, view = 0.0, Patient(session)
    asyncio.run(asyncio.wait_for(session.drive(view), 60))
    assert "reload the page" in view.told[-1]
    week = session.week
    session.pin()
    session.resume(Here())
    driven(session, view, rested(session))
    assert session.pinned
    assert (session.settings, len(session.pinned.frames)) == (moved, 6)
    assert list(session.pinned.frames) == session.frames
    assert week == 3
