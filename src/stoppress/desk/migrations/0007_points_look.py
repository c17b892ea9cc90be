"""Key points that were looked at again."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0006_trail_of_programs")]

    operations = [
        migrations.CreateModel(
            name="PointsLook",
            fields=[
                ("story", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
