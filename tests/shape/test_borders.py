"""Borders that the import linter can't see."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from tests.shape.tree import ROOT

ORDER = ("story", "media", "auth", "contenttypes", "sessions", "intake", "desk")
"""Whose tables may point to whose: only to the left. Django's own stand where the desk can reach them."""
OURS = {"story", "media", "intake", "desk"}


@pytest.mark.parametrize(
    "module", ["stoppress.reader.serve", "stoppress.ops.commands.reader", "stoppress.ops.commands.serve"]
)
def test_serving_readers_loads_no_django(module: str):
    """A start in a blink, small processes, and no way from a public page to an editor's session."""
    code = (
        f"import sys, {module}; sys.exit(','.join(sorted(m for m in sys.modules if m.split('.')[0] == 'django')) or 0)"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")


def test_foreign_keys_point_only_to_tables_of_parts_below():
    upward = {
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if model._meta.app_label in OURS
        and isinstance(field, ForeignKey)
        and ORDER.index(field.related_model._meta.app_label) > ORDER.index(model._meta.app_label)
    }

    assert not upward
