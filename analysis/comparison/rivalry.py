"""Plans against what rivals may do: the runs of the grid, beside those of the comparison, and the tables of it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from analysis.execution.burn_in_cache import beginning
from analysis.execution.run import Run
from analysis.formats.serialization import decoded
from analysis.games.game import Game, Profile
from analysis.games.reactions import MEANINGS, REPLIES, RIVALS, replies_table, rivals_table, together
from analysis.outcomes.outcomes import Outcomes, gather
from analysis.outcomes.question import NOW
from analysis.outcomes.real_size import Scales, of_real_size
from analysis.study.files import COLUMNS
from analysis.study.plan import Plan
from simulation.reading.errors import refused

if TYPE_CHECKING:
    import pandas as pd

    from analysis.study.run_store import Store
    from simulation.plans.plan import Changes
    from simulation.scenario.scenario import Scenario

OF_RIVALS = (RIVALS, REPLIES)
NAME_REACTIONS = ("reaction", "best_reply_is", "worst_reaction")
"""Columns of theirs in which a reaction is named."""


@dataclass(frozen=True)
class RivalPlan(Plan):
    """A comparison whose strategies are also run under every reaction of the rivals.

    `reactions` has the changes that each makes, by what each rival does, in the order of `rivals`.
    """

    rivals: tuple[str, ...] = ()
    reactions: Mapping[Profile, Changes] = field(default_factory=dict)

    @property
    def own(self) -> list[str]:
        """The strategies that are a choice of the firm that is judged, the baseline first."""
        return [name for name in self.arms if name not in self.world]

    @property
    def labels_of_reactions(self) -> dict[str, str]:
        """What people call the reactions, by name; nothing where names tell apart what labels do not."""
        moves = [self.lead.plans_of_rival(firm) for firm in self.rivals]
        told = {
            together(names): together([plans[name].title for plans, name in zip(moves, names, strict=True)])
            for names in self.reactions
        }
        return told if len(set(told.values())) == len(told) else {}

    def cells(self) -> dict[Profile, Scenario]:
        """The scenario of each strategy under each reaction that changes anything."""
        return {
            (name, *reaction): self.arms[name].changed(changes)
            for name in self.own
            for reaction, changes in self.reactions.items()
            if changes
        }

    def runs(self) -> list[Run]:
        """Those of the comparison, and every cell of the grid in every replicate."""
        found, settled = super().runs(), self.settled
        for (name, *reaction), scenario in self.cells().items():
            begins = settled and beginning(scenario, settled)
            label = f"{name} against {together(reaction)}"
            found += [Run(scenario, label, number, settled, begins) for number in self.replicates]
        return found

    def asked(self) -> dict[str, Any]:
        """Everything that the numbers depend on, the reactions among them."""
        return super().asked() | {"rivals": [together(reaction) for reaction in self.reactions]}


def against_rivals(plan: Plan) -> RivalPlan:
    """The comparison with its strategies against all that rivals may do; refused where no file says what that is."""
    lead = plan.lead
    if plan.settled is None:
        raise refused("of several files there is no one list of rivals' plans; compare one file", place="--rivals")
    firms = [firm for firm in lead.rivals if firm != lead.focus_firm]
    if not firms:
        right = "write them there, as `rivals: {Brio: {as_is: {}, cut: {firms.Brio.pricing.price: 9}}}`"
        raise refused(f"nothing stands under `rivals` that a rival may do; {right}", place="--rivals")
    moves = {firm: lead.plans_of_rival(firm) for firm in firms}
    reactions = {}
    for reaction in itertools.product(*moves.values()):
        made: dict[str, Any] = {}
        for firm, name in zip(firms, reaction, strict=True):
            made |= moves[firm][name].booked(firm)
        reactions[reaction] = made
    known = {one.name: getattr(plan, one.name) for one in fields(plan)}
    return RivalPlan(**known, rivals=tuple(firms), reactions=reactions)


def rival_frames(plan: RivalPlan, outcomes: Outcomes, store: Store, scales: Scales) -> dict[str, pd.DataFrame]:
    """The tables of the grid by file name; `outcomes` are those of the comparison."""
    game = _game(plan, outcomes, _of_cells(plan, store, scales))
    rivals = rivals_table(game, NOW)
    return {RIVALS: rivals, REPLIES: replies_table(game, rivals)}


def _of_cells(plan: RivalPlan, store: Store, scales: Scales) -> Outcomes:
    """Outcomes of the cells that were run, each by its number."""
    first, count = plan.count, len(plan.replicates)
    results = []
    for number in range(first, len(plan.runs())):
        if number in store:
            result = decoded(store.read(number))
            results.append(replace(result, strategy=str((number - first) // count)))
    return gather(of_real_size(results, scales))


def _game(plan: RivalPlan, outcomes: Outcomes, of_cells: Outcomes) -> Game:
    """What each firm earned; under a reaction that changes nothing, as in the comparison."""
    firms = (plan.lead.focus_firm, *plan.rivals)
    numbers = {profile: str(place) for place, profile in enumerate(plan.cells())}
    earned = {}
    for name, reaction in itertools.product(plan.own, plan.reactions):
        profile = (name, *reaction)
        found, key = (of_cells, numbers[profile]) if profile in numbers else (outcomes, name)
        earned[profile] = tuple(found.values(key, firm, NOW) for firm in firms)
    strategies = [tuple(dict.fromkeys(names)) for names in zip(*plan.reactions, strict=True)]
    return Game(firms, (tuple(plan.own), *strategies), earned)


def with_labels(plan: Plan, frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables for people, in which rivals' reactions have the labels of their plans."""
    labels = plan.labels_of_reactions if isinstance(plan, RivalPlan) else {}
    shown = dict(frames)
    for name in OF_RIVALS if labels else ():
        columns = [column for column in NAME_REACTIONS if column in shown.get(name, ())]
        shown |= (
            {name: shown[name].assign(**{one: shown[name][one].replace(labels) for one in columns})} if columns else {}
        )
    return shown


def rival_columns(frames: Mapping[str, pd.DataFrame], names: Sequence[str] = OF_RIVALS) -> dict[str, Any]:
    """Meaning and unit of the columns of these tables, where they are there."""
    return {
        name: {
            column: dict(zip(("meaning", "unit"), MEANINGS.get(column) or COLUMNS[column], strict=True))
            for column in frames[name].columns
        }
        for name in names
        if name in frames
    }
