"""Roles, and the trail. Whoever was a user before may do everything, as until now: they become administrators."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def make_everybody_administrator(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    users = apps.get_model("auth", "User").objects.values_list("pk", flat=True)
    rows = apps.get_model("desk", "RoleRow").objects
    rows.bulk_create([rows.model(user_id=pk, story="", role="administrator") for pk in users], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="TrailRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                ("who", models.CharField(blank=True, max_length=150)),
                ("act", models.CharField(max_length=40)),
                ("action", models.CharField(blank=True, max_length=40)),
                ("story", models.CharField(blank=True, max_length=80)),
                ("key", models.CharField(blank=True, max_length=80)),
                ("about", models.CharField(blank=True, max_length=150)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("number", models.PositiveBigIntegerField(null=True)),
                ("done", models.BooleanField()),
                ("code", models.CharField(blank=True, max_length=60)),
                ("address", models.CharField(blank=True, max_length=16)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["story", "id"], name="trail_by_story"),
                    models.Index(fields=["who", "id"], name="trail_by_person"),
                    models.Index(fields=["done", "id"], name="trail_by_outcome"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("story", models.CharField(blank=True, max_length=80)),
                ("role", models.CharField(max_length=20)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["story", "role"], name="roles_by_story")],
                "constraints": [models.UniqueConstraint(fields=("user", "story"), name="role_once")],
            },
        ),
        migrations.RunPython(make_everybody_administrator, migrations.RunPython.noop),
    ]
