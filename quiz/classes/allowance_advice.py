"""What an organiser should know about something granted to a person or a group: what of it cannot take effect, and
what others will see in the meantime. Advice hinders nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from .allowances import Allowance
from .modes import Release
from .quizzes import Quiz
from .terms import Terms, extra_minutes, terms
from .wording import moment


def allowance_advice(quiz: Quiz, allowance: Allowance, at: datetime, *, members: int = 1) -> list[str]:
    """`members` is how many people it reaches now."""
    theirs = terms(quiz, [allowance])
    return [
        *([] if members else [_("Nobody in the class is meant by this now.")]),
        *_extra_time(quiz, allowance, theirs),
        *_window(quiz, allowance, theirs, at),
        *_attempts(quiz, allowance, theirs, at),
        *_key(quiz, allowance, theirs),
    ]


def _extra_time(quiz: Quiz, allowance: Allowance, theirs: Terms) -> Iterator[str]:
    if not (allowance.extra_minutes or allowance.extra_percent):
        return
    if quiz.time_limit is None:
        yield _("The quiz has no time limit, so extra time has no effect.")
        return
    extra = extra_minutes(allowance, quiz.time_limit)
    if theirs.closes_at is None:
        return
    needed = timedelta(minutes=quiz.time_limit + extra)
    if theirs.opens_at is not None and theirs.opens_at + needed > theirs.closes_at:
        length = (theirs.closes_at - theirs.opens_at) // timedelta(minutes=1)
        says = {"length": length, "needed": quiz.time_limit + extra, "closes": moment(theirs.closes_at)}
        yield (
            _(
                "The extra time does not fit: %(needed)d minutes are needed, but the quiz is open for %(length)d only, "
                "until %(closes)s. Give a later end as well."
            )
            % says
        )
    else:
        says = {"by": moment(theirs.closes_at - needed), "closes": moment(theirs.closes_at)}
        yield _("The quiz ends at %(closes)s for them too: only who begins by %(by)s has all of the extra time.") % says


def _window(quiz: Quiz, allowance: Allowance, theirs: Terms, at: datetime) -> Iterator[str]:
    if theirs.opens_at and theirs.closes_at and theirs.closes_at <= theirs.opens_at:
        yield _("Together with the times of the quiz this window is never open.")
    elif allowance.closes_at and allowance.closes_at <= at:
        yield _("Their window is over.")
    if allowance.closes_at and quiz.closes_at and allowance.closes_at < quiz.closes_at:
        yield _("Their window ends before that of the others (%(closes)s).") % {"closes": moment(quiz.closes_at)}
    if allowance.closes_at and quiz.closes_at is None:
        yield _("The quiz has no end for the others; this gives them one.")


def _attempts(quiz: Quiz, allowance: Allowance, theirs: Terms, at: datetime) -> Iterator[str]:
    if not allowance.extra_attempts:
        return
    if quiz.max_attempts is None:
        yield _("Everybody may try as often as they like, so another attempt has no effect.")
    elif theirs.has_closed(at):
        yield _("The quiz has closed: another attempt needs a later end as well.")
    elif theirs.entry_ends_at is not None and theirs.entry_ends_at <= at:
        yield _("The latest entry has passed: another attempt needs a later opening as well.")


def _key(quiz: Quiz, allowance: Allowance, theirs: Terms) -> Iterator[str]:
    later = theirs.closes_at is not None and quiz.closes_at is not None and theirs.closes_at > quiz.closes_at
    if later and quiz.closes_at and quiz.key_release in (Release.HAND_IN, Release.CLOSE):
        yield _("The others see the key from %(closes)s on, before this window is over.") % {
            "closes": moment(quiz.closes_at)
        }
    elif allowance.extra_attempts and quiz.max_attempts is not None and quiz.key_release == Release.HAND_IN:
        yield _("They have seen the key after their last attempt.")
