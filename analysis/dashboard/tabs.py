"""The tabs that show the page: each has a market of its own while there are enough, and none loses what was moved."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from fastapi import FastAPI
from nicegui import Client, app, ui

from analysis.dashboard.page import TITLE, Page
from analysis.dashboard.session import Session
from analysis.dashboard.settings import begin
from analysis.dashboard.theme import DARK, LIGHT, Look
from analysis.dashboard.worker import Worker
from simulation.scenario.inheritance import shipped_names

STYLE = Path(__file__).parent / "page.css"
MOST_PAGES = 4
FULL = f"{MOST_PAGES} pages are open, each with a market of its own; close one of them, then load this page again."
SECONDS_KEPT = 600.0
"""How long a page without a connection keeps what was moved: a short sleep of a laptop, a broken tunnel, a lunch."""
SECONDS_TO_NOTICE = 5.0
"""How often, about, a connection is tried."""
LEFT = "addEventListener('pagehide', () => emitEvent('left'))"
"""A tab that is closed says so, where it can; a connection that is lost says nothing."""
SCREEN_ASKED = "return [matchMedia('(prefers-color-scheme: dark)').matches, innerWidth >= 1024]"
"""Which colours the reader likes, and whether the levers fit beside the charts."""


class Tabs:
    """Pages by tab, and workers at rest. What was left a while ago gives its market to who comes, not its settings."""

    def __init__(self, source: str, folder: Path) -> None:
        self._source, self._folder = source, folder
        self._sources = list(dict.fromkeys([source, *shipped_names()]))
        self._pages: dict[str, Page] = {}
        self._working: dict[Page, tuple[Worker, asyncio.Task[None]]] = {}
        self._resting = [Worker()]

    def open(self, client: Client, look: Look, *, is_wide: bool) -> None:
        """The page of a tab; one that is loaded again goes on where it was, unless that was a fault of ours."""
        tab = client.tab_id or client.id
        left = self._pages.get(tab)
        if left is not None:
            self._rest(left)
        worker = self._take()
        if worker is None:
            ui.label(FULL).classes("refusal")
            return
        self._pages.pop(tab, None)
        if left is not None and not left.has_failed:
            session = left.session
            session.resume(worker)
        else:
            session = Session(begin(self._source), worker)
        page = Page(client, session, self._sources, self._folder, look)
        page.build(is_wide=is_wide)
        self._pages[tab] = page
        client.on_connect(lambda: self._return(page))
        client.on_disconnect(page.leave)
        client.on_delete(lambda: self._forget(tab, page))
        client.run_javascript(LEFT)
        ui.on("left", lambda: self._rest(page))
        self._start(page, worker)

    def close(self) -> None:
        """End what rests; what is busy ends with this process."""
        for worker in self._resting:
            worker.end()

    def _take(self) -> Worker | None:
        """A worker for a page, a warm one if there is one; None where too many pages are open."""
        away = [page for page in self._working if not page.client.has_socket_connection]
        if len(self._working) >= MOST_PAGES and away:
            self._rest(min(away, key=lambda page: page.left_at))
        if len(self._working) >= MOST_PAGES:
            return None
        while self._resting and not self._resting[-1].is_alive:
            self._resting.pop().end()
        return self._resting.pop() if self._resting else Worker()

    def _start(self, page: Page, worker: Worker) -> None:
        task = asyncio.create_task(page.drive())
        self._working[page] = worker, task
        task.add_done_callback(lambda _: self._stop(page, worker))

    def _return(self, page: Page) -> None:
        """A page is connected again; its market may have been given away meanwhile."""
        if page in self._working:
            return
        worker = self._take()
        if worker is None:
            page.tell(FULL)
        else:
            page.session.resume(worker)
            self._start(page, worker)

    def _rest(self, page: Page) -> None:
        """The page stands still; of workers at rest the last one is kept, with the market that it has settled."""
        if page not in self._working:
            return
        worker, task = self._working.pop(page)
        task.cancel()
        self._resting.append(worker)
        for other in self._resting[:-1]:
            other.end()
        del self._resting[:-1]

    def _stop(self, page: Page, worker: Worker) -> None:
        if self._working.get(page, (None,))[0] is worker:
            self._rest(page)

    def _forget(self, tab: str, page: Page) -> None:
        self._rest(page)
        if self._pages.get(tab) is page:
            del self._pages[tab]


def application(source: str, folder: Path) -> FastAPI:
    """The page as a web application; settings are saved into the folder."""
    tabs = Tabs(source, folder)

    @ui.page("/", title=TITLE, reconnect_timeout=SECONDS_KEPT)
    async def index(client: Client) -> None:
        ui.add_css(STYLE)
        await client.connected()  # who only asks for the address gets no market
        is_dark, is_wide = False, True
        with suppress(TimeoutError):
            is_dark, is_wide = await client.run_javascript(SCREEN_ASKED, timeout=5.0) or (is_dark, is_wide)
        if not client.is_deleted:
            tabs.open(client, DARK if is_dark else LIGHT, is_wide=is_wide)

    app.on_shutdown(tabs.close)
    outer = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    ui.run_with(outer, title=TITLE, dark=None, reconnect_timeout=SECONDS_TO_NOTICE, message_history_length=200,
                language="en-US", tailwind=False)  # fmt: skip
    return outer
