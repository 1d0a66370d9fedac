"""Figures within a page: their colours follow the reader's light or dark theme, their names do not clash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from analysis.figures import style

DARK_PAPER, DARK_INK = "#15181c", "#e8e6e3"
HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
NAME = re.compile(r'(\bid="|url\(#|xlink:href="#)')
STYLED = re.compile(r'style="[^"]*"')
GREYS = {style.PAPER: DARK_PAPER, style.INK: DARK_INK, style.QUIET: "#a3a7ad", style.FAINT: "#3a3f46"}
LEAST_CONTRAST = 4.5
TITLE = re.compile(rf'<g id="{style.HEADLINE}">.*?</g>\s*', re.DOTALL)
TITLE_POINTS = 20


def inlined(svg: bytes, name: str, alt: str) -> str:
    """The SVG of a figure as part of a page, without its title and with its description.

    Every colour becomes a variable of the page.
    """
    text = svg.decode("utf-8")
    body = text[text.index("<svg") :]
    start, rest = body.split(">", 1)
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', start)
    width, height = (float(size) for size in box.groups()) if box else (600.0, 400.0)
    rest = re.sub(r"<metadata>.*?</metadata>\s*", "", rest, flags=re.DOTALL)
    rest = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>\s*", "", rest, count=1, flags=re.DOTALL)
    rest = TITLE.sub("", rest)
    rest = NAME.sub(rf"\g<1>{name}-", rest)
    rest = STYLED.sub(lambda found: HEX.sub(lambda hue: f"var({variable(hue.group())})", found.group()), rest)
    opening = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' viewBox="0 {TITLE_POINTS} {width:g} {height - TITLE_POINTS:g}"'
        f' role="img" aria-labelledby="{name}-alt" style="--width: {width * 4.0 / 3.0:.0f}px">'
    )
    return f'{opening}<title id="{name}-alt">{escape(alt)}</title>{rest}'


def variable(colour: str) -> str:
    """The page's variable for a colour of a figure."""
    return f"--x{colour[1:].lower()}"


def shades_of(figures: Sequence[str]) -> list[tuple[str, str, str]]:
    """Every colour variable that the figures use, with its light and its dark value."""
    used = sorted({found for figure in figures for found in re.findall(r"var\(--x([0-9a-f]{6})\)", figure)})
    return [(f"--x{hue}", f"#{hue}", dark(f"#{hue}")) for hue in used]


def dark(colour: str) -> str:
    """The same colour on dark paper: greys turn over, hues grow lighter until they stand out."""
    known = GREYS | style.ON_DARK
    return known.get(colour) or known.get(colour.upper()) or style.readable(colour, DARK_PAPER, LEAST_CONTRAST)
