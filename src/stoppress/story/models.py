"""The tables of the log. Private to this part: others ask read.py and write.py. No logic here."""

from __future__ import annotations

from django.db import models


class HouseRow(models.Model):
    """One row: what holds for the whole house."""

    epoch = models.CharField(max_length=20)


class StoryRow(models.Model):
    """A story as it stands. Its row is the lock under which numbers are claimed."""

    slug = models.CharField(max_length=80, unique=True)
    number = models.PositiveBigIntegerField(default=0)
    public_entries = models.PositiveBigIntegerField(default=0)
    state = models.TextField()
    updated_at = models.DateTimeField(db_index=True)


class EntryRow(models.Model):
    """An update as it stands."""

    story = models.ForeignKey(StoryRow, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=26)
    rank = models.BigIntegerField()
    public = models.BooleanField()
    state = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["story", "key"], name="entry_key_once"),)
        indexes = (models.Index(fields=["story", "rank"], name="entry_by_rank"),)


class FactRow(models.Model):
    """A fact: appended, never changed, except that a redaction blanks words."""

    story = models.ForeignKey(StoryRow, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    entry_key = models.CharField(max_length=26)
    at = models.DateTimeField()
    logged_at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    what = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["story", "number"], name="fact_number_once"),)
        indexes = (models.Index(fields=["story", "entry_key", "number"], name="facts_by_entry"),)


class ReceiptRow(models.Model):
    """A command that was carried out, so that its repeat is answered and not done again."""

    command_id = models.CharField(max_length=80, primary_key=True)
    digest = models.CharField(max_length=64)
    slug = models.CharField(max_length=80)
    entry_key = models.CharField(max_length=26)
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
