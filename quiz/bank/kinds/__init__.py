"""The kinds of question. To add one: a module beside this one, a template, a line in `KINDS`."""

from .base import Answer, BadAnswer, FormData, Grade, Item, Kind, MultipleRule, Outcome, Problem, Row, Rule
from .choice import MultipleChoice, SingleChoice, TrueFalse
from .fill_blank import FillBlank
from .matching import Matching
from .numeric import Numeric
from .ordering import Ordering
from .written import Essay, ShortAnswer

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        SingleChoice(),
        MultipleChoice(),
        TrueFalse(),
        FillBlank(),
        Matching(),
        Ordering(),
        Numeric(),
        ShortAnswer(),
        Essay(),
    )
}

__all__ = [
    "KINDS",
    "Answer",
    "BadAnswer",
    "FormData",
    "Grade",
    "Item",
    "Kind",
    "MultipleRule",
    "Outcome",
    "Problem",
    "Row",
    "Rule",
]
