"""A customer of the market is told on the page, and where its lives part."""

import asyncio

from analysis.dashboard.session import Session
from analysis.dashboard.story import story_html
from tests.analysis.dashboard.sample_pages import PRICE, Here, frames_of


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
