"""What a trainee is told before the start (考试须知): the rules of the quiz as facts in words. Pure."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from quiz.bank.kinds import MultipleRule

from .modes import COUNTED, Counting, Release
from .quizzes import Quiz
from .terms import Terms
from .wording import marks, minutes, moment

Fact = tuple[str, str]  # what it is about, what holds


def notice(quiz: Quiz, terms: Terms, size: int, full_marks: int | None = None) -> list[Fact]:
    """The facts for a trainee with `terms` about a paper of `size` questions.

    `full_marks` (hundredths) is None where papers differ in it. Reads the quiz's bands.
    """
    told: list[Fact] = [(_("Number of questions"), str(size))]
    if quiz.mode not in COUNTED:
        return [*told, (_("Times"), _("as often as you like; it leaves no result"))]
    told += [(_("Time"), _duration(terms)), *_window(terms)]
    if full_marks is not None:
        told.append((_("Full marks"), marks(full_marks)))
    told.append((_("Pass mark"), _("%(pass)d out of 100") % {"pass": quiz.pass_percent}))
    bands = [_("%(name)s from %(percent)d") % {"name": b.name, "percent": b.percent} for b in quiz.bands.all()]
    if bands:
        told.append((_("Grade bands"), _(", ").join(bands)))
    told.append((_("Attempts allowed"), _attempts(quiz, terms)))
    if quiz.count_leaves:
        told.append((_("Leaving the page"), _("is counted and shown to the organiser")))
    return [*told, (_("Multiple choice"), multiple_words(quiz)), *release_table(quiz, terms)]


def when(terms: Terms, at: datetime) -> str:
    """The one thing about its times that matters now: when it opens, ends or ended; empty if nothing does."""
    if not terms.published:
        return ""
    if terms.closes_at and terms.has_closed(at):
        return _("ended %(moment)s") % {"moment": moment(terms.closes_at)}
    if terms.has_opened(at):
        return _("until %(closes)s") % {"closes": moment(terms.closes_at)} if terms.closes_at else ""
    return _("opens %(moment)s") % {"moment": moment(terms.opens_at)} if terms.opens_at else _("waits to be taught")


def release_table(quiz: Quiz, terms: Terms) -> list[Fact]:
    """When score, key and explanation are shown, in words with the date."""
    rows = (
        (_("Score"), quiz.score_release),
        (_("Right answers"), quiz.key_release),
        (_("Explanation"), quiz.explanation_release),
    )
    return [(name, _release(release, terms.closes_at)) for name, release in rows]


def _release(release: str, closes_at: datetime | None) -> str:
    if release == Release.CLOSE and closes_at is not None:
        return _("shown from %(moment)s on") % {"moment": moment(closes_at)}
    return str(
        {
            Release.ANSWER: _("shown after each answer"),
            Release.HAND_IN: _("shown after hand-in"),
            Release.CLOSE: _("shown after hand-in"),  # it never closes
            Release.MANUAL: _("shown when the organiser releases it"),
            Release.NEVER: _("not shown"),
        }[Release(release)]
    )


def _duration(terms: Terms) -> str:
    if terms.minutes is None:
        return _("no limit")
    if terms.extra:
        return _("%(all)d minutes, %(extra)d of them extra time") % {"all": terms.minutes, "extra": terms.extra}
    return minutes(terms.minutes)


def _window(terms: Terms) -> list[Fact]:
    told = []
    if terms.opens_at and terms.closes_at:
        says = {"opens": moment(terms.opens_at), "closes": moment(terms.closes_at)}
        told.append((_("Opening times"), _("%(opens)s to %(closes)s") % says))
    elif terms.opens_at:
        told.append((_("Opening times"), _("from %(opens)s on") % {"opens": moment(terms.opens_at)}))
    elif terms.closes_at:
        told.append((_("Opening times"), _("until %(closes)s") % {"closes": moment(terms.closes_at)}))
    if terms.entry_ends_at:
        told.append((_("Latest entry"), _("before %(moment)s") % {"moment": moment(terms.entry_ends_at)}))
    return told


def _attempts(quiz: Quiz, terms: Terms) -> str:
    if terms.max_attempts == 1:
        return _("one")
    counts = str(Counting(quiz.counting).label)
    if terms.max_attempts is None:
        return _("any number; counted: %(which)s") % {"which": counts}
    return _("%(n)d; counted: %(which)s") % {"n": terms.max_attempts, "which": counts}


def multiple_words(quiz: Quiz) -> str:
    """The multiple choice rule of the quiz in words."""
    return str(
        {
            MultipleRule.STRICT: _("an incomplete or wrong choice earns nothing"),
            MultipleRule.HALF: _("an incomplete choice earns half, a wrong one nothing"),
            MultipleRule.PER_OPTION: _("each right option earns %(marks)s, a wrong one takes all away")
            % {"marks": marks(quiz.option_marks)},
            MultipleRule.PROPORTIONAL: _("an incomplete choice earns its share, a wrong one nothing"),
            MultipleRule.RIGHT_MINUS_WRONG: _("right options add marks, wrong ones take away, never below 0"),
        }[MultipleRule(quiz.multiple_rule)]
    )
