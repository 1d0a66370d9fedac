"""The page as a whole: its frame, its buttons, and what goes wrong told."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

from nicegui import ui

from analysis.dashboard.controls import ControlPanel
from analysis.dashboard.display import Board
from analysis.dashboard.settings import save
from analysis.dashboard.theme import DARK, LIGHT
from simulation.reading.errors import Refused

if TYPE_CHECKING:
    from nicegui import Client

    from analysis.dashboard.session import Session
    from analysis.dashboard.theme import Look

LOG = logging.getLogger(__name__)
TITLE = "Customer loyalty, week by week"
PACES = {
    1.0: "1 week a second",
    4.0: "4 weeks a second",
    10.0: "10 weeks a second",
    20.0: "20 weeks a second",
    0.0: "as fast as it goes",
}


class Page:
    """One open page."""

    def __init__(self, client: Client, session: Session, sources: list[str], folder: Path, look: Look) -> None:
        self.client, self.session = client, session
        self._sources, self._folder, self._look = sources, folder, look
        self.has_failed = False
        self.left_at = 0.0

    def build(self, *, is_wide: bool) -> None:
        """Put everything up; the levers stand open where there is room for them."""
        self._dark = ui.dark_mode(self._look.is_dark)
        with ui.header().classes("head"):
            menu = ui.button(icon="tune").props('flat round aria-label="Levers"').classes("narrow")
            ui.html(f"<h1>{TITLE}</h1>", sanitize=False)
            week = ui.label("").classes("week").props('data-week aria-live="off"')
            self._buttons()
        left = ui.left_drawer(value=is_wide, fixed=True).props("width=316 bordered").classes("side")
        menu.on_click(left.toggle)
        self._main = ui.column().classes("main")
        with self._main:
            self._board = Board(self.session, self.client, self._look, week)
        self._colour()
        with left:
            ui.button("Done", icon="close", on_click=left.hide).props("outline no-caps").classes("narrow done")
            self._board.panel = ControlPanel(self.session, self._sources, self._board.build)
        self._board.build()
        ui.timer(0.2, self._tell_buttons)
        self.client.on_exception(self._fail)

    async def drive(self) -> None:
        """Keep the page going."""
        try:
            await self.session.drive(self._board)
        except Exception as error:  # else the page would stand still and not say why
            LOG.exception("a page stopped")
            self._fail(error)

    def leave(self) -> None:
        """The browser is away, nobody knows for how long."""
        self.left_at = time.monotonic()

    def tell(self, text: str) -> None:
        """Say why the page stands still."""
        self._board.fail(text)

    def _fail(self, error: Exception) -> None:
        self.has_failed = True
        self.tell(f"A fault of ours ({type(error).__name__}); reload the page to begin anew, and please report it.")

    def _buttons(self) -> None:
        session = self.session
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
        is_playing = self.session.is_playing
        self._play.set_text("Pause" if is_playing else "Play")
        self._play.set_icon("pause" if is_playing else "play_arrow")
        self._pin_button.set_text("Unpin" if self.session.pinned else "Pin")

    def _play_or_pause(self) -> None:
        session = self.session
        if not session.is_playing and session.week >= session.weeks:
            session.start_over()
        session.play(is_playing=not session.is_playing)

    def _pin(self) -> None:
        if self.session.pinned:
            self.session.pinned = None
        elif self.session.frames:
            self.session.pin()
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
        session = self.session
        try:
            file = save(session.settings, name, self._folder, session.pinned.settings if session.pinned else None)
        except (Refused, OSError) as error:
            ui.notify(str(error).removeprefix("error: "), type="warning")
            return
        dialog.close()
        ui.notify(f"Saved: {file}. Next: compare {file}", type="positive", timeout=10_000, close_button="OK")
