"""Every decision has a record of its own, with a number that never changes, and a line in the index."""

import re
from pathlib import Path

import pytest

DECISIONS = Path(__file__).resolve().parents[2] / "docs/decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
INDEX = (DECISIONS / "index.md").read_text(encoding="utf-8")
FORM = re.compile(
    r"# (?P<number>\d{3}) · (?P<title>.+)\n\n"
    r"- \*\*Status:\*\* (?P<status>(?:accepted|replaced by \[).*)\n"
    r"- \*\*Date:\*\* \d{4}-\d\d-\d\d\n"
    r"- \*\*Theme:\*\* (?P<theme>.+)\n\n"
    r"(?P<text>[^*](?:.|\n)+)"
)
LINK = re.compile(r"\[(\d{3})\]\((\d{3})-[\w-]+\.md\)")
BY = re.compile(r"replaced by " + LINK.pattern + r"(?: and " + LINK.pattern + ")?")


def parts(record: Path) -> dict[str, str]:
    found = FORM.fullmatch(record.read_text(encoding="utf-8"))
    assert found, f"{record.name} has not the form of a record"
    return found.groupdict()


def test_numbers_count_up_without_a_gap() -> None:
    assert [record.name[:3] for record in RECORDS] == [f"{number:03}" for number in range(1, len(RECORDS) + 1)]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_has_a_status_and_stands_once_in_its_theme(record: Path) -> None:
    found = parts(record)
    assert found["number"] == record.name[:3]
    line = f"- [{found['number']} · {found['title']}]({record.name})"
    before, mark, after = INDEX.partition(line)
    assert mark, f"docs/decisions/index.md lacks: {line}"
    assert record.name not in before + after
    theme = re.findall(r"^## (.+)$", before, re.MULTILINE)[-1]
    assert theme.lower() == found["theme"].lower()
    is_replaced = found["status"].startswith("replaced")
    assert after.splitlines()[0].startswith(" *(replaced by ") == is_replaced


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_what_replaces_a_record_says_so(record: Path) -> None:
    """A later record takes back an earlier one, and names it; links carry the number of the file that they lead to."""
    found = parts(record)
    assert all(shown == led_to for shown, led_to in LINK.findall(found["status"] + found["text"]))
    for number in filter(None, (one for match in BY.findall(found["status"]) for one in match[::2])):
        (newer,) = DECISIONS.glob(f"{number}-*.md")
        assert number > found["number"]
        if found["status"].startswith("replaced"):
            assert f"[{found['number']}]" in parts(newer)["status"]
