"""Who did what."""

from __future__ import annotations

from django.db import models


class TrailRow(models.Model):
    """One act at the desk, done or refused, of a person or a program. Names are text: they outlive the account."""

    at = models.DateTimeField(db_index=True)
    who = models.CharField(max_length=150, blank=True)
    token = models.CharField(max_length=80, blank=True, default="")
    """The token by which a program did it in the name of `who`: what it is for, and its beginning; "" = by hand."""
    act = models.CharField(max_length=40)
    """The route's name: "publish", "pin", "login"; of a program too, where the desk has a page for it."""
    action = models.CharField(max_length=40, blank=True)
    """What the route needs (roles.Action); "" for a public one."""
    story = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=80, blank=True)
    """The update, draft, or whatever the address names besides the story."""
    about = models.CharField(max_length=150, blank=True)
    """The person to whom it was done."""
    words = models.CharField(max_length=200, blank=True)
    """What it was exactly, where the act does not say it: "reader → editor"."""
    number = models.PositiveBigIntegerField(null=True)
    """The fact in the story's log that followed, the last of several."""
    done = models.BooleanField()
    times = models.PositiveIntegerField(default=1)
    """How often it was refused to a program since the row before of the same, this time counted."""
    code = models.CharField(max_length=60, blank=True)
    """Why it was refused; or "repeated" for what had been done before."""
    address = models.CharField(max_length=16, blank=True)
    """A short keyed hash of the network address: tells addresses apart, names none."""

    class Meta:
        indexes = (
            models.Index(fields=["story", "id"], name="trail_by_story"),
            models.Index(fields=["who", "id"], name="trail_by_person"),
            models.Index(fields=["done", "id"], name="trail_by_outcome"),
        )
