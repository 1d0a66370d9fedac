"""What the site holds beside its written text: runs, figures, tables, quotations, all made when it is built."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docs.making import offline, quoting, runs

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx's way in."""
    app.connect("env-get-outdated", _made_pages)
    app.connect("env-before-read-docs", _run_everything)
    app.connect("source-read", _expand)
    app.connect("build-finished", _finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _store(app: Sphinx) -> runs.Store:
    """The results of this build: kept in the build's own folder."""
    return runs.Store(Path(app.doctreedir) / "made")


def _made_pages(_: Sphinx, env: BuildEnvironment, *_changes: set[str]) -> list[str]:
    """Pages with something made in them are read in every build."""
    return [name for name in env.found_docs if quoting.FENCE.search(Path(env.doc2path(name)).read_text("utf-8"))]


def _run_everything(app: Sphinx, *_: object) -> None:
    """Run what the pages show and no earlier build has run, on two cores."""
    _store(app).fill(quoting.tasks_of(Path(app.srcdir)))


def _expand(app: Sphinx, name: str, source: list[str]) -> None:
    """Replace what is to be made in a page by what was made."""
    source[0] = quoting.expanded(source[0], Path(app.env.doc2path(name)), _store(app))


def _finish(app: Sphinx, failure: Exception | None) -> None:
    """Put the report of the first guide beside the pages, and see that no page needs a network."""
    if failure is None and app.builder.format == "html":
        _store(app).publish(Path(app.outdir) / "_static")
        offline.inspect(Path(app.outdir))
