"""The settings that tests of the page begin with."""

import pytest

from analysis.dashboard.settings import begin
from tests.analysis.dashboard.sample_pages import SMALL


@pytest.fixture
def settings():
    return begin("baseline").set_market(SMALL)
