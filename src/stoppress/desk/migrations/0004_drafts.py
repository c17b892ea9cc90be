# Drafts, and who is there.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0003_accounts_more"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("draft_id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=80)),
                ("entry_key", models.CharField(max_length=26)),
                ("amends", models.BooleanField()),
                ("based_on", models.IntegerField(null=True)),
                ("author", models.CharField(max_length=150)),
                ("editor", models.CharField(max_length=150)),
                ("fields", models.TextField()),
                ("title", models.CharField(max_length=140)),
                ("version", models.IntegerField()),
                ("writer", models.CharField(max_length=40)),
                ("turn", models.BigIntegerField()),
                ("saved_at", models.DateTimeField()),
                ("state", models.CharField(max_length=12)),
                ("note", models.TextField()),
                ("decided_by", models.CharField(max_length=150)),
                ("due_at", models.DateTimeField(null=True)),
                ("embargo_until", models.DateTimeField(null=True)),
                ("refusal", models.TextField()),
                ("number", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["slug", "state", "saved_at"], name="draft_of_story"),
                    models.Index(fields=["state", "due_at"], name="draft_due"),
                    models.Index(fields=["slug", "entry_key"], name="draft_of_entry"),
                    models.Index(fields=["state", "saved_at"], name="draft_old"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("page", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=80)),
                ("user", models.CharField(max_length=150)),
                ("seen_at", models.DateTimeField()),
                ("draft_id", models.CharField(max_length=26)),
                ("entry_key", models.CharField(max_length=26)),
            ],
            options={
                "indexes": [models.Index(fields=["slug", "seen_at"], name="presence_of_story")],
            },
        ),
    ]
