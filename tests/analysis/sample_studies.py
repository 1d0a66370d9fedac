"""Small markets for commands, and what they leave in a folder."""

from analysis.study.manifest import MANIFEST

SMALL = ("--customers", "200", "--weeks", "8", "--replicates", "3", "--set", "market.burn_in_weeks=4")
DUEL = """
extends: baseline
question: Does a faster desk beat a price cut?
focus: Brio
compare:
  as_is: {}
  same: {firms.Brio.pricing.price: 10.0}
  "=cheap, very": {firms.Brio.pricing.price: 7.0}
"""


def contents(folder):
    """Every file of a folder but its manifest."""
    files = (entry for entry in folder.rglob("*") if entry.is_file() and entry.name != MANIFEST)
    return {entry.relative_to(folder).as_posix(): entry.read_bytes() for entry in files}
