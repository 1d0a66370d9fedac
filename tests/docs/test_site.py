"""What the site puts into its pages: quotations, links, numbers of the evidence, figures, lists made from the code."""

import re
from pathlib import Path

import pytest

from analysis.cli.main import COMMANDS, HELPERS
from analysis.figures.captions import CAPTIONS
from analysis.lessons.book import lessons
from docs.making import figures, listings, offline, pages, quoting, runs, scores
from simulation.measurement.metrics import METRICS
from simulation.scenario.inheritance import shipped_names

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(page for page in DOCS.rglob("*.md") if "_build" not in page.parts)


class Nothing(runs.Store):
    """A store in which every command printed the same, and whose figures are empty."""

    def result(self, task):
        kind, _, *rest = task
        if kind == "page":
            return {"outputs": ["it says so\n"] * len(rest)}
        if kind == "lesson":
            svg = '<svg viewBox="0 0 10 10"><path style="fill: #0072b2"/></svg>'
            sentences = [("It is so.", "supports")]
            return {"sentences": sentences, "verdict": "The claim holds here.", "alt": "Bars", "svg": svg}
        svg = '<svg viewBox="0 0 10 10"><path style="fill: #0072b2"/></svg>'
        return {"pictures": [(name, *CAPTIONS[name], svg) for name in rest]}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_nothing_is_left_to_put_in(page):
    text = quoting.expanded(page.read_text(encoding="utf-8"), page, Nothing(Path("nowhere")))
    assert not quoting.FENCE.search(text)
    assert not quoting.ROLE.search(text)
    assert len(text) > 200
    for target in re.findall(r"\]\((?!https?:|#)([^)\s]+)\)", quoting.CODE.sub("", text)):
        there = (page.parent / target.partition("#")[0]).resolve()
        assert there.is_relative_to(DOCS), f"{target} leads out of the site"


def test_a_part_of_a_file_goes_from_one_line_to_another():
    text = "# One\na\nb\n# Two\nc"
    assert quoting.part(text, {"from": "b", "to": "# Two"}) == "b"
    assert quoting.part(text, {"without": "# One … b\n"}) == "# Two\nc"
    with pytest.raises(ValueError, match="is not in list"):
        quoting.part(text, {"from": "no such line"})


def test_links_out_of_the_site_lead_to_the_page_that_shows_the_file():
    page, readme = DOCS / "reference/python.md", ROOT / "README.md"
    told = "[a](simulation/ODD.md) [b](simulation/model.py) [c](https://x.org) [d](docs/evidence.md) `[e](simulation)`"
    found = quoting.relinked(told, readme, page)
    assert found == ("[a](../model.md) b [c](https://x.org) [d](../evidence.md) `[e](simulation)`")
    assert quoting.relinked("[all](scenarios/lessons)", readme, page) == "[all](../lessons.md)"
    fenced = "```\n[a](simulation/ODD.md)\n```"
    assert quoting.relinked(fenced, readme, page) == fenced


def test_numbers_are_those_of_the_page_of_evidence():
    evidence = (DOCS / "evidence.md").read_text(encoding="utf-8")
    found = scores.measured("F42", "rebuy_gap").replace("\u00a0", " ")
    assert f"| {found} |" in evidence
    assert f"{', '.join(scores.counts().split(', '))[:20]}" in evidence
    for told in (scores.claims("F01", "F99"), scores.laws("calibration"), scores.laws("held_out")):
        places = re.findall(r'^\| <a href="evidence\.html#(\w+)">\1</a> \|', told, re.MULTILINE)
        assert len(places) == told.count("\n") - 1
        assert all(f'| <a id="{place}"></a>{place} |' in evidence for place in places)
    with pytest.raises(KeyError):
        scores.measured("F42", "no_such_check")
    with pytest.raises(KeyError):
        scores.measured("F99", "rebuy_gap")


def test_every_scenario_and_every_kind_of_figure_is_in_the_gallery():
    shown = [name for name in shipped_names() if "/" not in name]
    assert sorted(figures.GALLERY) == sorted(shown)
    of_plans_alone = set(CAPTIONS) - {"rivals"}  # which is drawn with --rivals
    assert {name for chosen in figures.GALLERY.values() for name in chosen} == of_plans_alone


def test_every_lesson_has_a_page_with_its_result():
    for lesson in lessons():
        text = (DOCS / f"{lesson.scenario}.md").read_text(encoding="utf-8")
        assert f"```{{made}} lesson {lesson.number}\n" in text
        assert text.count(f"../../scenarios/{lesson.scenario}.md") == 2
    assert len(list(DOCS.glob("lessons/*.md"))) == len(lessons())


def test_every_command_metric_and_scenario_is_listed():
    commands = {file.stem for file in COMMANDS.glob("*.py")} - HELPERS
    assert set(re.findall(r"^## (\w+)$", listings.commands(), re.MULTILINE)) == commands
    assert all(f"`{name}`" in listings.metrics() for name in METRICS)
    assert set(re.findall(r"^## (\S+)$", listings.scenarios(), re.MULTILINE)) == {
        name for name in shipped_names() if name != "baseline" and not name.startswith("lessons/")
    }
    assert "`customers.reference_price.memory`" in listings.parameters()


def test_what_is_to_be_run_is_known_before_pages_are_read():
    tasks = quoting.tasks_of(DOCS)
    assert set(figures.gallery_tasks()) < set(tasks)
    assert ("lesson", "7") in tasks
    assert any(task[:2] == ("page", "start.md") for task in tasks)
    assert pages.tasks_of("commands") == []
    assert len({runs.digest(task) for task in tasks}) == len(set(tasks))


def test_a_page_that_would_load_something_is_noticed(tmp_path):
    assert offline.remote('<script src="https://cdn.example/x.js">') == ["https://cdn.example/x.js"]
    assert offline.remote('<a href="https://example.org">, <img src="_images/a.png">') == []
    (tmp_path / "a.css").write_text("@import 'x'", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.css would load"):
        offline.inspect(tmp_path)
