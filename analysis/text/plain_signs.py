"""Output whose encoding lacks a character: signs become plain ones that mean the same, JSON stays JSON."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from collections.abc import Callable
from typing import TextIO

PLAIN, EXACT, JSON = "loyalty-plain", "loyalty-exact", "loyalty-json"
"""Ways to encode what is lacking: for tables; for messages, which quote words that were typed; for JSON."""
ASCII = "loyalty_ascii"
SIGNS = {
    "−": "-", "–": "-", "—": "-", "─": "-", "│": "|", "±": "+/-", "×": "x", "→": "->", "≤": "<=", "≥": ">=",
    "“": '"', "”": '"', "‘": "'", "’": "'", "·": ".", "•": "*", "μ": "u", "σ": "sigma", "█": "#", "░": ":",
    "▲": "^", "▼": "v", "●": "o", "○": "o", "✓": "+", "✗": "x", **dict.fromkeys("▏▎▍▌▋▊▉", ""),
}  # fmt: skip


def begin(words: list[str]) -> None:
    """Let both streams write whatever their encoding lacks."""
    for name, replace in ((PLAIN, plain), (EXACT, exact), (JSON, escaped)):
        codecs.register_error(name, _handler(replace))
    codecs.register(_ascii)
    _reconfigure(sys.stdout, JSON if "--json" in words or words[:1] == ["schema"] else PLAIN)
    _reconfigure(sys.stderr, EXACT)


def plain(letter: str) -> str:
    """A sign or letter in plain ones; ? where there is nothing like it."""
    bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return "..." if letter == "…" else SIGNS.get(letter, bare or ("" if unicodedata.combining(letter) else "?"))


def exact(letter: str) -> str:
    """A sign in plain ones, anything else by its number, so that nobody takes it for another."""
    return SIGNS.get(letter) or letter.encode("ascii", "backslashreplace").decode()


def escaped(letter: str) -> str:
    r"""A character as JSON writes it: \u20ac."""
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))


def as_shown(text: str) -> str:
    """The text as stdout will show it, so that columns can be measured."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(letter if letter.isascii() else _as_encoded(letter, encoding) for letter in text)
    return text


def _as_encoded(letter: str, encoding: str) -> str:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return plain(letter)
    return letter


def _handler(replace: Callable[[str], str]) -> Callable[[UnicodeError], tuple[str, int]]:
    def handle(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        return "".join(map(replace, error.object[error.start : error.end])), error.end

    return handle


def _reconfigure(stream: TextIO | None, errors: str) -> None:
    if stream is not None and hasattr(stream, "reconfigure"):
        is_ascii = codecs.lookup(stream.encoding).name == "ascii"
        stream.reconfigure(errors=errors, encoding=ASCII if is_ascii else None)


def _ascii(name: str) -> codecs.CodecInfo | None:
    """ASCII by another name: click takes a stream of that one for a mistake, and writes UTF-8 to it all the same."""
    if name.replace("-", "_") != ASCII:
        return None
    own = codecs.lookup("ascii")
    streams = own.streamreader, own.streamwriter, own.incrementalencoder, own.incrementaldecoder
    return codecs.CodecInfo(own.encode, own.decode, *streams, name=ASCII)
