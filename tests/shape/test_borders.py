"""Borders that the import linter can't see."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


def test_the_first_page_of_the_desk_loads_nothing_that_only_programs_and_passkeys_need(tmp_path: Path):
    """Together they take longer to load than all pages, and a third of the memory."""
    code = (
        "import sys, django; django.setup(); import stoppress.project.asgi; from django.urls import reverse; "
        "reverse('desk:workspace', args=['storm']); reverse('mfa_add_webauthn'); "
        "sys.exit(' '.join({'ninja', 'pydantic', 'fido2', 'cryptography', 'requests', 'PIL'} & set(sys.modules)) or 0)"
    )
    env = {"STOPPRESS_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "stoppress.project.settings"}

    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **env, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
