"""`make bench`: how fast a sitting is, as ratios to a floor measured in the same run. Writes var/bench.json.

The floor is a bare view on the same server and database (tests/bench/floor.py). Blocks of both alternate, so that noise
hits both alike. Times without a floor are bounds for a machine with two cores that does nothing else; the client, a
few percent of them, shares those cores. `--quick` does a tenth.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.server import ROOT, Server

from .client import Measured, Trainee, block, paced

POSTGRES = os.environ.get("DATABASE_URL_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
QUESTIONS = 20
Result = dict[str, dict[str, object]]


def note(results: Result, name: str, value: float, bound: float, unit: str, *, least: bool = False) -> None:
    """`least`: the bound is a minimum."""
    holds = value >= bound if least else value <= bound
    results[name] = {"value": round(value, 2), "bound": bound, "unit": unit, "holds": holds}
    mark = "holds" if holds else "MISSED"
    sys.stdout.write(f"{name:44} {value:10.2f}  {'≥' if least else '≤'} {bound:<8g} {unit:28} {mark}\n")
    sys.stdout.flush()


@contextmanager
def served(database: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="quiz-bench-") as folder:
        environment = {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "SITE_NAME": ""}
        name, base = f"quiz_bench_{os.getpid()}", POSTGRES.rsplit("/", 1)[0]
        environment["DATABASE_URL"] = f"{base}/{name}" if database == "postgres" else f"sqlite:///{folder}/db.sqlite3"
        if database == "postgres":
            with psycopg.connect(POSTGRES, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
        server = Server(Path(folder), **environment)
        try:
            server.manage("migrate", "-v0")
            server.manage("collectstatic", "--noinput", "-v0")
            server.start()
            yield server
        finally:
            server.stop()
            if database == "postgres":
                with psycopg.connect(POSTGRES, autocommit=True) as connection:
                    connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def trainees_of(server: Server, number: int) -> list[Trainee]:
    command = [sys.executable, "-m", "tests.seed", str(number), str(QUESTIONS)]
    done = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, text=True, check=True)
    seeded = [json.loads(line) for line in done.stdout.splitlines()]
    return [Trainee(server.port, one["session"], one["attempt"], QUESTIONS) for one in seeded]


def compare(results: Result, database: str, trainees: list[Trainee], part: int) -> None:
    """Save an answer and get the next question, against the floor: one trainee alone, then eight at once."""
    one, eight = trainees[:1], trainees[:8]
    for group in (one, eight):  # warm both up
        block(group, Trainee.floor, 50)
        block(group, Trainee.answer, 50)
    floors, ours = Measured(), Measured()
    for _round in range(10):
        floors.add(block(one, Trainee.floor, 600 // part))
        ours.add(block(one, Trainee.answer, 600 // part))
    ratio = statistics.median(ours.seconds) / statistics.median(floors.seconds)
    note(results, f"sitting.save.{database}.c1_ratio", ratio, 1.6, "x floor")
    floors, ours = Measured(), Measured()
    for _round in range(10):
        floors.add(block(eight, Trainee.floor, 650 // part // 8 + 1))
        ours.add(block(eight, Trainee.answer, 5000 // 10 // part // 8 + 1))
    note(results, f"sitting.save.{database}.c8_rate", ours.rate / floors.rate, 0.6, "x floor", least=True)
    note(results, f"sitting.save.{database}.c8_p95", ours.percentile(0.95), 60, "ms")
    note(results, f"sitting.save.{database}.c8_max", ours.percentile(1), 250, "ms")
    note(results, f"sitting.save.{database}.c8_errors", ours.errors, 0, f"of {len(ours.seconds)}")


def crowd(results: Result, database: str, trainees: list[Trainee], part: int) -> None:
    measured = paced(trainees, every=15, seconds=max(10, 60 // part))
    name = f"sitting.crowd.{database}"
    note(results, f"{name}.p95", measured.percentile(0.95), 300, f"ms, {len(trainees)} trainees")
    note(results, f"{name}.errors", measured.errors, 0, f"of {len(measured.seconds)}")


def memory(server: Server) -> float:
    """Megabytes of all the server's processes, shared pages counted once (PSS)."""
    assert server.process is not None
    group = subprocess.run(["ps", "-o", "pid=", "-g", str(server.process.pid)], capture_output=True, text=True)
    total = 0
    for pid in group.stdout.split():
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def endure(results: Result, server: Server, trainees: list[Trainee], part: int) -> None:
    eight = trainees[:8]
    block(eight, Trainee.answer, 500)
    before = memory(server)
    block(eight, Trainee.answer, 100_000 // part // 8)
    after = memory(server)
    note(results, "server.memory", after, 130, "MB (PSS, all processes)")
    note(results, "server.memory_growth", after / before, 1.1, f"x, over {100_000 // part:,} answers")


def main(part: int) -> int:
    results: Result = {}
    for database, people in (("sqlite", 300), ("postgres", 1000)):
        with served(database) as server:
            trainees = trainees_of(server, people)
            compare(results, database, trainees, part)
            crowd(results, database, trainees, part)
            if database == "sqlite":
                _status, size = trainees[0].answer(gzip=True)
                note(results, "sitting.swap", size / 1024, 4, "KB over the wire")
                endure(results, server, trainees, part)
    command = [sys.executable, "-m", "tests.bench.queries"]
    counted = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    note(results, "sitting.save.queries", counted["save"], 8, "queries in one transaction")
    note(results, "sitting.start.queries", counted["start"], 12, "queries, 50 questions")
    folder = Path(os.environ.get("VAR_DIR", ROOT / "var"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    missed = sum(not result["holds"] for result in results.values())
    sys.stdout.write(f"{len(results)} measured, {missed} missed; {folder / 'bench.json'}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(10 if "--quick" in sys.argv else 1))
