"""What is asked of `lesson`: which one, and what is changed in its market; and the plans of both."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.comparison.request import ComparisonRequest, plan_comparison
from analysis.lessons.book import Lesson
from analysis.study.plan import Plan
from analysis.study.scenario_changes import NO_CHANGES, ScenarioChanges


@dataclass(frozen=True)
class LessonRequest:
    """A lesson, its own numbers changed or not."""

    lesson: Lesson
    changes: ScenarioChanges = NO_CHANGES

    @property
    def as_shipped(self) -> LessonRequest:
        """The lesson with its own numbers, in a market of the same size and luck."""
        return replace(self, changes=replace(self.changes, settings=()))


def plan_lesson(request: LessonRequest) -> Plan:
    """The strategies of the lesson's scenario."""
    plan = plan_comparison(ComparisonRequest.of((request.lesson.scenario,), request.changes))
    return replace(plan, command="lesson", name=f"lesson-{request.lesson.number:02d}")
