"""The page as a whole: its frame, its buttons, and the market that each open page has to itself."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from nicegui import Client, app, ui

from analysis.dashboard.board import Board
from analysis.dashboard.look import DARK, LIGHT
from analysis.dashboard.panel import Panel
from analysis.dashboard.session import Session
from analysis.dashboard.settings import begin, save
from analysis.dashboard.worker import Worker
from simulation.extending import shipped_names
from simulation.faults import Refused

if TYPE_CHECKING:
    from analysis.dashboard.look import Look

HERE = Path(__file__).parent
LOG = logging.getLogger(__name__)
TITLE = "Customer loyalty, week by week"
MOST_PAGES = 4
PACES = {
    1.0: "1 week a second",
    4.0: "4 weeks a second",
    10.0: "10 weeks a second",
    20.0: "20 weeks a second",
    0.0: "as fast as it goes",
}
DARK_ASKED = "return matchMedia('(prefers-color-scheme: dark)').matches"


class Stable:
    """Workers at rest: a page that is opened, or loaded again, takes one that is warm."""

    def __init__(self) -> None:
        self._resting = [Worker()]
        self._busy: dict[Client, tuple[Worker, asyncio.Task[None] | None]] = {}

    def take(self, client: Client) -> Worker | None:
        """A worker for a page; None where too many pages are open."""
        for other in [other for other in self._busy if not other.has_socket_connection]:
            if len(self._busy) >= MOST_PAGES:
                self.bring_back(other)  # it was left a moment ago
        if len(self._busy) >= MOST_PAGES:
            return None
        while self._resting and not self._resting[-1].is_alive:
            self._resting.pop()
        worker = self._resting.pop() if self._resting else Worker()
        self._busy[client] = worker, None
        return worker

    def keep_busy(self, client: Client, task: asyncio.Task[None]) -> None:
        """What keeps the page going, to be ended with it."""
        self._busy[client] = self._busy[client][0], task

    def bring_back(self, client: Client) -> None:
        """The page is closed; one worker rests, others end."""
        if client not in self._busy:
            return
        worker, task = self._busy.pop(client)
        if task is not None:
            task.cancel()
        if self._resting or not worker.is_alive:
            worker.end()
        else:
            self._resting.append(worker)

    def close(self) -> None:
        """End what rests; what is busy ends with this process."""
        for worker in self._resting:
            worker.end()


def application(source: str, folder: Path) -> FastAPI:
    """The page as a web application; settings are saved into the folder."""
    stable = Stable()
    sources = list(dict.fromkeys([source, *shipped_names()]))

    @ui.page("/", title=TITLE)
    async def index(client: Client) -> None:
        ui.add_css(HERE / "page.css", shared=True)
        worker = stable.take(client)
        if worker is None:
            ui.label(f"{MOST_PAGES} pages are open, each with a market of its own; close one and reload.")
            return
        session = Session(begin(source), worker)
        page = Page(session, sources, folder)
        client.on_delete(lambda: stable.bring_back(client))
        await client.connected()
        stable.keep_busy(client, asyncio.create_task(page.begin(client)))

    app.on_shutdown(stable.close)
    outer = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    ui.run_with(outer, title=TITLE, dark=None, reconnect_timeout=5.0, message_history_length=200, language="en-US",
                tailwind=False)  # fmt: skip
    return outer


class Page:
    """One open page."""

    def __init__(self, session: Session, sources: list[str], folder: Path) -> None:
        self._session, self._sources, self._folder = session, sources, folder
        self._dark = ui.dark_mode(None)
        with ui.header().classes("head"):
            menu = ui.button(icon="tune").props('flat round aria-label="Levers"').classes("narrow")
            ui.html(f"<h1>{TITLE}</h1>", sanitize=False)
            self._week = ui.label("").classes("week").props('data-week aria-live="off"')
            self._buttons()
        self._left = ui.left_drawer(value=True, fixed=True).props("width=316 bordered").classes("side")
        menu.on_click(self._left.toggle)
        self._main = ui.column().classes("main")

    async def begin(self, client: Client) -> None:
        """Show the page in the reader's colours, then keep it going."""
        with client:
            is_dark = bool(await client.run_javascript(DARK_ASKED, timeout=5.0))
            self._dark.set_value(is_dark)
            with self._main:
                self._board = Board(self._session, client, DARK if is_dark else LIGHT, self._week)
            self._colour()
            with self._left:
                self._panel = Panel(self._session, self._sources, self._board.build)
            self._board.panel = self._panel
            self._board.build()
            ui.timer(0.2, self._tell_buttons)
        try:
            await self._session.drive(self._board)
        except Exception as error:  # else the page would stand still and not say why
            LOG.exception("a page stopped")
            self._board.fail(f"A fault of ours ({type(error).__name__}); reload the page, and please report it.")

    def _buttons(self) -> None:
        session = self._session
        with ui.row().classes("buttons"):
            self._play = ui.button("Play", icon="play_arrow", on_click=self._play_or_pause).props("unelevated no-caps")
            ui.button("Step", icon="skip_next", on_click=session.step).props("outline no-caps")
            ui.button("Reset", icon="replay", on_click=session.start_over).props("outline no-caps")
            pace = ui.select(PACES, value=session.pace).props('dense borderless options-dense aria-label="Speed"')
            pace.on_value_change(lambda event: setattr(session, "pace", event.value)).classes("pace")
        with ui.row().classes("buttons"):
            self._pin_button = ui.button("Pin", icon="push_pin", on_click=self._pin).props("outline no-caps")
            self._pin_button.tooltip("Keep this run, dashed, and compare the next ones with it on the same luck")
            ui.button("Save", icon="save", on_click=self._ask_name).props("outline no-caps")
            shade = ui.button(icon="contrast", on_click=self._turn_colours).props("flat round")
            shade.props('aria-label="Light or dark"')

    def _tell_buttons(self) -> None:
        is_playing = self._session.is_playing
        self._play.set_text("Pause" if is_playing else "Play")
        self._play.set_icon("pause" if is_playing else "play_arrow")
        self._pin_button.set_text("Unpin" if self._session.pinned else "Pin")

    def _play_or_pause(self) -> None:
        session = self._session
        if not session.is_playing and session.week >= session.weeks:
            session.start_over()
        session.play(is_playing=not session.is_playing)

    def _pin(self) -> None:
        if self._session.pinned:
            self._session.pinned = None
        elif self._session.frames:
            self._session.pin()
        else:
            ui.notify("Play some weeks first: there is nothing to pin yet.", type="info")
        self._board.build()

    def _turn_colours(self) -> None:
        look: Look = LIGHT if self._board.look.is_dark else DARK
        self._dark.set_value(look.is_dark)
        self._board.look = look
        self._colour()
        self._board.build()

    def _colour(self) -> None:
        look = self._board.look
        with self._main:
            ui.colors(primary=look.accent, dark=look.tint, dark_page=look.paper)

    def _ask_name(self) -> None:
        with ui.dialog(value=True) as dialog, ui.card().classes("dialog"):
            ui.html("<h2>Save the settings as a scenario</h2>", sanitize=False)
            name = ui.input("Name", placeholder="my_market").props("outlined dense autofocus").classes("full")
            ui.label(f"It goes into {self._folder} and compares these settings with the baseline"
                     " (and the pinned run, if its market is the same).").classes("idea")  # fmt: skip
            with ui.row().classes("line end"):
                ui.button("Cancel", on_click=dialog.close).props("flat no-caps")
                ui.button("Save", on_click=lambda: self._save(name.value or "", dialog)).props("unelevated no-caps")

    def _save(self, name: str, dialog: ui.dialog) -> None:
        session = self._session
        try:
            file = save(session.settings, name, self._folder, session.pinned.settings if session.pinned else None)
        except (Refused, OSError) as error:
            ui.notify(str(error).removeprefix("error: "), type="warning")
            return
        dialog.close()
        ui.notify(f"Saved: {file}. Next: compare {file}", type="positive", timeout=10_000, close_button="OK")
