"""Prepared statements: the same rows and the same values as a queryset, without writing the SQL again."""

from datetime import timedelta

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from quiz.attempts.models import Attempt, Response
from quiz.attempts.prepared import Change, Select
from quiz.attempts.responses import asked
from tests.factories import NOON


@pytest.fixture
def papers(quiz, trainee, stranger):
    """Two attempts at the same three questions."""
    quiz.time_limit = 10
    quiz.save()
    return [Attempt.start(quiz, who, at=NOON) for who in (trainee, stranger)]


def columns(row: models.Model) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_rows_are_those_of_the_queryset_value_by_value(papers):
    for attempt in papers:
        usual = Response.objects.on_screen(attempt.pk, attempt.trainee_id).filter(position__in=[1, 3])
        rows = asked(attempt.pk, attempt.trainee_id, 1, 3)
        assert [columns(row) for row in rows] == [columns(row) for row in usual]
        assert [columns(row.attempt) for row in rows] == [columns(row.attempt) for row in usual]
        assert [columns(row.attempt.quiz) for row in rows] == [columns(row.attempt.quiz) for row in usual]
        assert rows[0].attempt is rows[1].attempt
        assert all(row._state.db == "default" and not row._state.adding for row in rows)


def test_nothing_more_is_read_for_what_a_row_refers_to(papers):
    (row,) = asked(papers[0].pk, papers[0].trainee_id, 2, 2)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert row.attempt.quiz.title
    assert not caught.captured_queries


def test_somebody_else_s_paper_has_no_rows(papers):
    assert asked(papers[0].pk, papers[1].trainee_id, 1, 2) == []


def test_the_sql_is_written_once(papers, monkeypatch):
    written = []
    usual = SQLCompiler.as_sql
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *given, **named: (written.append(1), usual(*given, **named))[1])
    select = Select(lambda attempt, position: Response.objects.filter(attempt=attempt, position=position))
    found = [select(attempt.pk, position) for attempt in papers for position in (1, 2, 9)]
    assert [[(row.attempt_id, row.position) for row in rows] for rows in found] == [
        [(attempt.pk, position)] * (position < 9) for attempt in papers for position in (1, 2, 9)
    ]
    assert len(written) == 1


def test_a_change_writes_values_by_their_fields_where_its_condition_holds(papers):
    change = Change(
        Response, "UPDATE {} SET answer = %(answer)s, answered_at = %(answered_at)s WHERE id = %(id)s AND sequence = 0"
    )
    response, other = papers[0].responses.order_by("position")[:2]
    later = NOON + timedelta(minutes=1, microseconds=5)
    assert change(answer=[2, 1], answered_at=later, id=response.pk) == 1
    assert change(answer={"text": "“为官不为”"}, answered_at=later, id=other.pk) == 1
    Response.objects.filter(pk=other.pk).update(sequence=3)
    assert change(answer=None, answered_at=None, id=other.pk) == 0
    response.refresh_from_db()
    other.refresh_from_db()
    assert (response.answer, response.answered_at) == ([2, 1], later)
    assert (other.answer, other.answered_at) == ({"text": "“为官不为”"}, later)


def test_no_answer_is_null_and_counts_as_unanswered(papers):
    change = Change(Response, "UPDATE {} SET answer = %(answer)s WHERE id = %(id)s")
    first = papers[0].responses.get(position=1)
    change(answer=[1], id=first.pk)
    change(answer=None, id=first.pk)
    assert papers[0].responses.filter(answer__isnull=True).count() == 3


def test_a_field_that_does_not_exist_is_refused_at_once():
    with pytest.raises(FieldDoesNotExist):
        Change(Response, "UPDATE {} SET answer = %(answr)s")
