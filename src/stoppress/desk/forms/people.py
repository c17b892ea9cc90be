"""Rows of authors, as typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stoppress.desk.forms.typed import Typed
from stoppress.story.content import Author


@dataclass(frozen=True, slots=True)
class AuthorTyped:
    """One row."""

    name: str = ""
    role: str = ""


def authors_typed(form: Typed) -> tuple[AuthorTyped, ...]:
    """The rows of fields author_name and author_role that hold something."""
    return tuple(AuthorTyped(*row) for row in form.rows("author_name", "author_role"))


def authors_shown(authors: Iterable[Author]) -> tuple[AuthorTyped, ...]:
    """Authors as rows."""
    return tuple(AuthorTyped(author.name, author.role) for author in authors)


def authors_from(rows: Iterable[AuthorTyped]) -> tuple[Author, ...]:
    """Rows as authors."""
    return tuple(Author(row.name, row.role) for row in rows)
