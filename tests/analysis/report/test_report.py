"""The report: one page that needs nothing else, says whose words are whose, and is the same each time."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from analysis.comparison import study
from analysis.comparison.request import ComparisonRequest, RunRequest, plan_comparison, plan_run
from analysis.execution.executor import run_all
from analysis.figures import style
from analysis.figures.captions import CAPTIONS
from analysis.report import HERE
from analysis.report.assumptions import assumptions, origin_of
from analysis.report.inline import DARK_PAPER, dark, inlined
from analysis.study.scenario_changes import ScenarioChanges
from analysis.uncertainty.assumptions import assumptions_of

SMALL = ScenarioChanges(customers=150, weeks=6, replicates=2)
EVIL = '<script>alert("1")</script> & $x$'
NASTY = f"""
extends: baseline
question: Is {EVIL} safe?
market: {{burn_in_weeks: 4}}
compare:
  as_is: {{}}
  '<b onmouseover="x">cut</b>': {{firms.Alba.pricing.price: 9.0}}
"""


class Outline(HTMLParser):
    """Tags, ids, headings and links of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.ids, self.links, self.headings = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        given = dict(attributes)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [value for name, value in attributes if name in {"src", "href", "xlink:href"}]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


def page_of(plan, only=CAPTIONS):
    """The report and its figures, or no more than those named: drawing takes most of the time."""
    results = run_all(plan.runs(), 1, quiet=True).results
    outcomes, frames, scales = study.summed_up(plan, results)
    return study.report_files(plan, outcomes, frames, study.pictured(plan, outcomes, frames, scales, only=only))


def compared(file):
    """The strategies of a file as a plan."""
    return plan_comparison(ComparisonRequest.of([str(file)], SMALL))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    file = tmp_path_factory.mktemp("nasty") / "nasty.yaml"
    file.write_text(NASTY)
    return page_of(compared(file))


@pytest.fixture(scope="module")
def page(files):
    return files["report.html"].decode()


@pytest.fixture(scope="module")
def outline(page):
    return Outline(page)


def test_names_are_escaped(page, outline):
    assert EVIL not in page
    assert "<b onmouseover" not in page
    assert "&lt;script&gt;" in page
    assert "script" not in outline.tags


def test_the_page_needs_nothing_from_elsewhere(page, outline):
    assert all(link.startswith("#") for link in outline.links)
    assert not re.search(r"@import|url\((?!#)", page)
    assert not {"link", "script", "iframe", "img"} & set(outline.tags)


def test_names_within_the_page_are_unique_and_every_link_leads_somewhere(page, outline):
    assert len(outline.ids) == len(set(outline.ids))
    wanted = {link[1:] for link in outline.links} | set(re.findall(r"url\(#([^)]+)\)", page))
    wanted |= set(" ".join(re.findall(r'aria-labelledby="([^"]+)"', page)).split())
    assert wanted <= set(outline.ids)


def test_headings_go_down_one_step_at_a_time(outline):
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))


def test_every_figure_is_there_and_described(files, page, outline):
    names = {name.split("/")[1].removesuffix(".svg") for name in files if name.endswith(".svg")}
    assert names == set(CAPTIONS) - {"rivals"}  # drawn with --rivals alone
    assert names <= set(outline.ids)
    assert page.count('role="img"') == len(names)
    assert page.count('class="numbers"') == len(names)
    assert len(re.findall(r'<title id="[^"]+-alt">[^<]{30,}</title>', page)) == len(names)


def test_the_same_study_gives_the_same_page(files, tmp_path):
    file = tmp_path / "nasty.yaml"
    file.write_text(NASTY)
    again, once_more = (page_of(compared(file), {"flows", "word_of_mouth"}) for _ in range(2))
    assert again == once_more
    assert again.items() - files.items() == {("report.html", again["report.html"])}


def test_the_verdict_and_how_to_get_it_again_are_on_the_page(page):
    assert "in the one replicate" not in page
    assert "What the verdict leans on" in page
    assert "loyalty compare scenario.yaml" in page
    assert "10 USD" in page


def test_one_strategy_is_reported_without_a_verdict():
    plan = plan_run(RunRequest.of("baseline", replace(SMALL, settings=[("market.burn_in_weeks", "0")])))
    page = page_of(plan, {"profit", "market_share"})["report.html"].decode()
    assert "market_share-alt" in page
    assert "What came of it" in page
    assert "loyalty run scenario.yaml --strategy as_is" in page
    assert "profit-alt" not in page
    assert "What each strategy changes" not in page


def test_a_strategy_run_alone_is_told_from_the_baseline(tmp_path):
    (tmp_path / "duel.yaml").write_text(NASTY.replace('<b onmouseover="x">cut</b>', "cut"))
    plan = plan_run(RunRequest.of(str(tmp_path / "duel.yaml"), SMALL, "cut"))
    page = page_of(plan, ())["report.html"].decode()
    assert "What each strategy changes" in page
    assert "10 USD" in page


def test_colours_of_the_page_can_be_read():
    css = (HERE / "report.css").read_text()
    for block in css.split(":root {")[1:3]:
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block.split("}")[0]))
        for name in ("ink", "quiet", "accent", "up", "down"):
            assert style.contrast(colours[name], colours["paper"]) >= 4.5, name
        assert style.contrast(colours["ink"], colours["warn-paper"]) >= 4.5


@pytest.mark.parametrize("colour", style.STANDING_COLOURS.values())
@pytest.mark.parametrize("paper", [style.PAPER, DARK_PAPER])
def test_figures_within_bars_can_be_read_on_light_and_dark_paper(colour, paper):
    field = colour if paper == style.PAPER else dark(colour)
    assert style.contrast(paper, field) >= 4.5


@pytest.mark.parametrize("colour", [*style.FIRM_COLOURS, *style.TYPE_COLOURS.values(), style.INK, style.QUIET])
def test_colours_of_figures_can_be_told_from_dark_paper(colour):
    assert style.contrast(dark(colour), DARK_PAPER) >= 4.5


def test_an_inlined_figure_keeps_its_words_and_loses_its_title():
    svg = (
        b'<?xml version="1.0"?><svg viewBox="0 0 100 50"><g id="headline"><text>Title</text></g>'
        b'<g id="axes_1"><text style="fill: #222222">#222222 Alba</text></g></svg>'
    )
    found = inlined(svg, "share", 'a "quoted" & short text')
    assert "Title" not in found
    assert "#222222 Alba" in found
    assert 'style="fill: var(--x222222)"' in found
    assert 'id="share-axes_1"' in found
    assert "a &quot;quoted&quot; &amp; short text" in found


def test_every_assumption_names_its_origin_and_none_is_called_unimportant():
    plan = plan_run(RunRequest.of("baseline", replace(SMALL, settings=[("customers.voice.exit_weeks", "60")])))
    told = assumptions(plan)
    found = {assumption.path: assumption for assumption in (*told.first, *told.rest)}
    assert {one.column for one in assumptions_of(plan.lead)} < set(found)
    assert all(assumption.origin for assumption in found.values())
    assert found["customers.voice.exit_weeks"].origin == "set by this scenario"
    assert found["customers.voice.exit_weeks"].plausible == "26 weeks to 104 weeks"
    assert found["customers.satisfaction.loss"].origin.startswith("a design choice")
    assert "no rival answers" in found["firms"].meaning
    assert "none was varied" in told.said
    assert "none of them varied" in told.summary


def test_tags_of_sources_in_words():
    assert origin_of("P: 0.6-0.85") == "a design choice, not a fact (0.6-0.85)"
    assert origin_of("P; sign V: Hirschman 1970") == (
        "a design choice, not a fact; sign checked in its source (Hirschman 1970)"
    )
    assert origin_of("V2") == "from a secondary source"


def test_facts_stand_on_the_page_and_what_contradicts_them_stands_in_the_verdict(tmp_path):
    told = "observed: {Alba: {market_share: {value: 0.01, se: 0.001}, nps: {value: 0, se: 900, period: <i>2025</i>}}}"
    (tmp_path / "known.yaml").write_text(NASTY + told)
    page = page_of(compared(tmp_path / "known.yaml"), only=())["report.html"].decode()
    (table,) = re.findall(r'<section id="facts".*?</section>', page, re.DOTALL)
    assert "Alba, market share" in table
    assert table.count("≠") == 2, "one fact, and the note on the mark"
    assert "&lt;i&gt;2025&lt;/i&gt;" in table
    warning = page.index("1 of the 2 facts that you told is not those of this market")
    assert page.index('id="verdict"') < warning < page.index('id="facts"')


def test_without_facts_the_page_says_nothing_of_them(page):
    assert 'id="facts"' not in page
