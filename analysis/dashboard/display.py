"""The right side of the page: the market as it moves, its numbers, and the map of customers with their stories."""

from __future__ import annotations

import html
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from nicegui import ui

from analysis.dashboard import charts
from analysis.dashboard.figures import TILES, numbers_table, tile_texts
from analysis.dashboard.story import story_html
from analysis.dashboard.theme import Look
from analysis.dashboard.worker import MarketFailed
from analysis.text.numbers import number

if TYPE_CHECKING:
    from nicegui import Client

    from analysis.dashboard.charts import Line
    from analysis.dashboard.controls import ControlPanel
    from analysis.dashboard.market import Settling
    from analysis.dashboard.session import Session

MARKET, CUSTOMERS, NUMBERS = "Market", "Customers", "Numbers"
SHEETS = {MARKET: "grid-of-charts", CUSTOMERS: "people", NUMBERS: ""}
"""What can be put in sight, and how it is laid out."""
SECONDS_TO_DRAW = 3.0


class Board:
    """Draws a session; every picture waits until the browser has drawn the one before."""

    def __init__(self, session: Session, client: Client, look: Look, week: ui.label) -> None:
        self.session, self.look = session, look
        self._week = week
        self.panel: ControlPanel | None = None
        self._client = client
        self._profits = "all"
        self._chosen: int | None = None
        with ui.row().classes("line wraps"):
            self._title = ui.html("", sanitize=False).classes("firm")
            self._note = ui.label("").classes("note")
            self._status = ui.label("").classes("status").props('role="status"')
        with ui.row().classes("tiles"):
            self._tiles = [self._tile(tile.name, tile.meaning) for tile in TILES]
        with ui.tabs().props("dense no-caps align=left narrow-indicator").classes("tabs") as self._tabs:
            for name in SHEETS:
                ui.tab(name)
        self._tabs.set_value(MARKET)
        self._tabs.on_value_change(self._turn_to)
        self._body = ui.column().classes("body")

    def build(self) -> None:
        """All charts anew, for other firms, colours or durations."""
        self._body.clear()
        name = list(self._colours)[self._firm]
        dot = f'<i style="background:{self._colours[name]}"></i>'
        self._title.set_content(f"<h2>{dot}{html.escape(name)}</h2>")
        with self._body:
            self._sheets = {name: ui.element("div").props(f'role="tabpanel" aria-label="{name}"') for name in SHEETS}
        with self._sheets[MARKET]:
            self._market()
        with self._sheets[CUSTOMERS]:
            self._people()
        with self._sheets[NUMBERS]:
            self._table = ui.html("", sanitize=False).classes("numbers")
        self._turn_to()

    async def settling(self, progress: Settling) -> None:
        """Show how the market settles, week by week, left of week 1."""
        self.tell(f"The market settles: week {progress.week} of {progress.weeks} before week 1.")
        await self.show()

    async def show(self) -> None:
        """Draw the run so far in what is in sight; returns when the browser has."""
        with self._client:
            self._draw()
            with suppress(TimeoutError):
                await self._client.run_javascript("return 1", timeout=SECONDS_TO_DRAW)

    def tell(self, text: str) -> None:
        """Say what is waited for."""
        self._status.set_text(text)
        self._status.classes(remove="failed")

    def fail(self, text: str) -> None:
        """Say what went wrong."""
        self._status.set_text(text)
        self._status.classes("failed")

    async def choose(self, customer: int) -> None:
        """Tell the story of a customer up to now."""
        self._chosen = customer
        self._story.set_content("<p>Living through it once more …</p>")
        source = self.session.settings.source
        try:
            lives = await self.session.lives(customer)
        except MarketFailed as error:
            self.fail(f"The market stopped: {error}")
            return
        if source == self.session.settings.source and customer == self._chosen:
            self._story.set_content(story_html(lives))
            self._draw()

    @property
    def _firm(self) -> int:
        return self.panel.place if self.panel else 0

    @property
    def _colours(self) -> dict[str, str]:
        scenario = self.session.settings.scenario
        return self.look.firms(list(scenario.firms), scenario.focus_firm)

    def _lines(self) -> dict[str, list[Line]]:
        return {
            "shares": charts.share_lines(self.session, self._colours),
            "profit": charts.profit_lines(self.session, self._colours, self._profits),
            "loyalty": charts.loyalty_lines(self._firm, self.look),
        }

    def _market(self) -> None:
        scenario = self.session.settings.scenario
        weeks, name = scenario.market.weeks, list(scenario.firms)[self._firm]
        starts, lines = {"shares": charts.first_week(self.session)}, self._lines()
        units = {"shares": "%", "profit": scenario.market.currency, "loyalty": "0–100"}
        titles = {"shares": "Market share", "profit": "Profit", "loyalty": f"Loyalty to {name}, by type of customer"}
        self._charts: dict[str, ui.echart] = {}
        for key in ("shares", "profit", "loyalty"):
            options = charts.line_options(lines[key], weeks, self.look, unit=units[key], starts=starts.get(key, 1))
            with ui.column().classes("chart"):
                with ui.row().classes("chart-head"):
                    ui.html(f"<h2>{html.escape(titles[key])}</h2>", sanitize=False)
                    if key == "profit":
                        kinds = ui.select(charts.PROFITS, value=self._profits).props("dense borderless options-dense")
                        kinds.props('aria-label="Profit"').on_value_change(lambda event: self._count(event.value))
                self._charts[key] = ui.echart(options).classes("plot").props(f'role="img" aria-label="{key} by week"')
        with ui.column().classes("chart"):
            with ui.row().classes("chart-head"):
                ui.html(f"<h2>{html.escape(name)}: what becomes of problems, last 13 weeks</h2>", sanitize=False)
            funnel = charts.funnel_options(self.look, self._colours[name])
            self._charts["funnel"] = ui.echart(funnel).classes("plot").props('role="img" aria-label="complaint funnel"')

    def _people(self) -> None:
        with ui.column().classes("chart map"):
            ui.html("<h2>A circle of acquaintances: the firm each bought from last</h2>", sanitize=False)
            self._map = ui.echart({"series": []}).classes("plot")
            self._map.on("componentClick", self._clicked, ["dataType", "value"])
            self._map.props('role="img" aria-label="Customers and whom they know"')
            dots = "".join(f'<span><i style="background:{colour}"></i>{html.escape(name)}</span>'
                           for name, colour in self._colours.items())  # fmt: skip
            ui.html(f'<p class="key">{dots}<span>larger: more loyal</span><span>ringed: talks about it this week</span>'
                    "</p>", sanitize=False)  # fmt: skip
        with ui.column().classes("chart tale"):
            self._story = ui.html("<p>Click a customer to read its story.</p>", sanitize=False)

    def _tile(self, name: str, meaning: str) -> tuple[ui.label, ui.label]:
        with ui.column().classes("tile"):
            ui.label(name).classes("tile-name").tooltip(meaning)
            value = ui.label("–").classes("tile-value").props(f'data-tile="{name}"')
            return value, ui.label("").classes("tile-change")

    async def _clicked(self, event: Any) -> None:
        if event.args.get("dataType") == "node":
            self.session.play(is_playing=False)
            await self.choose(int(event.args["value"]))

    def _count(self, kind: str) -> None:
        self._profits = kind
        self._draw()

    def _turn_to(self) -> None:
        """Put one sheet in sight; the others keep their size, since no chart can be laid out in no room."""
        chosen = self._tabs.value
        self.session.watch_map(is_watched=chosen == CUSTOMERS)
        for name, sheet in self._sheets.items():
            sheet.classes(replace=f"{SHEETS[name]} {'shown' if name == chosen else 'away'}")
        self._draw()

    def _draw(self) -> None:
        session = self.session
        self._week.set_text(week_text(session))
        self._note.set_text(note_text(session))
        for (value, change), (now, difference, kind) in zip(self._tiles, tile_texts(session, self._firm), strict=True):
            value.set_text(now)
            change.set_text(difference)
            change.classes(replace=f"tile-change {kind}")
        if self._tabs.value == CUSTOMERS:
            self._draw_map()
        elif self._tabs.value == NUMBERS:
            self._table.set_content(numbers_table(session))
        else:
            for key, lines in self._lines().items():
                self._set(self._charts[key], charts.line_data(session, lines))
            self._set(self._charts["funnel"], charts.funnel_data(session, self._firm))

    def _draw_map(self) -> None:
        data = charts.map_data(self.session, list(self._colours.values()), self.look, self._chosen)
        if data:
            self._map.options.update(charts.map_options(self.look))
            self._set(self._map, data)

    def _set(self, chart: ui.echart, series: list[dict[str, Any]]) -> None:
        """Draw numbers; the options hold them, for a chart that the browser has yet to put up must have them too."""
        charts.fill(chart.options, series)
        chart.update()


def note_text(session: Session) -> str:
    """What the dashed lines are, and how far they reach."""
    if session.pinned is None:
        return ""
    if session.week > (last := len(session.pinned.frames)):
        return f"dashed: the pinned run as far as it had come, week {last}"
    return "dashed: the pinned run; beneath: by how much it differs now"


def week_text(session: Session) -> str:
    """Where the run stands."""
    return f"week {number(session.week, digits=0)} of {session.weeks:,}"
