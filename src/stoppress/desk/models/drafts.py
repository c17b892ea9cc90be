"""What is in the making: drafts, and who is there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Draft(models.Model):
    """An update, or a change of one, that is not out yet. Rows are read and written by drafting/shelf.py only."""

    draft_id = models.CharField(max_length=26, primary_key=True)
    slug = models.CharField(max_length=80)
    entry_key = models.CharField(max_length=26)
    amends = models.BooleanField()
    based_on = models.IntegerField(null=True)
    author = models.CharField(max_length=150)
    editor = models.CharField(max_length=150)
    fields = models.TextField()
    title = models.CharField(max_length=140)
    version = models.IntegerField()
    writer = models.CharField(max_length=40)
    turn = models.BigIntegerField()
    saved_at = models.DateTimeField()
    state = models.CharField(max_length=12)
    note = models.TextField()
    decided_by = models.CharField(max_length=150)
    due_at = models.DateTimeField(null=True)
    embargo_until = models.DateTimeField(null=True)
    refusal = models.TextField()
    number = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["slug", "state", "saved_at"], name="draft_of_story"),
            models.Index(fields=["state", "due_at"], name="draft_due"),
            models.Index(fields=["slug", "entry_key"], name="draft_of_entry"),
            models.Index(fields=["state", "saved_at"], name="draft_old"),
        ]


class Presence(models.Model):
    """One open page of one person."""

    page = models.CharField(max_length=40, primary_key=True)
    slug = models.CharField(max_length=80)
    user = models.CharField(max_length=150)
    seen_at = models.DateTimeField()
    draft_id = models.CharField(max_length=26)
    entry_key = models.CharField(max_length=26)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["slug", "seen_at"], name="presence_of_story")]
