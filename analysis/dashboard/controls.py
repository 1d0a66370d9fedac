"""The left side of the page: scenario, strategy, customers and the levers of one firm."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from nicegui import ui

from analysis.dashboard.levers import GROUPS, Lever, choice, levers, mix_levers, rebalanced
from analysis.dashboard.settings import Settings, begin, read
from analysis.text.numbers import counted, number
from simulation.reading.errors import Refused, refused

if TYPE_CHECKING:
    from analysis.dashboard.session import Session

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
OPEN_AT_FIRST = frozenset({"Price", "Complaints"})
SECONDS_BETWEEN = 0.15
"""How often at most a lever that is being moved is heard."""
FEWER_THAN = 6
"""Firms that fit side by side."""
MOST_WEEKS = 520
"""A page keeps every week of every firm to draw."""
Move = Callable[[float, str], None]
"""Takes a lever's new value, and the path of the lever if somebody holds its slider."""


class LeverRow(NamedTuple):
    """What stands for one lever on the page, and its value when unmoved."""

    name: ui.label
    typed: ui.number
    slider: ui.slider
    before: float

    def show(self, lever: Lever) -> None:
        """The value in both; a slider that does not reach so far is made longer."""
        low, high = self.slider.props["min"], self.slider.props["max"]
        if not low <= lever.value <= high:
            self.slider.props["min"], self.slider.props["max"] = min(low, lever.value), max(high, lever.high)
            self.slider.update()
        self.slider.set_value(lever.value)
        self.typed.set_value(lever.value)


class Slider(ui.slider):
    """A slider that moves at once, not when the server has heard of it: else quick steps are taken back."""

    LOOPBACK = False


class ControlPanel:
    """Turns what people move into settings of the session; built anew whenever something else than a number changes."""

    def __init__(self, session: Session, sources: list[str], on_view: Callable[[], None]) -> None:
        self.session = session
        self.firm = session.settings.scenario.focus_firm
        self._sources = sources
        self._on_view = on_view
        self._open = set(OPEN_AT_FIRST)
        self._rows: dict[str, LeverRow] = {}
        self._box = ui.column().classes("panel")
        self.build()

    @property
    def place(self) -> int:
        """The row of the firm whose levers are shown."""
        return list(self.session.settings.scenario.firms).index(self.firm)

    def build(self) -> None:
        """Everything anew, as the settings are."""
        self._box.clear()
        self._rows.clear()
        with self._box:
            self._scenario()
            self._customers()
            self._firm()
        self._fill()

    def _fill(self, held: str = "") -> None:
        """The present value of every lever but the one that is held, and how many settings differ from the scenario's.

        Who holds a lever may be further already than what has been heard of it here.
        """
        settings = self.session.settings
        found = [*mix_levers(settings.scenario)]
        for group in GROUPS:
            found += levers(settings.scenario, self.firm, group, settings.start)
        for lever in found:
            row = self._rows[lever.path]
            if lever.path != held:
                row.show(lever)
            row.name.classes(**{"add" if abs(lever.value - row.before) > 1e-9 else "remove": "moved-name"})
        moved = len(settings.moved) + len(settings.market)
        self._moved.set_text(f"{counted(moved, 'setting')} moved" if moved else "Nothing moved yet")
        self._back.set_visibility(moved > 0)

    def _scenario(self) -> None:
        settings = self.session.settings
        source = ui.select(self._sources, label="Scenario", value=settings.source, with_input=True)
        source.props("dense outlined options-dense").classes("full")
        source.on_value_change(lambda event: self._load(event.value))
        ui.label(settings.loaded.question).classes("question")
        if len(settings.loaded.compare) > 1:
            strategy = ui.select(list(settings.loaded.compare), label="Strategy to start from", value=settings.strategy)
            strategy.props("dense outlined options-dense").classes("full")
            strategy.on_value_change(lambda event: self._start_from(event.value))
        with ui.row().classes("moved"):
            self._moved = ui.label("")
            self._back = ui.button("Put back", on_click=self._put_back).props("flat dense no-caps size=sm")

    def _customers(self) -> None:
        settings = self.session.settings
        market = settings.scenario.market
        with self._group("Customers"):
            sizes = sorted({*SIZES, market.customers})
            with ui.row().classes("line"):
                size = ui.select({n: f"{n:,}" for n in sizes}, label="Customers", value=market.customers)
                size.on_value_change(lambda event: self._market({"market.customers": event.value}))
                weeks = ui.number("Weeks", value=market.weeks)
                weeks.on("change", lambda: self._last(_whole(weeks.value, market.weeks)))
                seed = ui.number("Luck (seed)", value=settings.scenario.run.seed)
                seed.on("change", lambda: self._market({"run.seed": _whole(seed.value, settings.scenario.run.seed)}))
                for field in (size, weeks, seed):
                    field.props("dense outlined options-dense").classes("part")
            unmoved = mix_levers(read(settings.source))
            for lever, before in zip(mix_levers(settings.scenario), unmoved, strict=True):
                self._lever(lever, before.value, partial(self._mix, lever.name))

    def _firm(self) -> None:
        settings = self.session.settings
        names = list(settings.scenario.firms)
        pick: Any
        if len(names) < FEWER_THAN:
            pick = ui.toggle(names, value=self.firm).props("dense no-caps unelevated spread").classes("full firms")
        else:
            pick = ui.select(names, label="Firm", value=self.firm).props("dense outlined").classes("full")
        pick.props('aria-label="Firm"')
        pick.on_value_change(lambda event: self._look_at(event.value))
        for group in GROUPS:
            with self._group(group):
                self._strategy(group)
                before = {lever.path: lever.value for lever in levers(settings.start, self.firm, group, settings.start)}
                for lever in levers(settings.scenario, self.firm, group, settings.start):
                    self._lever(lever, before.get(lever.path, lever.value), partial(self._move, lever.path))

    def _strategy(self, group: str) -> None:
        found = choice(self.session.settings.scenario, self.firm, group)
        if found is None:
            return
        names = {name: name.replace("_", " ") for name in found.strategies}
        pick = ui.select(names, value=found.value).props("dense outlined options-dense").classes("full")
        pick.props(f'aria-label="{group}: strategy"')
        pick.on_value_change(lambda event: self._do(
            lambda: self.session.settings.follow(found.path, event.value)))  # fmt: skip
        ui.label(found.strategies[found.value]).classes("idea")

    def _lever(self, lever: Lever, before: float, move: Move) -> None:
        """Name, number and slider; either can be moved, and what differs from before stands out.

        The scenario alone says how far: what it refuses is put back, and a number beyond the slider's end lengthens it.
        """
        with ui.column().classes("lever"):
            with ui.row().classes("line"):
                name = ui.label(lever.name).classes("lever-name")
                name.tooltip(f"{lever.meaning} ({lever.unit}); {number(before)} unmoved")
                typed = ui.number(value=lever.value, step=lever.step)
                typed.props(f'dense borderless aria-label="{lever.name}, {lever.unit}"').classes("typed")
            slider = Slider(min=lever.low, max=lever.high, step=lever.step, value=lever.value)
            slider.props(f'dense aria-label="{lever.name}" data-path="{lever.path.replace(chr(34), "&quot;")}"')
            slider.on_value_change(lambda event: typed.set_value(event.value))
            slider.on("change", lambda event: move(float(event.args), lever.path), throttle=SECONDS_BETWEEN)
            typed.on("change", lambda: self._fill() if typed.value is None else move(float(typed.value), ""))
        self._rows[lever.path] = LeverRow(name, typed, slider, before)

    def _group(self, name: str) -> ui.expansion:
        fold = ui.expansion(name, value=name in self._open).props("dense dense-toggle").classes("group")
        fold.on_value_change(lambda event: self._open.add(name) if event.value else self._open.discard(name))
        return fold

    def _move(self, path: str, value: float, held: str) -> None:
        self._do(lambda: self.session.settings.move(path, value), held=held)

    def _mix(self, kind: str, share: float, held: str) -> None:
        mix = self.session.settings.scenario.customers.mix.model_dump()
        changes = {"customers.mix": rebalanced(mix, kind, share)}
        self._do(lambda: self.session.settings.set_market(changes), held=held)

    def _last(self, weeks: float) -> None:
        def change() -> Settings:
            if weeks > max(MOST_WEEKS, self.session.weeks):
                raise refused(f"{weeks:,.0f} weeks are more than a page can show; write 1 to {MOST_WEEKS}")
            return self.session.settings.set_market({"market.weeks": weeks})

        self._do(change)

    def _market(self, changes: dict[str, Any]) -> None:
        self._do(lambda: self.session.settings.set_market(changes))

    def _load(self, source: str) -> None:
        if source and source != self.session.settings.source:
            self._do(lambda: begin(source))
            self.session.play(is_playing=True)

    def _start_from(self, strategy: str) -> None:
        settings = self.session.settings
        self._do(lambda: Settings(settings.source, strategy, settings.market))

    def _put_back(self) -> None:
        settings = self.session.settings
        self._do(lambda: Settings(settings.source, settings.strategy))

    def _look_at(self, firm: str) -> None:
        self.firm = firm
        self.build()
        self._on_view()

    def _do(self, change: Callable[[], Settings], *, held: str | None = None) -> None:
        """Change the settings, or say why that cannot be and put back what was moved.

        Of a lever, every other one but that which is `held` follows; of all else, other levers or charts may be due.
        """
        before = self.session.settings
        try:
            settings = change()
            if settings.scenario != before.scenario or settings.source != before.source:
                self.session.change(settings)
        except Refused as refusal:
            ui.notify("; ".join(fault.message for fault in refusal.faults), type="warning")
            held = held and ""
        if self.firm not in self.session.settings.scenario.firms:
            self.firm = self.session.settings.scenario.focus_firm
        if held is not None:
            self._fill(held)
        else:
            self.build()
            self._on_view()


def _whole(value: float | None, otherwise: int) -> float:
    """A whole number as one; the scenario refuses any other. An empty field stands for what was there."""
    return otherwise if value is None else int(value) if value.is_integer() else value
