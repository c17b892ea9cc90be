"""Settings from the environment: what is wrong is refused before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from stoppress.base.errors import Refusal
from stoppress.base.settings import settings_from


def test_each_kind_of_setting_is_read():
    settings = settings_from(
        {
            "STOPPRESS_DATA": "/srv/house",
            "STOPPRESS_READER_PORT": "9000",
            "STOPPRESS_FAST_LANE": "No",
            "STOPPRESS_DRAIN_S": "2.5",
            "PATH": "is not ours",
        }
    )

    assert (settings.data, settings.reader_port, settings.fast_lane, settings.drain_s) == (
        Path("/srv/house"),
        9000,
        False,
        2.5,
    )


def test_an_unknown_setting_is_refused_with_the_nearest_right_name():
    """A misspelt STOPPRESS_DATTA would fill another folder all night."""
    with pytest.raises(Refusal, match=r"STOPPRESS_DATTA is not a setting\. The nearest is STOPPRESS_DATA\.") as refused:
        settings_from({"STOPPRESS_DATTA": "/srv/house"})

    assert refused.value.code == "setting-unknown"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("READER_PORT", "http"),
        ("READER_PORT", "65536"),
        ("READER_PORT", "-1"),
        ("READER_PROCESSES", "0"),
        ("FAST_LANE", "perhaps"),
        ("DRAIN_S", "nan"),
        ("READERS_MAX", "1.5"),
        ("DATA", ""),
        ("PUBLIC_URL", "live.example.org"),
        ("DESK_URL", "https://example.org/desk/"),
        ("TRUSTED_PROXIES", "everyone"),
        ("EMBED_HOSTS", "https://player.vimeo.com/"),
        ("LANGUAGE", "klingonish"),
        ("OIDC_ISSUER", "id.example.org"),
        ("OIDC_ROLE", "king"),
        ("OIDC_ROLES", "desk=king"),
    ],
)
def test_a_value_that_can_not_be_is_refused_with_what_can(name: str, value: str):
    with pytest.raises(Refusal, match=r"expected|possible") as refused:
        settings_from({f"STOPPRESS_{name}": value})

    assert refused.value.code == "setting-wrong"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "https://live.example.org/"),
        ("DESK_URL", "http://[::1]:8001"),
        ("TRUSTED_PROXIES", ""),
        ("TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,::1,fd00::/8"),
        ("TRUSTED_PROXIES", "*"),
        ("EMBED_HOSTS", "www.youtube-nocookie.com, Player.Vimeo.com"),
        ("LANGUAGE", "zh-Hant-TW"),
        ("OIDC_ROLES", "desk-chiefs=chief, desk=editor"),
        ("OIDC_ROLES", ""),
    ],
)
def test_a_value_of_the_right_form_is_taken_as_it_is(name: str, value: str):
    assert getattr(settings_from({f"STOPPRESS_{name}": value}), name.lower()) == value


def test_addresses_follow_from_hosts_and_ports_unless_they_are_given():
    settings = settings_from({"STOPPRESS_READER_PORT": "9000", "STOPPRESS_DESK_URL": "https://desk.example.org/"})

    assert settings.readers_address == "http://127.0.0.1:9000"
    assert settings.desk_address == "https://desk.example.org"
