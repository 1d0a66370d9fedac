"""The trades that `new` knows: the words by which they are called, and the template of each."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import NamedTuple

from analysis.trades.template import Template, read_template
from simulation.reading.errors import refused, suggestion, text_of_value

FOLDER = Path(__file__).parent


class OfTrade(NamedTuple):
    """A trade: what is sold at a time, and other words by which a user may call it."""

    unit: str
    words: str


TRADES = {
    "subscription": OfTrade("a month", "mobile phone telephone internet broadband operator streaming software saas gym"
                                     " energy electricity insurance contract plan plans membership newspaper"),
    "café": OfTrade("a visit", "cafe coffee tea bakery restaurant bar bistro canteen takeaway pizza pizzeria ice food"),
    "shop": OfTrade("a basket", "store retail clothes clothing shoes fashion books toys sports furniture electronics"
                              " webshop jewellery cosmetics pharmacy flowers"),
    "hotel": OfTrade("a night", "hotels hostel motel rooms nights apartments lodging campsite"),
    "repair": OfTrade("a job", "repairs workshop garage mechanic mechanics car cars service plumber electrician bicycle"
                             " bikes craftsman heating maintenance hairdresser haircuts dentist"),
    "bank": OfTrade("a month", "banking account accounts savings credit loans"),
    "supermarket": OfTrade("a basket", "groceries grocery grocer discounter hypermarket market"),
}  # fmt: skip


def trade_named(text: str) -> str:
    """The trade of this very name, with or without accents. Refused where there is none."""
    for name in TRADES:
        if plain(name) == plain(text):
            return name
    raise refused(f"no trade is called {text_of_value(text)}; {suggestion(text, TRADES)}", place="--for")


def trade_meant(text: str) -> str | None:
    """The trade that somebody speaks of who says what is sold; None where no word is known."""
    said = [plain(word) for word in text.replace("-", " ").replace(",", " ").split()]
    by_word = {word: name for name, trade in TRADES.items() for word in (plain(name), *trade.words.split())}
    return next((by_word[word] for word in said if word in by_word), None)


def template_of(trade: str) -> Template:
    """The market that a trade starts from."""
    return read_template(FOLDER / f"{plain(trade)}.yaml")


def plain(text: str) -> str:
    """The text in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
