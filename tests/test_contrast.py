"""Every pair of colours that meets on a page has the contrast that WCAG 2 asks for, in both themes.

Text needs 4.5:1 (1.4.3), the borders and marks of controls 3:1 (1.4.11). The pairs are those of the components.
"""

from __future__ import annotations

import re

import pytest
from django.conf import settings

CSS = (settings.BASE_DIR / "quiz" / "static" / "css" / "app.css").read_text(encoding="utf-8")
THEMES = {
    "light": r":root \{\n(  --bg:.*?)\n\}",
    "dark": r':root\[data-theme="dark"\] \{\n(.*?)\n\}',
    "dark by the device": r':root\[data-theme="auto"\] \{\n(.*?)\n  \}',
}
TEXT = """
ink/surface ink/bg ink/sunken ink2/bg ink2/surface ink2/nosoft ink3/bg ink3/surface ink3/sunken ink3/asoft
action/surface action/bg action/asoft action/nosoft onfill/fill onfill/fillh onbrand/brand onbrand2/brand
ok/oksoft ok/surface ok/bg no/nosoft no/surface no/bg warn/warnsoft warn/surface warn/bg
surface/ok surface/no ink/ins ink/del ink/h1 ink/h2 t3/h3 t4/h4 t5/h5 ink/warnsoft ink/oksoft ink/nosoft ink/asoft
"""
PARTS = """
edge/surface edge/bg edge/sunken fill/surface fill/sunken aline/surface okline/oksoft okline/surface noline/nosoft
noline/surface warnline/warnsoft action/surface ink/surface
"""


def tokens(theme: str) -> dict[str, str]:
    block = re.search(THEMES[theme], CSS, re.DOTALL)
    assert block, theme
    return dict(re.findall(r"--(\w+): (#[0-9A-F]{6});", block[1]))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2 definition."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_by_its_known_ends():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (PARTS, 3.0)], ids=["text", "parts"])
def test_every_pair_is_told_apart(theme, pairs, least):
    colour = tokens(theme)
    ratios = {pair: contrast(*(colour[token] for token in pair.split("/"))) for pair in pairs.split()}
    assert not {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least}


def test_the_two_dark_themes_are_one():
    assert tokens("dark") == tokens("dark by the device")


def test_no_colour_stands_outside_the_tokens():
    rules = CSS[CSS.index("@layer base {") :]
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", rules)) <= {"#fff", "#000"}
