"""What pydantic finds wrong in a content file, as an author is told it: in words, at the line, with the cure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, TypeAdapter, ValidationError

from .strict_yaml import Mapping, Reader

MESSAGES = {
    "missing": _("The field “%(name)s” is missing. Add it."),
    "string": _("The field “%(name)s” needs a text."),
    "string_too_long": _("The field “%(name)s” is longer than %(most)s characters. Shorten it."),
    "string_pattern_mismatch": _("The field “%(name)s” takes Latin letters, digits, - and _ only."),
    "list": _("The field “%(name)s” must be a list."),
    "bool": _("The field “%(name)s” must be true or false."),
    "whole": _("The field “%(name)s” must be a whole number."),
    "decimal": _("The field “%(name)s” must be a number."),
    "greater": _("The field “%(name)s” must be a number from 0 to 100, but not 0."),
    "finite": _("The field “%(name)s” must be a number from 0 to 100, but not 0."),
    "less": _("The field “%(name)s” must be a number from 0 to 100, but not 0."),
    "model": _("Here must stand fields like `text: …`."),
    "dict": _("Here must stand fields like `text: …`."),
    "decimal_max_places": _("The field “%(name)s” takes at most two decimals."),
    "tags_many": _("Give at most %(most)s tags."),
    "too": _("A case has 1 to 6 questions."),
    "literal": _("The field “%(name)s” must be one of: %(choices)s."),
    "extra": _("The field “%(name)s” is unknown here. Allowed: %(choices)s."),
    "union": _("The kind “%(given)s” is unknown. Known: %(choices)s."),
}


def read_as(form: Any, said: Mapping, reader: Reader, **instead: Any) -> Any:
    """`said` as `form` (a model, or a union of models), None (and the errors told to `reader`) if it is not one.

    `instead` replaces fields.
    """
    try:
        return _adapter(form).validate_python({**said, **instead})
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False):
            location = (*error["loc"], "kind") if "union" in error["type"] else error["loc"]
            words = _words(error, location, form)
            template = MESSAGES.get(error["type"]) or MESSAGES.get(error["type"].partition("_")[0])
            reader.error(_line(said, location), str(template) % words if template else error["msg"])
        return None


@cache
def _adapter(form: Any) -> TypeAdapter[Any]:
    return TypeAdapter(form)


def _words(error: Any, location: tuple[int | str, ...], form: Any) -> dict[str, str]:
    names = [part for part in location if isinstance(part, str)]
    context = error.get("ctx", {})
    words = {"name": names[-1] if names else "", "given": "", "choices": "", "most": context.get("max_length", "")}
    if error["type"] == "extra_forbidden":
        words["choices"] = ", ".join(sorted(_fields(form, location[:-1])))
    elif error["type"] == "literal_error":
        choices = context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        words["choices"] = ", ".join(filter(None, choices))
    elif "union" in error["type"]:
        words |= {
            "given": context.get("tag", ""),
            "choices": ", ".join(tag for model in _models(form) for tag in _tags(model)),
        }
    return words


def _line(said: Any, location: tuple[int | str, ...]) -> int:
    """The line of the place; parts of `location` that name no place (a kind, a missing field) are passed over."""
    line: int = said.line
    for part in location:
        if isinstance(said, Mapping) and part in said:
            line, said = said.lines[str(part)], said[str(part)]
        elif isinstance(said, list) and isinstance(part, int):
            said = said[part]
            line = getattr(said, "line", line)
    return line


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _tags(model: type[BaseModel]) -> tuple[str, ...]:
    kind = model.model_fields.get("kind")
    return get_args(kind.annotation) if kind else ()


def _fields(form: Any, location: tuple[int | str, ...]) -> list[str]:
    """The names of the fields that may stand at `location`."""
    models = list(_models(form))
    for part in location:
        if isinstance(part, int):
            continue
        tagged = [model for model in models if part in _tags(model)]
        holding = [model.model_fields[part].annotation for model in models if part in model.model_fields]
        models = tagged or [found for annotation in holding for found in _models(annotation)] or models
    return [field.alias or name for model in models for name, field in model.model_fields.items()]
