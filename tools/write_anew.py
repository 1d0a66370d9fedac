"""All that is made from declarations, written anew, each by a process of its own, since one reads what another wrote.

`python -m tools.write_anew`: what compiled rules read of a scenario, the comments of the baseline, the parameter
tables, the pages of lessons, the schema for editors.
"""

import subprocess
import sys

MADE = (
    ("-m", "tools.compiled_parameters"),
    ("-m", "tools.baseline_comments"),
    ("-m", "tools.parameter_tables"),
    ("-m", "tools.lesson_pages"),
    ("run.py", "schema", "--out", "scenarios/scenario.schema.json", "--force"),
)

if __name__ == "__main__":
    for words in MADE:
        subprocess.run([sys.executable, *words], check=True)  # noqa: S603  # ours alone
