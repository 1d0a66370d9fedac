"""The page docs/evidence.md, written from the tables of runs and not by hand.

`python -m tools.evidence_page FOLDER` takes over the tables that `evidence --out FOLDER` wrote: of claims, checks and
the challenge the rows of what was measured there, those of mechanisms, markets and noise as a whole. Without a folder
it writes the page, and the counts in the README, anew from what is there.
"""

from __future__ import annotations

import math
import shutil
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.evidence.challenge import STANDINGS
from analysis.evidence.verdicts.counts import CONSTRUCTED, counted, sentence
from analysis.evidence.verdicts.criteria import facts, spelled
from analysis.evidence.verdicts.judging import CONDITION, estimate_text
from analysis.formats.csv_bytes import read_csv, to_csv
from analysis.statistics.estimates import Estimate

if TYPE_CHECKING:
    import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
DOCS, README = ROOT / "docs", ROOT / "README.md"
MARKS = ("<!-- counts -->", "<!-- end of counts -->")
TABLES = ("evidence.csv", "checks.csv")
ABLATION = ("mechanisms.csv", "ablation.csv")
CHALLENGE = "challenge.csv"
ELSEWHERE = ("markets.csv", "noise.csv")
TEXTS = ("seen", "was", "now", "why", "verdict_as_written", "by_construction", "empty", "shortfall")
PAGE = "evidence.md"
WORDS = {
    "holds": "holds",
    "holds_only_if": "holds only if",
    "unsettled": "unsettled",
    "near": "near",
    "undefined": "**undefined**",
    "fails": "**fails**",
    "empty": "**empty**",
}
TITLE = "# Evidence\n"
OPENING = """\
What the simulator reproduces of the theory and of the facts of markets, and what it does not. This page is generated
from a full run of `python run.py evidence --challenge`; its tables are [evidence.csv](evidence.csv),
[checks.csv](checks.csv) and [challenge.csv](challenge.csv).

A claim is judged by its worst check. A check *holds* when the mean over replicates lies in the band that was written
down beforehand; it is *near* within a quarter of the band's width, and half of its end; else it *fails*. It is
*unsettled* where its 95 % interval crosses an end of the band, or 0 for a difference between two runs on the same luck,
so that luck may turn the verdict: it was then asked in more replicates, and the row says how many would settle it.
*Holds only if* says that it holds under the condition named.

Not every verdict could have been another. A check *by construction* reads back an input or an identity: it holds
whatever customers do, and is counted apart. A check is *empty* where it is met as well without the mechanisms that its
claim is about, and its number does not move (`python run.py evidence --challenge`); a claim of nothing but empty
checks counts as failed. Where the number moves and yet stays in its band the check has *moved*; where there is no such
number without the mechanisms, it is *undefined without*. A law is
*untouched* when no value, mechanism or experiment was chosen with a view to it and no claim shares its measure: only
there is a held-out fact a prediction. Where something else is measured than was once written down, the row tells both,
and the verdict on either.
"""


MECHANISMS = """\
## What each mechanism is needed for

Each mechanism that has a switch, switched off alone (`python run.py evidence --ablate`; tables:
[mechanisms.csv](mechanisms.csv), [ablation.csv](ablation.csv)). Listed are the claims and laws that hold with it and do
not without it; ~ marks a near miss. A difference that is not sure from replicate to replicate does not count. Where two
numbers of replicates are given, the first left in doubt whether anything needs the mechanism: what may lie beyond its
band was then measured in as many as the second.
*Needed* is a mechanism without which a law, or a claim that it was not put in for, fails or misses its band narrowly.
*Apart* says that no number of any other claim or law moves without it, by a single digit: it is no part of the
baseline, since the dial that it acts by is at 0 there, and acts in the experiment of its own claim.
This table is older still: it was made before F07, F34, F46 and the laws of every firm were measured as they are now.
"""


MARKETS = """\
## In other markets

The laws in a battery of other markets (`python run.py evidence --markets`; [markets.csv](markets.csv)), and in the
shipped one with every number off by up to a fifth (`--noise 0.2 --draws 10`; [noise.csv](noise.csv)). Few replicates of
each, so that means decide. A law that says nothing in a market, such as on sharing buyers among two firms, is not
counted there.
"""


OLDER = """\
## Tables that are older

The checks of claims without what they are about (but F05's), and the mechanisms one by one, were measured before the
numbers of the shipped market were set anew, all with all claims and laws in view (decision 111). The verdicts, and all
that is said of laws, in the shipped market, in others and with noise, are of now.
"""


def page(
    evidence: pd.DataFrame,
    checks: pd.DataFrame,
    mechanisms: pd.DataFrame,
    challenge: pd.DataFrame,
    markets: pd.DataFrame,
    noise: pd.DataFrame,
) -> str:
    """The page as Markdown."""
    sections = [_section(name, rows, checks) for name, rows in _grouped(evidence).items()]
    sections += [OLDER, _empty(challenge), _elsewhere(markets, noise), _mechanisms(mechanisms)]
    usual, most = (int(number) for number in (checks["replicates"].median(), checks["replicates"].max()))
    size = f"Each number is the mean of {usual} replicates, or of {most} where these left a verdict unsettled.\n"
    counts = "\n".join(f"- **{text}**" for text in counted_up(evidence)) + "\n"
    return "\n".join([TITLE, counts, OPENING, size, _broken(evidence, checks), *sections])


def counted_up(evidence: pd.DataFrame) -> list[str]:
    """How many claims, calibration facts, held-out facts and untouched ones are what, a sentence each."""
    groups = counted(zip(evidence["id"], evidence["standing"], strict=True))
    return [sentence(group, counts) for group, counts in groups.items()]


def _grouped(evidence: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {
        "Claims of the theory": evidence[evidence["kind"] == "claim"],
        "Laws that may set parameters": evidence[evidence["role"] == "calibration"],
        "Laws held out": evidence[evidence["role"] == "held_out"],
    }


def _broken(evidence: pd.DataFrame, checks: pd.DataFrame) -> str:
    """What does not hold, with the reason, first of all."""
    lines, unmeasured = ["## What does not hold\n"], []
    for _, row in evidence[evidence["verdict"] != "holds"].iterrows():
        own = checks[checks["id"] == row["id"]]
        if own["measured"].isna().all():
            unmeasured.append(str(row["id"]))
        else:
            lines += [f"- {linked(row['id'])} {WORDS[row['verdict']]}: {own['statement'].iloc[0]}", *_reasons(own)]
            lines += [f"  - {part}" for part in row["note"].split("; ") if part.endswith("settle it")]
    if unmeasured:
        lines.append(f"- Not measured: {', '.join(unmeasured)}.")
    return "\n".join([*lines, ""])


def _empty(challenge: pd.DataFrame) -> str:
    """The checks that cannot fail by themselves, and why."""
    found = challenge[challenge["standing"] == "empty"]
    lines = [
        f"- {linked(row['id'])} {check.meaning}: {row['measured']:.3g}, and {row['measured_without']:.3g} without"
        f" {row['mechanisms']}. *{check.empty[:1].upper()}{check.empty[1:]}.*"
        for _, row in found.iterrows()
        for check in [facts()[row["id"]].checks[str(row["check"]).split(".")[0]]]
        if check.terms != "written"
    ]
    counts = challenge["standing"].value_counts()
    told = ", ".join(f"{counts.get(what, 0)} {what}" for what in STANDINGS)
    head = f"Of {len(challenge)} checks, tried without what their claim is about ([{CHALLENGE}]({CHALLENGE})): {told}."
    return "\n".join(["## What cannot fail by itself\n", head, "", *lines, ""])


def _reasons(own: pd.DataFrame) -> list[str]:
    missed = [
        f"  - {check['meaning']}: {shown_check(check)}, expected {_band(check)}"
        for _, check in own.iterrows()
        if check["verdict"] != "holds" and check["terms"] != "written" and not check["check"].startswith(CONDITION)
    ]
    why = own["shortfall"].iloc[0]
    return [*missed, f"  - *Why: {why}.*"] if why else missed


def _section(name: str, rows: pd.DataFrame, checks: pd.DataFrame) -> str:
    lines = [
        f"## {name}\n",
        "| id | claim and what is measured | expected | measured | verdict |",
        "|---|---|---|---|---|",
    ]
    for _, row in rows.iterrows():
        own = checks[checks["id"] == row["id"]]
        seen = facts()[row["id"]].seen
        source = f"{row['source']}; verified: {row['verified']}" + (f"; seen before {seen}" if seen else "")
        verdict = "holds by construction" if row["standing"] == CONSTRUCTED else WORDS[row["verdict"]]
        lines.append(f"| {_place(row['id'])} | **{own['statement'].iloc[0]}** ({source}) | | | {verdict} |")
        lines += [f"| | {_meaning(check)} | {_band(check)} | {shown_check(check)} | {WORDS[check['verdict']]} |"
                  for _, check in own.iterrows()]  # fmt: skip
        if row["was"]:
            change = f"once written down: {row['was']}; now: {row['now']}; why: {row['why']}"
            lines.append(f"| | *{change}* | | on those terms | {WORDS[row['verdict_as_written']]} |")
    return "\n".join([*lines, ""])


def _meaning(check: pd.Series[Any]) -> str:
    """What a check measures, and what is to be known of it."""
    parts = [str(check["meaning"])]
    if check["terms"] == "written":
        parts.append("*on the terms once written down*")
    if check["by_construction"]:
        parts.append(f"*by construction: {check['by_construction']}*")
    if check["empty"]:
        parts.append(f"*empty: {check['empty']}*")
    return "; ".join(parts)


def _elsewhere(markets: pd.DataFrame, noise: pd.DataFrame) -> str:
    """A row a market, and a row a law, of how many laws hold in other markets and with noisy numbers."""
    rows = ["| market | laws that hold | laws that do not |", "|---|---|---|"]
    for name, own in markets.groupby("market"):
        counts, broken = _held(own)
        rows.append(f"| {str(name).replace('_', ' ')} | {counts} | {' '.join(linked(law) for law in broken)} |")
    laws = ["| law | markets in which it holds | draws in which it holds |", "|---|---|---|"]
    for law in markets["id"].unique():
        cells = [_held(table[table["id"] == law])[0] for table in (markets, noise)]
        laws.append(f"| {linked(law)} | {' | '.join(cells)} |")
    return "\n".join([MARKETS, *rows, "", *laws, ""])


def _held(own: pd.DataFrame) -> tuple[str, list[str]]:
    """How many rows hold of those that say something, and the laws of the others."""
    defined = own[own["check"] != ""]
    broken = defined[~defined["verdict"].isin(["holds", "empty"])]
    return f"{len(defined) - len(broken)} of {len(defined)}", list(broken["id"])


def linked(identity: str, page: str = "") -> str:
    """A link to the row of a claim or law on a page; HTML, since no Markdown names a place within a table."""
    return f'<a href="{page}#{identity.rstrip("~")}">{identity}</a>'


def _place(identity: str) -> str:
    return f'<a id="{identity}"></a>{identity}'


def _mechanisms(mechanisms: pd.DataFrame) -> str:
    """A row for each mechanism that has a switch, and what needs it."""
    rows = [
        "| mechanism | switches | put in for | fails without it | others moved | replicates | standing |",
        "|---|---|---|---|---|---|---|",
    ]
    for _, row in mechanisms.fillna("").iterrows():
        names = "<br>".join(f"`{path.rsplit('.', 1)[1]}`" for path in row["switches"].split())
        facts = [" ".join(linked(name) for name in row[column].split()) for column in ("built_for", "fails_without")]
        replicates = " … ".join(map(str, sorted({row["replicates"], row["most_replicates"]})))
        cells = [row["mechanism"].replace("_", " "), names, *facts, str(row["moves"]), replicates, row["standing"]]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join([MECHANISMS, *rows, ""])


def _band(check: pd.Series[float]) -> str:
    low, high = (None if math.isnan(end) else float(end) for end in (check["low"], check["high"]))
    return spelled((low, high))


def shown_check(check: pd.Series[float]) -> str:
    """The mean that was measured for a check, with its interval."""
    if math.isnan(check["measured"]):
        return "not measured"
    low, high = float(check["ci_low"]), float(check["ci_high"])
    return estimate_text(Estimate(float(check["measured"]), high - low, low, high, int(check["replicates"])))


def merged(known: pd.DataFrame, fresh: pd.DataFrame) -> pd.DataFrame:
    """The table with the rows of what was measured afresh in the place of its own, in the order of the bands."""
    import pandas as pd

    order = {name: place for place, name in enumerate(facts())}
    both = pd.concat([known[known["id"].isin(set(order) - set(fresh["id"]))], fresh], ignore_index=True)
    return both.sort_values("id", key=lambda names: names.map(order), kind="stable", ignore_index=True)


def write(folder: Path | None = None) -> None:
    """Take the tables of a run over into docs, and write the page from what is there."""
    if folder is not None:
        for name in (name for name in (*ABLATION, *ELSEWHERE) if (folder / name).exists()):
            shutil.copyfile(folder / name, DOCS / name)
        for name in (*TABLES, CHALLENGE):
            if (folder / name).exists():
                (DOCS / name).write_bytes(to_csv(merged(read_csv(DOCS / name), read_csv(folder / name))))
    tables = kept_tables()
    (DOCS / PAGE).write_text(page(*tables), encoding="utf-8")
    README.write_text(with_counts(README.read_text(encoding="utf-8"), tables[0]), encoding="utf-8")


def with_counts(readme: str, evidence: pd.DataFrame) -> str:
    """The README with the honest numbers between its marks."""
    start, rest = readme.split(MARKS[0])
    lines = textwrap.wrap(" ".join(counted_up(evidence)), 125, break_long_words=False, break_on_hyphens=False)
    return "\n".join([start + MARKS[0], *lines, MARKS[1]]) + rest.split(MARKS[1])[1]


def kept_tables() -> list[pd.DataFrame]:
    """The tables that lie in docs: claims, checks, mechanisms, and the checks as challenged."""
    return [
        read_csv(DOCS / name).fillna(dict.fromkeys(TEXTS, "")) for name in (*TABLES, ABLATION[0], CHALLENGE, *ELSEWHERE)
    ]


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
