"""A customer's story in sentences, with the numbers beside."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.explanation.journey import FEELINGS, MOVED_AT_LEAST, Encounter, Journey, Step, is_switch, parting
from analysis.text.numbers import counted, number
from simulation.loyalty import CUES, LOYALTY_TYPES
from simulation.mesa_agents.decision_reasons import against_worth, nothing_bought, why_elsewhere
from simulation.state.visit_codes import (
    AT_DESK,
    BALKED,
    BY_CUE,
    NOTHING_SUITED,
    PROCESSES,
    SETTLED_AT_ONCE,
    SETTLED_LATER,
    SILENT,
    UNSETTLED,
)

if TYPE_CHECKING:
    from simulation.mesa_agents.decision_entry import DecisionEntry

WIDTH, MARGIN = 100, 10
RESPONSES = {
    SILENT: "Was dissatisfied and said nothing.",
    SETTLED_AT_ONCE: "Told the front line, which settled it on the spot.",
    SETTLED_LATER: "Told the front line, which settled it later.",
    UNSETTLED: "Told the front line, in vain.",
    AT_DESK: "Told the front line in vain and went on to the complaint desk.",
}
FAILURES = ("", "Something went wrong. ", "Something went badly wrong. ")
SLOW_FEELINGS = tuple(part for part in FEELINGS if part != "habit")
"""Habit for a firm fades whenever another one is chosen, which goes without saying."""
WORDS = {"cumulative_satisfaction": "satisfaction"}


def week_sentences(journey: Journey, step: Step, unit: str) -> list[str]:
    """The sentences of one week, in the order in which things happen; empty where nothing happened."""
    if not step.is_eventful:
        return []
    sentences = [*_hearing(journey, step)]
    if step.trip is not None:
        sentences += [*_offers(step.trip, unit), _decision(journey, step.trip, step.encounter, unit)]
    if step.encounter is not None and step.trip is not None:
        sentences += _experience(step.trip, step.encounter, unit)
    elif step.trip is None and not step.left and not any(step.heard):
        sentences.append("An answer came from the complaint desk.")
    sentences += [f"Turned its back on {firm}: {why}." for firm, why in zip(step.left, step.reasons, strict=True)]
    return [*sentences, *_feelings(journey, step)]


def _hearing(journey: Journey, step: Step) -> Iterator[str]:
    for firm, shift in zip(journey.firms, step.heard, strict=True):
        if shift:
            told_what = "good" if shift > 0.0 else "bad"
            yield f"Heard {told_what} things about {firm} ({number(shift, digits=2, sign=True)})."


def _offers(trip: DecisionEntry, unit: str) -> Iterator[str]:
    """What came to mind, at which price, against which expectation, worth how much."""
    yield f"Needed {counted(trip.quantity, 'unit')} and thought of {'no firm.' if not trip.considered else ''}".rstrip()
    for place, name in enumerate(trip.considered, start=1):
        offer, worth = trip.offers[name], number(trip.worth[name], digits=2, sign=True)
        ending = "." if place == len(trip.considered) else ","
        known = f"expected {offer.reference_price:.2f}, worth {worth}"
        beyond = ", more than it pays at all" if name in trip.too_dear else ""
        yield f"{name} at {offer.price:.2f} {unit} ({known}{beyond}){ending}"


def _decision(journey: Journey, trip: DecisionEntry, met: Encounter | None, unit: str) -> str:
    if trip.process == PROCESSES[NOTHING_SUITED] or (trip.choice is None and trip.process != PROCESSES[BALKED]):
        return nothing_bought(trip)
    if trip.choice is None:
        return "The queue or the effort was too much; went home without."
    cue = CUES[LOYALTY_TYPES.index(journey.segment)]
    is_weighed = trip.process != PROCESSES[BY_CUE]
    how = "Weighed them and" if is_weighed else f"Led by {cue}, it"
    paid = f" for {met.paid:.2f} {unit}" if met else ""
    if met and met.paid > trip.quantity * trip.offers[trip.choice].price + 0.01:
        paid += ", extras included"
    why = f" A switch: {why_elsewhere(trip, is_weighed=is_weighed)}." if is_switch(trip) else ""
    return f"{how} bought from {trip.choice}{paid}{against_worth(trip, is_weighed=is_weighed)}.{why}"


def _experience(trip: DecisionEntry, met: Encounter, unit: str) -> Iterator[str]:
    expected = trip.offers[trip.choice].expectation if trip.choice else 0.0
    yield (
        f"{FAILURES[met.failure]}Performance {met.performance:.2f} against {expected:.2f} expected:"
        f" satisfied {100.0 * met.satisfaction:.0f} of 100."
    )
    if met.response in RESPONSES:
        amends = f" Got {met.compensation:.2f} {unit} back." if met.compensation else ""
        yield RESPONSES[met.response] + amends


def _feelings(journey: Journey, step: Step) -> Iterator[str]:
    """What moved in the customer's mind, for each firm that it concerns."""
    for j, firm in enumerate(journey.firms):
        moves = []
        is_chosen = step.trip is not None and step.trip.choice == firm
        for part in FEELINGS if is_chosen else SLOW_FEELINGS:
            old, new = float(getattr(step.before, part)[j]), float(getattr(step.after, part)[j])
            if abs(new - old) > MOVED_AT_LEAST:
                moves.append(f"{WORDS.get(part, part)} {100.0 * old:.0f} → {100.0 * new:.0f}")
        if moves:
            yield f"For {firm}: {', '.join(moves)}."


def story(journeys: Sequence[Journey], unit: str) -> Iterator[str]:
    """The lines of the story: one customer under one strategy, or under two up to where its lives part."""
    one = journeys[0]
    last = parting(*journeys) if len(journeys) > 1 else None
    for place, step in enumerate(one.steps):
        if last is not None and step.week > last:
            break
        yield from _week(place, journeys, unit)
    if len(journeys) > 1:
        yield ""
        yield _outlook(journeys, last)
    yield ""
    for journey in journeys:
        yield from _filled(f"{journey.strategy}: ", [balance(journey, unit)], margin=2)


def _week(place: int, journeys: Sequence[Journey], unit: str) -> Iterator[str]:
    """One week: told once where both lives tell the same, else side by side under their strategies."""
    texts = [week_sentences(journey, journey.steps[place], unit) for journey in journeys]
    title = f"week {journeys[0].steps[place].week}"
    if all(text == texts[0] for text in texts):
        if texts[0]:
            yield from _filled(title, texts[0])
        return
    names = [journey.strategy for journey in journeys]
    if len({len(text) for text in texts}) == 1:
        yield from _filled(title, [_merged(names, parts) for parts in zip(*texts, strict=True)])
        return
    for name, text in zip(names, texts, strict=True):
        yield from _filled(title, [f"[{name}:]", *(text or ["Nothing happened."])])
        title = ""


def _merged(names: Sequence[str], parts: Sequence[str]) -> str:
    """A sentence that both lives share, or what it is in each."""
    if all(part == parts[0] for part in parts):
        return parts[0]
    return f"[{' | '.join(f'{name}: {part}' for name, part in zip(names, parts, strict=True))}]"


def _filled(title: str, sentences: Sequence[str], margin: int = MARGIN) -> Iterator[str]:
    """Sentences beside a title, within the width of a terminal."""
    indent = " " * margin
    first = title.ljust(margin)
    yield from textwrap.wrap(" ".join(sentences), WIDTH, initial_indent=first, subsequent_indent=indent)


def _outlook(journeys: Sequence[Journey], week: int | None) -> str:
    names = " and ".join(journey.strategy for journey in journeys)
    if week is None:
        return f"Under {names} this customer does the same in every week."
    return f"In week {week} its lives under {names} part; journey.csv has the weeks after it."


def balance(journey: Journey, unit: str) -> str:
    """What the weeks came to."""
    trips = [step for step in journey.steps if step.encounter is not None and step.trip is not None]
    spent: dict[str, float] = {}
    for step in trips:
        if step.trip and step.trip.choice and step.encounter:
            spent[step.trip.choice] = spent.get(step.trip.choice, 0.0) + step.encounter.paid
    parts = [f"{firm} {money:,.2f} {unit}" for firm, money in sorted(spent.items(), key=lambda item: -item[1])]
    affect = journey.steps[-1].after.affect
    tied = np.flatnonzero(affect == affect.max())
    dearest = journey.firms[tied[0]] if tied.size == 1 else "no firm more than to others"
    where = f" ({', '.join(parts)})" if parts else ""
    return f"{counted(len(trips), 'purchase')}{where}; in the end most attached to {dearest}."
