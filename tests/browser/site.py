"""A site to look at: the real server with the bundled lecture and the demo class, in a var/ of its own."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.server import Server

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MAKE_DEMO = """
from django.conf import settings
from django.utils import timezone
from quiz.demo import make_demo
make_demo(settings.VAR_DIR / "demo.json", at=timezone.now())
"""
# Every main page, with the rows of the demo class that show it best.
FIND_PAGES = """
import json
from django.urls import reverse
from django.utils import timezone
from quiz.attempts.models import Attempt, Favourite
from quiz.attempts.responses import on_screen
from quiz.bank.models import Material, Question
from quiz.classes.models import Quiz, TrainingClass
from quiz.people.models import User
from tests.conftest import write
guest = User.objects.get(username="2026030118")
here = TrainingClass.objects.get()
sitting = Attempt.objects.filter(trainee=guest).open().first()
seen = Attempt.objects.filter(trainee=guest).handed_in().exclude(responses__outcome="correct").first()
seen = seen or Attempt.objects.filter(trainee=guest).handed_in().order_by("marks").first()
exam = here.quizzes.get(mode="exam")
section = sitting.quiz.sections.select_related("lecture").get()
read = [section.lecture.slug, "2.3"]
asked = Question.objects.published().get(key="2.3-01")
# What the demo class does not show: a checked question of a practice, favourites, questions to memorise, and beside it
# a second class with answers to be marked.
now = timezone.now()
for response in seen.responses.select_related("revision__question")[:3]:
    Favourite.put(guest, response.revision.question, True, at=now)
practice = Attempt.start(here.quizzes.get(mode="practice", sections__number="2.6"), guest, at=now)
first = on_screen(practice.pk, guest, 1)[1]
first.take(first.kind.key(first.item), 1, now)
memorise = Quiz.of_mode("memorise", here, "背题")
memorise.published_at = now
memorise.save()
memorise.sections.set(section.lecture.sections.filter(number="2.6"))
there = TrainingClass.objects.create(name="专题研讨班（演示）")
there.organisers.set(here.organisers.all())
essay = Question.objects.published().filter(kind="short_answer").first()
learners = User.objects.filter(username__in=["2026030141", "2026030142"])
for learner in learners:
    there.enrol(learner, by=None, at=now)
written = write(Quiz(training_class=there), essay, *learners, text="容错不是免责，失误还要及时纠正。")
pages = [
    ("", "sign-in", reverse("people:sign_in")),
    ("", "privacy", reverse("people:privacy")),
    ("", "not-found", "/nowhere/"),
    ("trainee", "home", reverse("attempts:home")),
    ("trainee", "lecture", reverse("attempts:lecture", args=read[:1])),
    ("trainee", "section", reverse("attempts:section", args=read)),
    ("trainee", "question", reverse("attempts:question", args=[sitting.pk, 1])),
    ("trainee", "answer-sheet", reverse("attempts:sheet", args=[sitting.pk])),
    ("trainee", "hand-in", reverse("attempts:hand_in", args=[sitting.pk])),
    ("trainee", "result", reverse("attempts:result", args=[seen.pk])),
    ("trainee", "exam", reverse("attempts:intro", args=[exam.pk])),
    ("trainee", "practice-checked", reverse("attempts:question", args=[practice.pk, 1])),
    ("trainee", "memorise", reverse("attempts:memorise", args=[memorise.pk])),
    ("trainee", "favourites", reverse("attempts:favourite_list")),
    ("trainee", "me", reverse("people:profile")),
    ("trainee", "password", reverse("people:password")),
    ("organiser", "classes", reverse("results:class_list")),
    ("organiser", "board", reverse("results:class_board", args=[here.pk])),
    ("organiser", "section-report", reverse("results:section_report", args=[here.pk, seen.quiz_id])),
    ("organiser", "missing", reverse("results:missing", args=[here.pk])),
    ("organiser", "section-list", reverse("results:section_list", args=[here.pk])),
    ("organiser", "trainee", reverse("results:trainee", args=[here.pk, guest.pk])),
    ("organiser", "new-password", reverse("classes:password_new", args=[here.pk, guest.pk])),
    ("organiser", "quizzes", reverse("classes:quiz_list", args=[here.pk])),
    ("organiser", "quiz-edit", reverse("classes:quiz_edit", args=[here.pk, exam.pk])),
    ("organiser", "quiz-preview", reverse("classes:quiz_preview", args=[here.pk, exam.pk])),
    ("organiser", "allowances", reverse("classes:allowance_list", args=[here.pk, exam.pk])),
    ("organiser", "taught", reverse("classes:taught", args=[here.pk])),
    ("organiser", "attempt", reverse("results:attempt", args=[here.pk, seen.pk])),
    ("organiser", "attempt-under-way", reverse("results:attempt", args=[here.pk, sitting.pk])),
    ("organiser", "attempt-hand-in", reverse("results:hand_in", args=[here.pk, sitting.pk])),
    ("organiser", "collect-all", reverse("results:collect_all", args=[here.pk, sitting.quiz_id])),
    ("organiser", "quiz-new", reverse("classes:quiz_new", args=[here.pk])),
    ("organiser", "quiz-questions", reverse("classes:quiz_questions", args=[here.pk, exam.pk])),
    ("organiser", "marking", reverse("results:marking", args=[there.pk])),
    ("organiser", "marking-answer", reverse("results:mark", args=[there.pk, written.pk])),
    ("admin", "questions", reverse("bank:question_list")),
    ("admin", "lint", reverse("bank:lint")),
    ("admin", "question-new", reverse("bank:question_new")),
    ("admin", "question-edit", reverse("bank:question_edit", args=[asked.pk])),
    ("admin", "question-history", reverse("bank:question_history", args=[asked.pk])),
    ("admin", "case-list", reverse("bank:case_list")),
    ("admin", "case-edit", reverse("bank:case_edit", args=[Material.objects.first().pk])),
    ("admin", "case-new", reverse("bank:case_new")),
    ("admin", "pictures", reverse("bank:picture_list")),
    ("admin", "styleguide", reverse("styleguide")),
]
for kind in ("fill_blank", "matching", "ordering", "numeric", "short_answer"):
    question = Question.objects.published().filter(kind=kind).first()
    if question:
        pages.append(("admin", "edit-" + kind, reverse("bank:question_edit", args=[question.pk])))
print(json.dumps(pages))
"""


@dataclass(frozen=True)
class Page:
    role: str  # "" for a page that anybody may open
    name: str
    path: str


class Site(Server):
    def __init__(self, var_dir: Path) -> None:
        super().__init__(var_dir, SITE_NAME="", DATABASE_URL=f"sqlite:///{var_dir / 'db.sqlite3'}")
        self.var_dir = var_dir
        self.pages: list[Page] = []
        self.address = f"http://127.0.0.1:{self.port}"

    def prepare(self) -> None:
        self.manage("migrate", "-v0")
        self.manage("collectstatic", "--noinput", "-v0")
        self.manage("load_content")
        self.manage("shell", "-v0", "-c", MAKE_DEMO)
        self.pages = [Page(*one) for one in json.loads(self.manage("shell", "-v0", "-c", FIND_PAGES))]
        self.start()

    def sign_in(self, role: str) -> dict[str, str]:
        people: dict[str, dict[str, str]] = json.loads((self.var_dir / "demo.json").read_text(encoding="utf-8"))
        return people[role]


def chromium() -> str:
    """Where Debian's Chromium lies. Raises RuntimeError: these tests are never skipped."""
    found = shutil.which("chromium")
    if found is None:
        raise RuntimeError("Chromium is missing (Debian: apt-get install chromium fonts-noto-cjk)")
    return found
