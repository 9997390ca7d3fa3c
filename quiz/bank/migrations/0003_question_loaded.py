"""What each content file said last, instead of who set the status last; for what was loaded before, as far as known."""

from django.db import migrations, models


def note(apps, schema_editor):
    Question = apps.get_model("bank", "Question")
    for question in Question.objects.select_related("section").prefetch_related("tags"):
        last = question.revisions.filter(origin="file").order_by("-number").first()
        if last:
            question.loaded = {
                "content": last.content_hash,
                "section": question.section.number,
                "status": question.status if question.status_origin == "file" else "published",
                "tags": sorted(tag.name for tag in question.tags.all()),
            }
            question.save(update_fields=["loaded"])


class Migration(migrations.Migration):
    dependencies = [("bank", "0002_initial")]

    operations = [
        migrations.AddField("question", "loaded", models.JSONField(blank=True, default=dict)),
        migrations.RunPython(note, migrations.RunPython.noop),
        migrations.RemoveField("question", "status_origin"),
    ]
