"""What does a board see? One page that answers the question, shows what it rests on, and opens from disk anywhere.

Everything that comes from a scenario is escaped by the template engine; only our own figures are taken as they are.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.costs.free_plans import free_notes
from analysis.costs.kept_and_new import STANDING, kept_in_words
from analysis.costs.payback import PAYBACK, read_paybacks
from analysis.costs.payback_text import BELOW, head_of, named
from analysis.facts.observed_facts import HEADS, fact_cells, facts_beside, notes_on, told_apart
from analysis.figures.captions import numbers_of
from analysis.outcomes.answer import BEGINNINGS
from analysis.outcomes.strategy_changes import differences, grouped
from analysis.outcomes.verdict import verdict_of
from analysis.outcomes.years import years_of
from analysis.report.inline import inlined, shades_of
from analysis.report.rivals import rivals_section
from analysis.report.rows import comparison_rows, cost_rows, files_of, level_rows
from analysis.text.study_size import study_size
from analysis.uncertainty.doubt import WORLDS
from simulation.scenario.real_size import size_told

if TYPE_CHECKING:
    import jinja2
    import pandas as pd

    from analysis.figures.picture import Picture
    from analysis.outcomes.outcomes import Outcomes
    from analysis.study.plan import Plan

__all__ = [
    "assumptions",
    "decides",
    "doubt",
    "first_lines",
    "measure",
    "report_page",
    "rows",
    "sureness",
    "worth_words",
]

HERE = Path(__file__).parent
BESTS = ("best of the ", "no clear best of the ", "no single best of the ", "no best of the ", "no difference")
WORDS = (*BESTS, *BEGINNINGS)
"""How a sentence begins that does not begin with somebody's name."""
FIRST_FIGURES = ("profit", "drivers", "payback")
DOUBT_FIGURES = ("worlds", "tornado", "worth")


def report_page(
    plan: Plan,
    outcomes: Outcomes,
    frames: Mapping[str, pd.DataFrame],
    pictures: Sequence[Picture],
    version: str,
    notes: Sequence[str] = (),
    *,
    parts: Mapping[str, Any],
) -> bytes:
    """The page as HTML, with `notes` on figures that could not be drawn.

    `parts` are the `first` lines and those of `doubt_parts`.
    The same results give the same bytes: it holds no dates, no paths and no names of machines.
    """
    figures = [(one, inlined(one.svg, one.name, one.words.alt)) for one in pictures]
    page = (
        _environment()
        .get_template("report.html")
        .render(
            **_findings(plan, outcomes, frames) | _facts(plan, outcomes),
            **parts,
            **_placed(figures),
            **_money(plan, frames),
            plan=plan,
            scenario=plan.lead,
            scope=study_size(plan.lead),
            css=(HERE / "report.css").read_text(encoding="utf-8"),
            shades=shades_of([svg for _, svg in figures]),
            rivals=rivals_section(frames, plan.question),
            undrawn=notes,
            changes=_changes(plan),
            files=files_of(frames, plan),
            numbers_of=numbers_of,
            version=version,
            command=_command(plan, frames),
        )
    )
    return page.encode()


def _environment() -> jinja2.Environment:
    """What the page's template is read with."""
    import jinja2

    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    found.filters |= {"sentence": _begun, "capital": _capital}
    return found


def _placed(figures: Sequence[tuple[Picture, str]]) -> dict[str, list[tuple[Picture, str]]]:
    """The figures by the part of the page where they stand."""
    return {
        "first_figures": [pair for pair in figures if pair[0].name in FIRST_FIGURES],
        "rival_figures": [pair for pair in figures if pair[0].name == "rivals"],
        "doubt_figures": [pair for pair in figures if pair[0].name in DOUBT_FIGURES],
        "figures": [pair for pair in figures if pair[0].name not in (*FIRST_FIGURES, *DOUBT_FIGURES, "rivals")],
    }


def _findings(plan: Plan, outcomes: Outcomes, frames: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Verdict and table of a comparison, or the levels of one strategy."""
    question = plan.question
    if len(plan.arms) < 2:
        return {
            "verdict": None,
            "headline": "",
            "sentences": (),
            "table": level_rows(outcomes, plan.baseline, question),
        }
    verdict = verdict_of(outcomes, question, years_of(frames["years.csv"], question.focus, question.metric))
    return {
        "verdict": verdict,
        "headline": verdict.sentences[0],
        "sentences": verdict.sentences[1:],
        "table": comparison_rows(outcomes, question),
    }


def _money(plan: Plan, frames: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Whose money is told, what plans may cost, and which of them are free in this model."""
    lead = plan.lead
    found = named(list(read_paybacks(frames[PAYBACK])), plan.labels) if PAYBACK in frames else []
    return {
        "kept": kept_in_words(frames[STANDING], plan.question),
        "size": size_told(lead),
        "costs": cost_rows(found, lead.market.weeks) if found else None,
        "costs_head": head_of(lead, plan.question.named(plan.baseline)),
        "costs_notes": [BELOW, *free_notes(plan.arms, plan.baseline, lead.focus_firm, plan.labels)],
    }


def _facts(plan: Plan, outcomes: Outcomes) -> dict[str, Any]:
    """What is known of real firms beside the model's: heads, rows, notes, and what contradicts it."""
    rows = facts_beside(outcomes, plan.today, plan.lead)
    return {
        "fact_heads": HEADS[1:],
        "facts": fact_cells(rows, plan.lead.market.currency),
        "fact_notes": notes_on(rows, plan.lead),
        "told_apart": told_apart(rows),
    }


def _changes(plan: Plan) -> list[tuple[str, str, list[Any]]]:
    """Each strategy other than the scenario's baseline: its title, what it is, and the settings that it changes."""
    if plan.command == "run":
        base, others = plan.settled, {name: arm for name, arm in plan.arms.items() if name != plan.lead.baseline}
    else:
        base, others = plan.arms[plan.baseline], {name: plan.arms[name] for name in list(plan.arms)[1:]}
    known = plan.lead.plans if plan.settled is not None else {}
    return [
        (known[name].title if name in known else name, known[name].about if name in known else "",
         grouped(differences(base, arm)))
        for name, arm in others.items()
    ] if base else []  # fmt: skip


def _command(plan: Plan, frames: Mapping[str, pd.DataFrame]) -> str:
    """What gives the same results, from the scenarios and worlds of the output folder."""
    scenarios = ["scenario.yaml", *(f"scenario-{place}.yaml" for place in range(2, len(plan.sources) + 1))]
    choice = f" --strategy {shlex.quote(plan.baseline)}" if plan.command == "run" else ""
    worlds = f" --uncertain={WORLDS}" if WORLDS in frames else ""
    return f"loyalty {plan.command} {' '.join(scenarios)}{choice}{worlds}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _begun(sentence: str) -> str:
    """A sentence with a capital, unless it begins with somebody's name."""
    return sentence[:1].upper() + sentence[1:] if sentence.startswith(WORDS) else sentence
