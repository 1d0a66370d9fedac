"""Rows of an observed series are weeks that follow each other: numbers of weeks and dates beside them say whether."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from simulation.reading.csv_tables import Table
from simulation.reading.errors import Fault, Refused

WEEKS = re.compile(r"(week|weeks|wk|kw|semaine|woche)([ _-]?(no|nr|number|of[ _-]year))?", re.IGNORECASE)
LAST_WEEKS = ("52", "53")
FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%y", "%d/%m/%y",
         "%m/%d/%y", "%Y%m%d", "%G-W%V-%u")  # fmt: skip
MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?Z?")
ABOUT_A_WEEK = range(5, 10)
RIGHT = "give each week one row, in their order"


def refuse_other_orders(table: Table, places: Sequence[int]) -> None:
    """Refuse rows whose number or date, in a column beside the numbers, is not that of the week after the row above."""
    faults: list[Fault] = []
    for place in places:
        cells = table.cells(place)
        if WEEKS.fullmatch(table.names[place]) and all(cell.isdecimal() for cell in cells):
            faults += _of_numbers(table, place, cells)
        elif dated := _dated(cells):
            readings = [_of_dates(table, place, dates) for dates in dated]
            faults += [] if [] in readings else readings[0]
    if faults:
        raise Refused(faults)


def _of_numbers(table: Table, place: int, cells: Sequence[str]) -> list[Fault]:
    return [
        table.fault(number, place, f"week {cells[number]} follows week {cells[number - 1]}; {RIGHT}")
        for number in range(1, len(cells))
        if int(cells[number]) != int(cells[number - 1]) + 1
        and not (cells[number - 1] in LAST_WEEKS and int(cells[number]) == 1)
    ]  # fmt: skip


def _dated(cells: Sequence[str]) -> list[list[date]]:
    """The column as dates, in every way to write dates that all of its cells may follow."""
    bare = [MIDNIGHT.sub("", cell) if len(cell) > 10 else f"{cell}-1" if "W" in cell else cell for cell in cells]
    found = []
    for form in FORMS:
        try:
            found.append([datetime.strptime(cell, form).date() for cell in bare])  # noqa: DTZ007  # a date has no zone
        except ValueError:
            continue
    return found


def _of_dates(table: Table, place: int, dates: Sequence[date]) -> list[Fault]:
    faults = []
    for number in range(1, len(dates)):
        days = (dates[number] - dates[number - 1]).days
        if days not in ABOUT_A_WEEK:
            message = f"{dates[number]} follows {dates[number - 1]}, which is {days} days; {RIGHT}"
            faults.append(table.fault(number, place, message))
    return faults
