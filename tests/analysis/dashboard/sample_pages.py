"""A page that is served to a browser, and a page's session without one: what their tests share."""

import asyncio
import contextlib
import re
import subprocess
import sys
from pathlib import Path

from analysis.dashboard.market import LiveMarket
from analysis.dashboard.session import Session
from tests.analysis.dashboard.chromium import CHROMIUM

ROOT = Path(__file__).resolve().parents[3]
SMALL = {"market.customers": 300, "market.weeks": 6, "market.burn_in_weeks": 3}
PRICE = "firms.Alba.pricing.price"
MARKET = """
extends: baseline
market: {customers: 500, weeks: 12, burn_in_weeks: 8}
compare:
  as_is: {}
  cheap: {firms.Alba.pricing.price: 8.0}
"""
PATIENCE = 60_000  # milliseconds
COMPILING = 120_000


@contextlib.contextmanager
def serving(folder):
    """The address of a page as the command prints it, and its process; market.yaml lies in the folder."""
    (folder / "market.yaml").write_text(MARKET)
    line = [sys.executable, str(ROOT / "run.py"), "dashboard", "market.yaml", "--no-browser", "--out", "saved"]
    pipe = subprocess.PIPE
    with subprocess.Popen(line, cwd=folder, start_new_session=True, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        assert process.stderr
        try:
            address = re.match(r"http://127\.0\.0\.1:\d+/\?token=\w{20,}(?= )", process.stdout.readline())
            assert address, process.stderr.read()
            yield address.group(), process
        finally:
            process.kill()


@contextlib.contextmanager
def chromium():
    """A browser that reaches nothing but this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        offline = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", offline])
        yield browser
        browser.close()


def opened(browser, address, width=1280):
    """A page that is loading, in a tab that knows of no other."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    return page


@contextlib.contextmanager
def watched(browser, address):
    """The page at the end of its run, paused; nothing may go wrong in it, and nothing leave this machine."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE)
    wrong = []
    here = address.partition("?")[0]

    def heed(said):
        if said.type == "error":
            wrong.append(said.text)

    def watch(asked):
        if not asked.url.startswith((here, "data:", "blob:")):
            wrong.append(asked.url)

    page.on("console", heed)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", watch)
    page.goto(address)
    at_week(page, 12, COMPILING)
    page.get_by_role("button", name="Play").wait_for()
    yield page
    page.close()
    assert wrong == []


def at_week(page, week, patience=PATIENCE):
    there = f"document.querySelector('[data-week]')?.innerText.trim() === 'week {week} of 12'"
    page.wait_for_function(there, timeout=patience)


def tile(page, name):
    return page.locator(f'[data-tile="{name}"]').inner_text()


def change(page, name):
    return page.locator(f'[data-tile="{name}"] + .tile-change').inner_text()


def shows(page, name, text):
    page.wait_for_function(f"document.querySelector('[data-tile=\"{name}\"]').innerText === '{text}'")


def press(page, path, key, times):
    slider = page.locator(f"[data-path='{path}'] [tabindex]")
    slider.focus()
    for _ in range(times):
        slider.press(key)


class Here:
    """A market in this process, asked as the one in another."""

    def __init__(self):
        self.market, self.asked = LiveMarket(), []

    async def ask(self, request, *details):
        self.asked.append(request)
        return True if request == "make_ready" else getattr(self.market, request)(*details)


class Blind:
    """A view that only counts pictures, and does something at one of them."""

    def __init__(self, session=None):
        self.session, self.weeks, self.told, self.deeds = session, [], [], {}

    async def settling(self, progress):
        await self.show()

    async def show(self):
        self.weeks.append(self.session.week)
        if deed := self.deeds.pop(self.session.week, None):
            deed()
        await asyncio.sleep(0)

    def tell(self, text):
        self.told.append(text)

    def fail(self, text):
        raise AssertionError(text)


def driven(session, view, until):
    """Let the page live until something holds."""

    async def live():
        task = asyncio.create_task(session.drive(view))
        for _ in range(20_000):
            await asyncio.sleep(0.001)
            if until() or task.done():
                break
        assert until(), "the page stood still"
        task.cancel()

    asyncio.run(live())


def playing(settings):
    session = Session(settings, Here())
    session.pace = 0.0
    return session, Blind(session)


def frames_of(settings):
    """All weeks of a market under these settings."""
    market = LiveMarket()
    while not market.settle(settings, 1.0).is_done:
        continue
    market.begin(settings)
    return market.step(1000, 1000.0)
