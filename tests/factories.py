"""Small, valid things to test with. Each takes what the test is about and fills in the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from quiz.bank.kinds import Item, Row
from quiz.bank.models import Draft, Question, Status
from quiz.classes.models import Allowance, Quiz, TrainingClass
from quiz.lectures.models import KeyPoint, Lecture, Section
from quiz.people.models import Role, User

NOON = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
PASSWORD = "correct-horse-7"
_numbers = count(1001)  # four digits: a test that looks for a score of 87 must not find the name 学员87


def user(role: str = Role.TRAINEE, **fields: Any) -> User:
    number = next(_numbers)
    fields.setdefault("username", f"2026{number:04}")
    fields.setdefault("name", f"学员{number:02}")
    return User.objects.create_user(password=PASSWORD, role=role, **fields)


def lecture(sections: int = 1, **fields: Any) -> Lecture:
    fields.setdefault("slug", f"lecture-{next(_numbers)}")
    made = Lecture.objects.create(**{"title": "担当作为", **fields})
    for number in range(1, sections + 1):
        section(made, f"1.{number}")
    return made


def section(in_lecture: Lecture, number: str = "1.1", **fields: Any) -> Section:
    fields.setdefault("label", number)
    fields.setdefault("title", f"第{number}节")
    fields.setdefault("summary", "第一段。\n\n第二段。")
    fields.setdefault("position", in_lecture.sections.count() + 1)
    made = Section.objects.create(lecture=in_lecture, number=number, **fields)
    for point in (1, 2, 3):
        KeyPoint.objects.create(section=made, number=point, text=f"要点{point}")
    return made


def choice_item(kind: str = "single_choice", stem: str = "讲稿的主张是哪一项？", key: tuple[int, ...] = (1,)) -> Item:
    """Four options, `key` the positions of the right ones; for a statement two, 对 and 错."""
    texts = ("对", "错") if kind == "true_false" else ("甲项", "乙项", "丙项", "丁项")
    rows = tuple(
        Row(position, text, position in key, "" if position in key else f"{text}说的是另一件事。")
        for position, text in enumerate(texts, start=1)
    )
    return Item(kind, stem, rows, "因为甲项才是讲稿的主张。")


def written_item(stem: str = "请说明理由。", kind: str = "short_answer", marks: tuple[int, ...] = (200, 200)) -> Item:
    """A question that a person marks, by as many criteria as `marks`, in hundredths, are given."""
    rows = tuple(Row(n, f"要求{n}", reason=f"只说到一半{n}", marks=one) for n, one in enumerate(marks, start=1))
    return Item(kind, stem, rows, "因为要点都在讲稿里。", {"model_answer": "参考的写法。"})


def question(
    of_section: Section,
    kind: str = "single_choice",
    status: str = Status.PUBLISHED,
    item: Item | None = None,
    key: str = "",
    **draft: Any,
) -> Question:
    number = next(_numbers)
    if item is None:
        item = choice_item(kind, f"第{number}题的题干？", (1, 2) if kind == "multiple_choice" else (1,))
    fields = {"level": "recall", "difficulty": "easy", "source": [f"{of_section.number}¶1a"], "point": 1, **draft}
    made = Question.objects.create(
        lecture=of_section.lecture, section=of_section, key=key or f"q-{number}", kind=item.kind, position=number
    )
    made.revise(Draft(item, **fields), by=None, at=NOON)
    made.set_status(status, by=None, at=NOON)
    return made


def training_class(*trainees: User, organiser: User | None = None, **fields: Any) -> TrainingClass:
    fields.setdefault("name", f"第{next(_numbers)}期培训班")
    made = TrainingClass.objects.create(**fields)
    if organiser:
        made.organisers.add(organiser)
    for trainee in trainees:
        made.enrol(trainee, by=organiser, at=NOON)
    return made


def quiz(in_class: TrainingClass, of_section: Section, **fields: Any) -> Quiz:
    fields.setdefault("title", of_section.heading)
    fields.setdefault("published_at", NOON)
    fields.setdefault("shuffle_options", False)  # so that a test can tick an option by its place
    made = Quiz.objects.create(training_class=in_class, **fields)
    made.sections.add(of_section)
    in_class.lectures.add(of_section.lecture)
    return made


def allowance(for_quiz: Quiz, by: User, **fields: Any) -> Allowance:
    fields = {"reason": "网络中断", "granted_by": by, "granted_at": NOON, **fields}
    return Allowance.objects.create(quiz=for_quiz, **fields)
