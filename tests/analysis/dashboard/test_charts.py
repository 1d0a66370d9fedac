"""Charts that grow week by week, and names that do not lie on each other."""

from analysis.dashboard import charts, figures
from analysis.dashboard.theme import DARK, LIGHT
from analysis.figures.style import contrast
from tests.analysis.dashboard.sample_pages import driven, playing


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
