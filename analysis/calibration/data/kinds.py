"""Which files a user may have, and what each column of them means: what is read, refused, and written as an example."""

from __future__ import annotations

from typing import Literal, NamedTuple

Type = Literal["id", "date", "number", "flag", "name"]

MOST_MONEY = 1e9
"""The largest sum that a row may have, as for all money of a scenario."""


class FileColumn(NamedTuple):
    """A column of a file: how it is read, what it means, whether it must be there, and which numbers it takes."""

    type: Type
    meaning: str
    needed: bool = False
    low: float = 0.0
    high: float = MOST_MONEY
    is_whole: bool = False
    right: str = ""
    """What would be right where a number is out of range, if the range alone does not say it."""


WHO = FileColumn("id", "who bought, any text or number; it goes no further than the reader", needed=True)
DAY = FileColumn("date", "the day, best as 2025-03-31", needed=True)
WHICH = FileColumn("name", "the firm of the scenario; without it the one that is judged")
SHARE_OFF = FileColumn("number", "part of the list price taken off and labelled so, 0 for none", high=1.0,
                   right="write the part taken off, 0.2 for 20 %")  # fmt: skip
PRICE = FileColumn("number", "price of a unit", low=1e-6, right="a price is above 0")
SHOWN = FileColumn("number", "whether, or how prominently, it was shown: 0 to 1", high=1.0)
WEEK = FileColumn("number", "number of the week, from 1", low=1.0, high=1e5, is_whole=True)

KINDS: dict[str, dict[str, FileColumn]] = {
    "transactions": {
        "customer_id": WHO,
        "date": DAY,
        "amount": FileColumn("number", "money paid", needed=True,
                         right="money paid is 0 or more; net a refund against its purchase"),
        "units": FileColumn("number", "units bought", low=1e-6, high=1e6, right="units are more than 0"),
        "firm": WHICH,
        "price": PRICE,
        "promotion": SHARE_OFF,
    },
    "choices": {
        "person": FileColumn("id", "who chose, any text or number; it goes no further than the reader", needed=True),
        "occasion": FileColumn("id", "number or name of the occasion; the rows of a person in their order without it"),
        "date": FileColumn("date", "the day"),
        "week": WEEK,
        "brand": FileColumn("name", "the firm on the shelf (long form), one row each"),
        "chosen": FileColumn("flag", "whether it was chosen (long form), once an occasion"),
        "choice": FileColumn("name", "the firm that was chosen (wide form), or with a shelf of its own file"),
        "price": PRICE,
        "feature": SHOWN,
        "display": SHOWN,
    },
    "shelf": {
        "week": WEEK,
        "date": FileColumn("date", "a day of that week"),
        "brand": FileColumn("name", "the firm on the shelf (long form)"),
        "price": PRICE,
        "feature": SHOWN,
        "display": SHOWN,
    },
    "prices": {
        "week": WEEK._replace(needed=True),
        "firm": WHICH._replace(needed=True),
        "price": PRICE._replace(needed=True),
        "promoted": FileColumn("number", "part of the list price taken off, or 1 for yes, 0 for no", high=1.0),
    },
    "survey": {
        "customer_id": WHO,
        "date": DAY,
        "nps": FileColumn("number", "answer from 0 to 10: would you recommend it?", high=10.0, is_whole=True),
        "satisfaction": FileColumn("number", "answer, brought to 0 to 100", high=100.0),
        "firm": WHICH,
    },
    "complaints": {
        "customer_id": WHO,
        "opened": DAY,
        "answered": FileColumn("date", "the day of the answer; empty: none yet"),
        "resolved": FileColumn("flag", "whether it was settled: yes or no"),
        "compensation": FileColumn("number", "money given"),
        "firm": WHICH,
    },
    "targets": {
        "outcome": FileColumn("name", "an observable of the table of facts, as market_share", needed=True),
        "firm": WHICH,
        "value": FileColumn("number", "the number observed", needed=True, low=-MOST_MONEY),
        "se": FileColumn("number", "its standard error; empty: as is usual", low=1e-12, right="it is above 0"),
    },
    "experiments": {
        "path": FileColumn("name", "what was changed, as firms.Alba.pricing.price", needed=True),
        "from": FileColumn("number", "its value before", needed=True, low=-MOST_MONEY),
        "to": FileColumn("number", "its value after", needed=True, low=-MOST_MONEY),
        "weeks": FileColumn("number", "how long, in weeks", needed=True, low=1.0, high=1e4, is_whole=True),
        "firm": WHICH,
        "outcome": FileColumn("name", "a metric of the result tables, as units", needed=True),
        "difference": FileColumn("number", "by how much it changed, after less before", needed=True, low=-MOST_MONEY),
        "se": FileColumn("number", "standard error of the difference", needed=True, low=1e-12, right="it is above 0"),
    },
}  # fmt: skip
"""By the name that a file must have, with its columns in their order."""

OTHER_NAMES = {"quantity": "units", "feat": "feature", "disp": "display"}
"""Names that mean a column as well, as our own transactions.parquet and well-known data sets have them."""
