"""Requests as cheap as Python sends them: bytes made beforehand, one socket a trainee, the body read by its length."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

CSRF = "c" * 32  # the server compares cookie and header only


@dataclass
class Trainee:
    """One signed-in trainee with an attempt under way, on a persistent connection."""

    port: int
    session: str
    attempt: int
    questions: int
    count: int = 0
    socket: socket.socket | None = None

    def post(self, path: str, body: str, *, gzip: bool = False) -> tuple[int, int]:
        """Status and bytes over the wire; (0, 0) if the connection broke."""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={self.session}; csrftoken={CSRF}\r\n"
            f"X-CSRFToken: {CSRF}\r\nHX-Request: true\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"{'Accept-Encoding: gzip' + chr(13) + chr(10) if gzip else ''}Content-Length: {len(body)}\r\n\r\n"
        )
        for _try in range(1 if self.socket is None else 2):  # the server may have closed an idle connection
            try:
                if self.socket is None:
                    self.socket = socket.create_connection(("127.0.0.1", self.port), 30)
                    self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.socket.sendall((head + body).encode())
                return self._read()
            except (OSError, ValueError):
                self.close()
        return 0, 0

    def _read(self) -> tuple[int, int]:
        assert self.socket is not None
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        end = data.index(b"\r\n\r\n") + 4
        head = data[:end].lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        while len(data) < end + length:
            data += self._more()
        if b"connection: close" in head:
            self.close()
        return int(data[9:12]), len(data)

    def _more(self) -> bytes:
        assert self.socket is not None
        got = self.socket.recv(65536)
        if not got:
            raise ConnectionError
        return got

    def floor(self) -> tuple[int, int]:
        return self.post("/floor/", "answer=1")

    def answer(self, *, gzip: bool = False) -> tuple[int, int]:
        """Answer the next question and get the one after it."""
        self.count += 1
        here = self.count % (self.questions - 1) + 1
        body = f"answer={self.count % 4 + 1}&sequence={self.count}&then={here + 1}"
        return self.post(f"/study/attempts/{self.attempt}/{here}/", body, gzip=gzip)

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


@dataclass
class Measured:
    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    wall: float = 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.wall

    def add(self, other: Measured) -> None:
        self.seconds += other.seconds
        self.errors += other.errors
        self.wall += other.wall


def block(trainees: list[Trainee], act: Callable[[Trainee], tuple[int, int]], each: int) -> Measured:
    """Every trainee acts `each` times, one after the other, all trainees at once."""
    measured, lock = Measured(), threading.Lock()

    def run(trainee: Trainee) -> None:
        seconds, errors = [], 0
        for _number in range(each):
            before = time.perf_counter()
            status, _size = act(trainee)
            seconds.append(time.perf_counter() - before)
            errors += status != 200
        with lock:
            measured.seconds += seconds
            measured.errors += errors

    threads = [threading.Thread(target=run, args=[trainee]) for trainee in trainees]
    before = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    measured.wall = time.perf_counter() - before
    return measured


def paced(trainees: list[Trainee], every: float, seconds: float, lines: int = 32) -> Measured:
    """Each trainee answers every `every` seconds, evenly spread, over `lines` threads; a late answer counts as slow:
    time runs from the moment when it was due."""
    measured, lock = Measured(), threading.Lock()
    began = time.perf_counter() + 0.5

    def due() -> Iterator[tuple[float, Trainee]]:
        number = 0
        while (moment := number * every / len(trainees)) < seconds:
            yield began + moment, trainees[number % len(trainees)]
            number += 1

    plan = due()

    def run() -> None:
        while True:
            with lock:
                following = next(plan, None)
            if following is None:
                return
            moment, trainee = following
            time.sleep(max(0.0, moment - time.perf_counter()))
            status, _size = trainee.answer()
            with lock:
                measured.seconds.append(time.perf_counter() - moment)
                measured.errors += status != 200

    threads = [threading.Thread(target=run) for _number in range(lines)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    measured.wall = seconds
    return measured
