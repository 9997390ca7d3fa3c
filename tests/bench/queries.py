"""`python -m tests.bench.queries`: how many queries the start of a 50-question paper and a save with the next question
need, BEGIN and COMMIT not counted; as JSON."""

import json
import os
import sys
import tempfile

import django

os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="quiz-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from quiz.attempts.models import Attempt  # noqa: E402
from quiz.attempts.responses import ITEMS  # noqa: E402
from tests import factories  # noqa: E402


def count(client: Client, address: str, data: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.post(address, data, headers={"HX-Request": "true", "Host": "127.0.0.1"})
    return sum(query["sql"].split()[0] not in ("BEGIN", "COMMIT") for query in caught.captured_queries)


def main() -> None:
    call_command("migrate", verbosity=0)
    section = factories.lecture().sections.get()
    for _number in range(60):
        factories.question(section)
    trainee = factories.user()
    quiz = factories.quiz(factories.training_class(trainee), section, draw_count=50)
    client = Client()
    client.force_login(trainee, backend="quiz.people.backends.NumberBackend")
    start = count(client, reverse("attempts:start", args=[quiz.pk]), {})
    ITEMS.clear()
    address = reverse("attempts:question", args=[Attempt.objects.get().pk, 1])
    save = count(client, address, {"answer": "1", "sequence": "1", "then": "2"})
    sys.stdout.write(json.dumps({"start": start, "save": save}))


main()
