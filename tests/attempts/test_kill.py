"""Promise 1: what the page has called saved survives a killed server, exactly once."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path
from shutil import copytree
from threading import Event, Thread

import psycopg
import pytest

from tests.server import ROOT, Server
from tests.trainee_client import Phone

TRAINEES, QUESTIONS, KILLS, ANSWERS_BETWEEN_KILLS = 40, 5, 4, 60
ALL_EVENTS = """
from quiz.attempts.models import ResponseEvent
for e in ResponseEvent.objects.select_related("response"):
    print(e.response.attempt_id, e.response.position, e.sequence, e.answer[0])
"""
CAREFUL, CARELESS = "quiz.settings", "tests.careless"
SAVES = 20
# What the system's log of calls says, in the order of time: something was written through to the disk; an answer left.
SYNCED = re.compile(r"(fdatasync|fsync)(\(\d+\)| resumed>\)) += 0")
SAID = re.compile(r'\w+\(\d+, "HTTP/1.1 200')


def psql(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh installation to be copied: its static files, and its tables if they lie in a file."""
    folder = tmp_path_factory.mktemp("installed")
    server = Server(folder)
    server.manage("collectstatic", "--noinput", "-v0")
    if not os.environ.get("DATABASE_URL"):
        server.manage("migrate", "-v0")
    return folder


@pytest.fixture
def server(tmp_path: Path, installed: Path):
    copytree(installed, tmp_path, dirs_exist_ok=True)
    environment = {}
    postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    if postgres:
        name = f"quiz_kill_{os.getpid()}"
        base = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
        psql(f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = f"{base}/{name}"
    server = Server(tmp_path, **environment)
    if environment:
        server.manage("migrate", "-v0")
    yield server
    server.stop()
    if postgres:
        psql(f"DROP DATABASE {name} WITH (FORCE)")


def phones_of(server: Server) -> list[Phone]:
    command = [sys.executable, "-m", "tests.seed", str(TRAINEES), str(QUESTIONS)]
    done = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, text=True, check=True)
    seeded = [json.loads(line) for line in done.stdout.splitlines()]
    return [Phone(server.port, one["session"], one["attempt"]) for one in seeded]


def answer_until(stop: Event, phone: Phone, number: int) -> None:
    rng = random.Random(number)
    sequence = 0
    while not stop.is_set():
        sequence += 1
        phone.save(rng.randint(1, QUESTIONS), rng.randint(1, 4), sequence)
        time.sleep(rng.uniform(0.01, 0.08))
    phone.close()


def wait_for_answers(phones: list[Phone], wanted: int) -> None:
    """Until `wanted` more answers have been acknowledged; a slow machine takes longer, it does not fail."""
    before = sum(len(phone.acknowledged) for phone in phones)
    deadline = time.monotonic() + 60
    while sum(len(phone.acknowledged) for phone in phones) < before + wanted:
        assert time.monotonic() < deadline, "the server acknowledges nothing"
        time.sleep(0.05)


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed_again_and_again(server):
    phones = phones_of(server)
    server.start()
    stop = Event()
    threads = [Thread(target=answer_until, args=(stop, phone, n)) for n, phone in enumerate(phones)]
    for thread in threads:
        thread.start()
    for _ in range(KILLS):
        wait_for_answers(phones, ANSWERS_BETWEEN_KILLS)
        server.kill()
        server.start()
    wait_for_answers(phones, ANSWERS_BETWEEN_KILLS)
    stop.set()
    for thread in threads:
        thread.join(30)
    kept = [tuple(map(int, line.split())) for line in server.manage("shell", "-v0", "-c", ALL_EVENTS).splitlines()]
    told = [(p.attempt, *key, option) for p in phones for key, option in p.acknowledged.items()]
    assert len(told) > KILLS * ANSWERS_BETWEEN_KILLS
    assert len(kept) == len(set(kept))
    assert set(told) <= set(kept)


def told_before_sync(log: str) -> int:
    """How many answers left the server though nothing had reached the disk since the one before."""
    synced, told = False, 0
    for line in log.splitlines():
        if SYNCED.search(line):
            synced = True
        elif SAID.search(line):
            told += not synced
            synced = False
    return told


def unsafe_on_sqlite(server: Server, log: Path) -> int:
    """Acknowledged answers that were not on the disk yet, by the system calls of the server."""
    phone = phones_of(server)[0]
    server.start("strace", "-f", "-qq", "-s", "16", "-e", "trace=fsync,fdatasync,write,sendto", "-o", str(log))
    said = [phone.save(number % QUESTIONS + 1, 1, number) for number in range(1, SAVES + 1)]
    phone.close()
    server.stop()
    text = log.read_text(errors="replace")
    assert said == [200] * SAVES == [200] * len(SAID.findall(text)), "the log does not show the answers"
    return told_before_sync(text)


def unsafe_on_postgres(server: Server) -> int:
    """Acknowledged answers that were not on the disk yet, by how far the write-ahead log has been flushed."""
    phone = phones_of(server)[0]
    server.start()
    unsafe = 0
    with psycopg.connect(server.environment["DATABASE_URL"], autocommit=True) as connection:
        for number in range(1, SAVES + 1):
            begun = connection.execute("SELECT pg_current_wal_insert_lsn()").fetchone()[0]
            assert phone.save(number % QUESTIONS + 1, 1, number) == 200
            flushed = "SELECT pg_current_wal_flush_lsn() > %s::pg_lsn"
            unsafe += not connection.execute(flushed, [begun]).fetchone()[0]
    phone.close()
    return unsafe


@pytest.mark.parametrize("settings", [CAREFUL, CARELESS])
def test_an_answer_is_on_the_disk_before_it_is_acknowledged(server, tmp_path, settings):
    """With the careless settings, where a power cut could take back what the page has called saved, the same look
    finds answers that are not."""
    server.environment["DJANGO_SETTINGS_MODULE"] = settings
    on_postgres = server.environment.get("DATABASE_URL", "").startswith("postgres")
    unsafe = unsafe_on_postgres(server) if on_postgres else unsafe_on_sqlite(server, tmp_path / "calls")
    assert unsafe == 0 if settings == CAREFUL else unsafe > 0
