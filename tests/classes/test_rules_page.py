"""The page of a quiz's rules: one thing to press, errors in the order of the page, every id once, few queries."""

import re
from collections import Counter

from django.utils import timezone

from quiz.attempts.models import Attempt
from quiz.classes.models import DrawRule, Quiz
from tests import factories


def test_errors_are_listed_in_the_order_of_the_page_and_each_leads_to_one_place(quiz, save):
    wrong = {"rule-0-count": "x", "band-0-percent": "60", "rule-TOTAL_FORMS": "2", "band-TOTAL_FORMS": "3"}
    page = save(quiz, title="", points="x", time_limit="x", **wrong).content.decode()
    problems = page[page.index('id="problems"') : page.index('id="rules"')]
    anchors = re.findall(r'href="#([^"]+)"', problems)
    assert anchors == ["field-title", "id_rule-0-count", "field-points", "id_band-0-name", "field-time_limit"]
    ids = Counter(re.findall(r' id="([^"]+)"', page))
    assert [name for name, times in ids.items() if times > 1] == []
    assert set(anchors) <= set(ids)


def test_the_page_has_one_filled_button(quiz, desk, url):
    for published in (None, timezone.now()):
        Quiz.objects.filter(pk=quiz.pk).update(published_at=published)
        page = desk.get(url("quiz_edit", quiz.pk)).content.decode()
        assert len(re.findall(r'class="button fill"', page)) == 1


def test_more_of_everything_no_more_queries(full, training_class, section, desk, url, django_assert_max_num_queries):
    for number in range(12):
        factories.question(section)
        DrawRule.objects.create(quiz=full, position=10 + number, kind="true_false", count=1)
        trainee = factories.user()
        training_class.enrol(trainee, by=None, at=timezone.now())
        factories.allowance(full, training_class.organisers.get(), trainee=trainee, extra_minutes=5)
    assert Attempt.objects.count() == 0
    with django_assert_max_num_queries(26):
        desk.get(url("quiz_edit", full.pk))
