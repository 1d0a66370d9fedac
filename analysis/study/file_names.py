"""Whose a file in an output folder is, by its name: this program's, somebody's, or nobody's work."""

import re

KEPT_PARTS = re.compile(r"\..+-[0-9a-f]{24}\.[0-9a-f]{8}\.part")
"""What finished runs left for `analysis/synthetic_panel/parquet_parts.py` to join."""
OWN_NAME = re.compile(r"(?!\.)[\w.-]+(/(?!\.)[\w.-]+)?\Z", re.ASCII)
TABLES = (
    "weekly segments flows outcomes summary comparison standing design runs sensitivity trials finalists confirmation"
    " payoffs equilibria adaptation journey drivers lesson evidence checks ablation mechanisms challenge"
    " markets noise transactions customers trips offers worlds world_outcomes robustness tornado flips worth fit"
    " parameters draws breakeven payback years rivals replies validation bought"
)
WRITTEN = re.compile(
    rf"(?:{'|'.join(TABLES.split())})\.(?:csv|parquet)|scenario(?:-\d+)?\.yaml|(?:best|calibrated)\.yaml"
    r"|problem\.json|(?:report|evidence)\.html|figures/[\w-]+\.(?:png|svg|csv)\Z",
    re.ASCII,
)
"""Names that this program writes: no manifest, whoever wrote it, can have any other file removed."""
OURS = re.compile(r"\.lock\Z|.*\.part\Z")
DROPPED = re.compile(
    r"""
    \..*                                            # hidden: .DS_Store, .~lock.weekly.csv#, .nfs0001, ._x, .directory
    | .*~ | \#.*\# | ~\$.*                           # backups and locks of editors and of office programs
    | thumbs\.db(:encryptable)? | ehthumbs(_vista)?\.db | desktop\.ini | \$recycle\.bin | system\ volume\ information
    | icon\r | lost\+found | @eadir | \#recycle | __pycache__ | __macosx
    | .*\.(tmp|swp|swo)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_dropped(name: str) -> bool:
    """Whether systems, editors or file managers leave files of this name where somebody looks; it stops nothing."""
    return bool(DROPPED.fullmatch(name)) and not OURS.match(name)
