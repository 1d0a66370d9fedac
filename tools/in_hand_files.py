"""The invented files of the guide "What you have in hand" (scenarios/in_hand): a log, complaints, a survey, a panel.

    python -m tools.in_hand_files

writes them anew, the same bytes each time. They are made without the simulator, so that nothing fits by construction.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.formats.csv_bytes import to_csv

FOLDER = Path(__file__).parents[1] / "scenarios" / "in_hand"
FIRST = np.datetime64("2025-01-06", "D")
CUSTOMERS, WEEKS = 240, 44
HOUSEHOLDS, PANEL_WEEKS, BRANDS, USUAL = 40, 26, ("North", "South", "West"), (4.0, 3.6, 3.2)


def after(days: int) -> np.datetime64:
    """So many days after the first."""
    return FIRST + np.timedelta64(days, "D")


def files() -> dict[str, pd.DataFrame]:
    """Every file by its path in the folder."""
    log, complaints, survey = people(np.random.default_rng(7))
    return {
        "log/transactions.csv": log,
        "log_and_complaints/transactions.csv": log,
        "log_and_complaints/complaints.csv": complaints,
        "log_and_complaints/survey.csv": survey,
        "panel/choices.csv": panel(np.random.default_rng(8)),
    }


def people(luck: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """What customers bought, who come in the first ten weeks and leave for good one by one; complained, answered."""
    bought, complained, answered = [], [], []
    for who in range(CUSTOMERS):
        rate, day = luck.gamma(0.8, 0.1), float(luck.integers(0, 70))
        end = day + luck.exponential(250.0)
        while day < min(end, 7.0 * WEEKS):
            bought.append((f"C{who:03d}", str(after(int(day))), round(float(luck.gamma(8.0, 2.5)), 2)))
            if luck.random() < 0.04:
                due = after(int(day) + int(luck.integers(1, 12)))
                is_settled = luck.random() < 0.45
                complained.append((f"C{who:03d}", str(after(int(day))), str(due), "yes" if is_settled else "no",
                                   5 * is_settled))  # fmt: skip
            day += max(luck.exponential(7.0 / rate), 1.0) if rate > 0.0 else np.inf
        if luck.random() < 0.5:
            answer = int(np.clip(np.round(luck.normal(7.8, 2.0)), 0, 10))
            when = str(after(int(luck.integers(70, 7 * WEEKS))))
            answered.append((f"C{who:03d}", when, answer, min(10 * answer + 2, 100)))
    return (
        pd.DataFrame(bought, columns=["customer_id", "date", "amount"]),
        pd.DataFrame(complained, columns=["customer_id", "opened", "answered", "resolved", "compensation"]),
        pd.DataFrame(answered, columns=["customer_id", "date", "nps", "satisfaction"]),
    )


def panel(luck: np.random.Generator) -> pd.DataFrame:
    """What households chose, each with tastes of its own and a habit, before shelves with some promotions."""
    cut = luck.random((PANEL_WEEKS, len(BRANDS))) < 0.15
    price = np.round(np.array(USUAL) * np.where(cut, 0.8, 1.0), 2)
    rows = []
    for who in range(HOUSEHOLDS):
        taste, last = luck.normal([0.6, 0.2, 0.0], 1.2), -1
        for week in range(PANEL_WEEKS):
            if luck.random() < 0.45:
                worth = taste - 3.0 * np.log(price[week]) + 0.6 * cut[week] + 0.8 * (np.arange(len(BRANDS)) == last)
                last = int((worth + luck.gumbel(size=len(BRANDS))).argmax())
                rows.append((f"H{who:02d}", week + 1, BRANDS[last], *price[week], *cut[week].astype(int)))
    names = [f"{what}.{brand}" for what in ("price", "feature") for brand in BRANDS]
    return pd.DataFrame(rows, columns=["person", "week", "choice", *names])


def main() -> None:
    """Write every file."""
    for name, table in files().items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(to_csv(table))


if __name__ == "__main__":
    main()
