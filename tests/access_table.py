"""Who may open what: one line a URL. A URL that is missing here fails tests/test_access.py.

A line says the URL's name, its arguments, who may use it and what each allowed method answers them with an empty form.
The rest follows: nobody signed in is sent to sign in, everybody else gets 404, every other method 405, and an argument
that names no row 404.

An argument is a word of the fixture `world` (`quiz`, `attempt`, `done`, …; see tests/conftest.py) or a plain value.
`trainee` and `organiser` belong to the class of the world's rows, `stranger` and `other_organiser` to another class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ROLES = ("anonymous", "trainee", "stranger", "organiser", "other_organiser", "admin")
METHODS = ("get", "head", "post", "put", "patch", "delete")

EVERYONE = frozenset(ROLES)
SIGNED_IN = EVERYONE - {"anonymous"}
TRAINEES = frozenset({"trainee", "stranger"})
OWN_TRAINEE = frozenset({"trainee"})
ORGANISERS = frozenset({"organiser", "other_organiser"})
OWN_ORGANISER = frozenset({"organiser"})
ADMINS = frozenset({"admin"})


@dataclass(frozen=True)
class Line:
    name: str
    arguments: tuple[str | int, ...]
    audience: frozenset[str]
    answers: dict[str, int]  # method -> status

    def expected(self, role: str, method: str) -> int:
        """The status for `role`; 302 for somebody who is sent to sign in."""
        if role == "anonymous" and role not in self.audience:
            return 302
        if method not in self.answers:
            return 405
        return self.answers[method] if role in self.audience else 404


def line(name: str, arguments: str, audience: frozenset[str], **answers: int) -> Line:
    return Line(name, tuple(int(a) if a.isdecimal() else a for a in arguments.split()), audience, answers)


ACCESS = [
    # --- anybody
    line("home", "", EVERYONE, get=302),
    line("people:sign_in", "", EVERYONE, get=200, head=200, post=422),
    line("people:first_admin", "", EVERYONE, get=404, head=404, post=404),  # there are people already
    line("people:appearance", "", EVERYONE, post=302),
    line("people:privacy", "", EVERYONE, get=200),
    line("people:health", "", EVERYONE, get=200),
    # --- whoever has signed in
    line("people:sign_out", "", SIGNED_IN, post=302),
    line("people:password", "", SIGNED_IN, get=200, head=200, post=422),
    line("people:profile", "", SIGNED_IN, get=200),
    line("bank:picture", "picture", SIGNED_IN, get=200, head=200),
    # --- trainees
    line("attempts:home", "", TRAINEES, get=200),
    line("attempts:lecture_list", "", TRAINEES, get=302),
    line("attempts:lecture", "lecture", OWN_TRAINEE, get=200),
    line("attempts:section", "lecture section", OWN_TRAINEE, get=200),
    line("attempts:favourite_list", "", TRAINEES, get=200, head=200, post=302),
    line("attempts:favourite", "question", OWN_TRAINEE, post=302),
    line("attempts:intro", "quiz", OWN_TRAINEE, get=200),
    line("attempts:memorise", "memorise", OWN_TRAINEE, get=200),
    line("attempts:start", "quiz", OWN_TRAINEE, post=302),
    line("attempts:resume", "attempt", OWN_TRAINEE, get=302),
    line("attempts:question", "attempt 1", OWN_TRAINEE, get=200, head=200, post=302),
    line("attempts:flag", "attempt 1", OWN_TRAINEE, post=302),
    line("attempts:paper", "attempt", OWN_TRAINEE, get=200),
    line("attempts:sheet", "attempt", OWN_TRAINEE, get=200),
    line("attempts:hand_in", "attempt", OWN_TRAINEE, get=200, head=200, post=302),
    line("attempts:leave", "attempt", OWN_TRAINEE, post=204),
    line("attempts:practise", "done", OWN_TRAINEE, post=302),
    line("attempts:result", "done", OWN_TRAINEE, get=200),
    # --- organisers
    line("results:class_list", "", ORGANISERS, get=200),
    line("results:class_board", "class", OWN_ORGANISER, get=200),
    line("results:workbook", "class", OWN_ORGANISER, get=200),
    line("results:missing", "class", OWN_ORGANISER, get=200),
    line("results:section_list", "class", OWN_ORGANISER, get=200),
    line("results:section_report", "class quiz", OWN_ORGANISER, get=200),
    line("results:trainee", "class trainee", OWN_ORGANISER, get=200),
    line("results:attempt", "class done", OWN_ORGANISER, get=200),
    line("results:hand_in", "class attempt", OWN_ORGANISER, get=200, head=200, post=302),
    line("results:collect_all", "class quiz", OWN_ORGANISER, get=200, head=200, post=302),
    line("results:marking", "class", OWN_ORGANISER, get=200),
    line("results:marking_pile", "class exam essay", OWN_ORGANISER, get=302),
    line("results:mark", "class written", OWN_ORGANISER, get=200, head=200, post=422),
    line("classes:quiz_list", "class", OWN_ORGANISER, get=200),
    line("classes:give", "class", OWN_ORGANISER, post=404),  # no lecture is named
    line("classes:quiz_new", "class", OWN_ORGANISER, get=200, head=200, post=422),
    line("classes:quiz_edit", "class quiz", OWN_ORGANISER, get=200, head=200, post=422),
    line("classes:quiz_status", "class quiz", OWN_ORGANISER, post=302),
    line("classes:quiz_copy", "class quiz", OWN_ORGANISER, post=302),
    line("classes:quiz_delete", "class quiz", OWN_ORGANISER, post=302),
    line("classes:quiz_questions", "class quiz", OWN_ORGANISER, get=200, head=200, post=302),
    line("classes:quiz_preview", "class quiz", OWN_ORGANISER, get=200),
    line("classes:allowance_list", "class quiz", OWN_ORGANISER, get=200, head=200, post=422),
    line("classes:allowance_edit", "class quiz allowance", OWN_ORGANISER, get=200, head=200, post=422),
    line("classes:allowance_remove", "class quiz allowance", OWN_ORGANISER, post=302),
    line("classes:taught", "class", OWN_ORGANISER, get=200, head=200, post=422),
    line("classes:not_taught", "class taught", OWN_ORGANISER, post=302),
    line("classes:password_new", "class trainee", OWN_ORGANISER, get=200, head=200, post=200),
    # --- administrators
    line("styleguide", "", ADMINS, get=200),
    line("bank:question_list", "", ADMINS, get=200),
    line("bank:lint", "", ADMINS, get=200),
    line("bank:question_new", "", ADMINS, get=200, head=200, post=200),
    line("bank:question_copy", "question", ADMINS, post=302),
    line("bank:picture_list", "", ADMINS, get=200, head=200, post=422),
    line("bank:case_list", "", ADMINS, get=200),
    line("bank:case_new", "", ADMINS, get=200, head=200, post=422),
    line("bank:case_edit", "material", ADMINS, get=200, head=200, post=422),
    line("bank:case_preview", "", ADMINS, post=200),
    line("bank:batch_new", "", ADMINS, post=302),
    line("bank:batch_undo", "batch", ADMINS, post=302),
    line("bank:question_rows", "kind", ADMINS, post=404),  # no section is named
    line("bank:question_points", "kind", ADMINS, post=404),
    line("bank:question_preview", "kind", ADMINS, post=404),
    line("bank:unsaved_keep", "kind", ADMINS, post=404),  # nor what is written
    line("bank:unsaved_drop", "", ADMINS, post=404),
    line("bank:question_edit", "question", ADMINS, get=200, head=200, post=422),
    line("bank:question_status", "question", ADMINS, post=302),
    line("bank:question_history", "question", ADMINS, get=200),
    line("bank:question_restore", "question 1", ADMINS, post=302),
]


def arguments_of(line: Line, world: dict[str, Any]) -> list[str | int]:
    return [world[word] if isinstance(word, str) else word for word in line.arguments]
