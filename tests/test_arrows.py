"""The rooms of the house and the one-way arrows between them."""

import ast
from pathlib import Path

import pytest

QUIZ = Path(__file__).resolve().parent.parent / "quiz"
ORDER = ["people", "lectures", "bank", "classes", "attempts", "results"]


def imports(path: Path) -> list[tuple[str, bool]]:
    """(room, at the top of the module) for every import of a room in the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    found = []
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        elif isinstance(node, ast.ImportFrom) and node.level > 1 and len(path.relative_to(QUIZ).parts) == 2:
            names = [f"quiz.{node.module}"]
        rooms = [name.split(".")[1] for name in names if name.startswith("quiz.")]
        found += [(room, id(node) in top) for room in rooms if room in ORDER]
    return found


@pytest.mark.parametrize("room", ORDER)
def test_a_room_imports_only_rooms_before_it(room):
    allowed = set(ORDER[: ORDER.index(room) + 1])
    for path in (QUIZ / room).rglob("*.py"):
        if "migrations" not in path.parts:
            assert {target for target, _top in imports(path)} <= allowed, path


def test_no_import_of_a_room_is_hidden_in_a_block():
    for room in ORDER:
        for path in (QUIZ / room).rglob("*.py"):
            assert all(top for _target, top in imports(path)), path
