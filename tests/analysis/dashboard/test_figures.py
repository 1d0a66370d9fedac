"""Numbers beside the charts: what a scenario names does not become a part of the page."""

from analysis.dashboard import figures
from analysis.dashboard.settings import begin
from tests.analysis.dashboard.sample_pages import driven, playing


def test_what_a_scenario_names_is_escaped(settings):
    session, view = playing(settings)
    driven(session, view, lambda: session.week == 6)
    firm = settings.scenario.firms["Alba"]
    hostile = settings.scenario.model_copy(update={"firms": {"<img src=x>": firm, **settings.scenario.firms}})
    session.settings = begin("baseline")
    object.__setattr__(session.settings, "scenario", hostile)
    assert "<img" not in figures.numbers_table(session)
