"""The trail tells programs by their tokens; room for sealed secrets."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0005_api")]

    operations = [
        migrations.AddField("trailrow", "token", models.CharField(blank=True, max_length=80, default="")),
        migrations.AddField("trailrow", "times", models.PositiveIntegerField(default=1)),
        # Sealed, they are longer.
        migrations.AlterField("hook", "secret", models.CharField(max_length=400)),
        migrations.AlterField("hook", "old_secret", models.CharField(max_length=400, default="")),
    ]
