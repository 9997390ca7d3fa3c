"""The rules of a quiz as plain data, its rows among them: to compare what is stored with what a form says, and to
write the rows that differ."""

from __future__ import annotations

from typing import Any

from .modes import Paper
from .papers import Band, DrawRule, KindPoints
from .quizzes import Quiz

RULE = ("section", "kind", "level", "difficulty", "count")
BAND = ("name", "percent")
PLAIN = (
    "title",
    "paper",
    "draw_count",
    "shuffle_questions",
    "shuffle_options",
    "points",
    "multiple_rule",
    "option_marks",
    "pass_percent",
    "time_limit",
    "opens_when_taught",
    "opens_at",
    "closes_at",
    "latest_entry",
    "max_attempts",
    "counting",
    "score_release",
    "key_release",
    "explanation_release",
    "notes",
    "pledge",
    "count_leaves",
)
DRAWN_FROM = {"sections", "paper", "draw_count", "draw_rules"}  # what decides which questions a paper holds

Snapshot = dict[str, Any]


def plain(quiz: Quiz) -> Snapshot:
    return {name: getattr(quiz, name) for name in PLAIN}


def snapshot(quiz: Quiz) -> Snapshot:
    """Everything that the form of rules sets, as it is stored."""
    return {
        **plain(quiz),
        "sections": sorted(section.pk for section in quiz.sections.all()),
        "draw_rules": [dict(zip(RULE, row, strict=True)) for row in quiz.draw_rules.values_list(*RULE)],
        "bands": [dict(zip(BAND, row, strict=True)) for row in quiz.bands.values_list(*BAND)],
        "kind_points": quiz.points_by_kind(),
    }


def write(quiz: Quiz, said: Snapshot, changed: set[str]) -> None:
    """Save `quiz` and those of its rows that have changed."""
    quiz.save()
    if "sections" in changed:
        quiz.sections.set(said["sections"])
    if "draw_rules" in changed:
        quiz.draw_rules.all().delete()
        rules = [{**row, "section_id": row["section"]} for row in said["draw_rules"]]
        for position, row in enumerate(rules, start=1):
            del row["section"]
            DrawRule.objects.create(quiz=quiz, position=position, **row)
    if "bands" in changed:
        quiz.bands.all().delete()
        Band.objects.bulk_create(Band(quiz=quiz, **row) for row in said["bands"])
    if "kind_points" in changed:
        quiz.kind_points.all().delete()
        worth = said["kind_points"].items()
        KindPoints.objects.bulk_create(KindPoints(quiz=quiz, kind=kind, points=points) for kind, points in worth)
    if quiz.paper != Paper.LIST and changed & DRAWN_FROM:
        quiz.listed.all().delete()  # the paper of the class is drawn anew
