"""How many updates readers may see stands with the story, and is not counted anew at each look."""

from typing import Any

from django.db import migrations, models
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count(apps: Any, _schema_editor: object) -> None:
    story, entry = apps.get_model("story", "StoryRow"), apps.get_model("story", "EntryRow")
    public = entry.objects.filter(story=OuterRef("pk"), public=True).order_by().values("story")
    counted = Subquery(public.annotate(found=Count("pk")).values("found"), output_field=IntegerField())
    story.objects.update(public_entries=Coalesce(counted, 0))


class Migration(migrations.Migration):
    dependencies = [("story", "0001_log")]

    operations = [
        migrations.AddField("storyrow", "public_entries", models.PositiveBigIntegerField(default=0)),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]
