"""What an administrator may set, from the environment. Unknown names are refused with the nearest right one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from stoppress.base.errors import Refusal

PREFIX: Final = "STOPPRESS_"
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings with their defaults. STOPPRESS_READER_PORT=9000 sets reader_port; the docs name each."""

    data: Path = Path("stoppress-data")
    """Folder of everything that is kept: desk.db (precious), edition.db, audience.db (disposable), media/, bells/,
    secret."""
    site_name: str = "Stop Press"
    """Name of the newsroom, above every page."""
    language: str = "en"
    """BCP 47 tag of the pages that belong to no story, such as the front page. Stories have their own."""
    reader_host: str = "127.0.0.1"
    """Address of this machine on which readers are answered; 0.0.0.0 = on all of them."""
    reader_port: int = 8000
    """Port on which readers are answered."""
    desk_host: str = "127.0.0.1"
    """Address of this machine on which editors are answered."""
    desk_port: int = 8001
    """Port on which editors are answered."""
    public_url: str = ""
    """The readers' address as the world sees it, without a slash at the end; "" = http://reader_host:reader_port."""
    desk_url: str = ""
    """The desk's address as editors see it; "" = http://desk_host:desk_port."""
    edition: str = ""
    """Address of the shelf: sqlite:///path; "" = sqlite in the data folder."""
    bell: str = ""
    """Address of the bell: unix:///folder or memory:; "" = unix in the data folder."""
    fast_lane: bool = True
    """Answer pages and streams beside ASGI, straight from finished bytes. The answers are the same either way."""
    stream_gzip: bool = False
    """Compress streams for readers who take gzip: about half the bytes, compressed once for all of them."""
    reader_processes: int = 1
    """Reader processes that share the port (SO_REUSEPORT)."""
    readers_max: int = 18_000
    """Open streams in one process; further ones are answered 503 with Retry-After."""
    readers_per_address_max: int = 18_000
    """Open streams of one client address (of IPv6: of one /64 network); below readers_max only where no proxy hides the
    addresses."""
    frame_ancestors: str = "*"
    """Sites that may show embeds in a frame: * = all, 'none' = no one, or addresses with spaces between them."""
    websub_hub: str = ""
    """Address of the WebSub hub that is told of each print and named in the feeds; "" = none."""
    trusted_proxies: str = "127.0.0.1"
    """Addresses, with commas, whose X-Forwarded-For and -Proto are believed."""
    card_font: str = ""
    """Font file (TTF, OTF) for share cards in scripts that Stop Press's own faces lack; "" = Latin, Greek, Cyrillic,
    Arabic and Hebrew only."""
    oidc_issuer: str = ""
    """Address of the OpenID provider by which people may log in at the desk; "" = none."""
    oidc_client_id: str = ""
    """What the desk is called at the OpenID provider."""
    oidc_client_secret: str = ""
    """The desk's password at the OpenID provider."""
    oidc_name: str = ""
    """What the OpenID provider is called on the login page; "" = its address."""
    oidc_domains: str = ""
    """Domains, with commas, whose verified e-mail addresses come in uninvited; "" = invited people only."""
    oidc_role: str = "reader"
    """What those of oidc_domains become, unless oidc_roles says otherwise."""
    oidc_claim: str = ""
    """Claim of the OpenID provider that oidc_roles looks at, such as groups."""
    oidc_roles: str = ""
    """Value of the claim = role, with commas, the first that fits: desk-chiefs=chief,desk=editor."""
    oidc_file: str = ""
    """File with further OpenID providers, a list in JSON (docs/accounts.md); "" = no further ones."""
    embed_hosts: str = ""
    """Hosts, with commas, whose film players readers may load into a page by a click, such as
    www.youtube-nocookie.com,player.vimeo.com; "" = none, films are linked to. They learn who reads what."""
    drain_s: float = 5.0
    """Seconds over which a stopping reader process ends its streams."""
    hooks_private: bool = False
    """Webhooks may also go to http:// and to private networks: only where whoever may add one may look in there."""
    access_log: bool = False
    """One line on standard output for each finished request. Off: nobody notes who reads."""
    log_level: str = "info"
    """What the log tells: debug, info, warning or error."""

    @property
    def readers_address(self) -> str:
        """Where readers find us, without a slash at the end."""
        return self.public_url.rstrip("/") or http_address(self.reader_host, self.reader_port)

    @property
    def desk_address(self) -> str:
        """Where editors find us, without a slash at the end."""
        return self.desk_url.rstrip("/") or http_address(self.desk_host, self.desk_port)

    @property
    def embedded_by(self) -> str:
        """Who may show embeds in a frame, as Content-Security-Policy writes it."""
        return " ".join(self.frame_ancestors.replace(",", " ").split()) or "'none'"

    @property
    def player_hosts(self) -> frozenset[str]:
        """The hosts of embed_hosts. What is no host name is left out, since it stands in a header."""
        names = (name.strip().lower() for name in self.embed_hosts.split(","))
        return frozenset(name for name in names if _HOST.fullmatch(name))

    @property
    def edition_address(self) -> str:
        """Address of the shelf's adapter."""
        return self.edition or f"sqlite:///{self.data.absolute()}/edition.db"

    @property
    def bell_address(self) -> str:
        """Address of the bell's adapter."""
        return self.bell or f"unix:///{self.data.absolute()}/bells"


def http_address(host: str, port: int) -> str:
    """http://host:port, an IPv6 address in brackets."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def settings_from(environment: Mapping[str, str], **given: object) -> Settings:
    """Settings from an environment; what is given by keyword (not None) wins over it.

    Raises   Refusal setting-unknown, setting-wrong.
    """
    known = {field.name: field for field in fields(Settings)}
    values: dict[str, object] = {}
    for variable, text in environment.items():
        if not variable.startswith(PREFIX):
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
            raise Refusal(
                "setting-unknown",
                f"{variable} is not a setting. The nearest is {PREFIX}{near.upper()}. Correct it or remove it.",
            )
        value = _in_bounds(variable, name, _read(variable, str(known[name].type), text))
        values[name] = _in_form(variable, name, value)
    values.update({name: value for name, value in given.items() if value is not None})
    return Settings(**values)  # type: ignore[arg-type]


_BOUNDS: Final = {
    "reader_port": (0, 65_535),
    "desk_port": (0, 65_535),
    "reader_processes": (1, 64),
    "readers_max": (1, 1_000_000),
    "readers_per_address_max": (1, 1_000_000),
    "drain_s": (0, 300),
}
"""Smallest and greatest value. Port 0 = any free one; beyond 64 processes another machine is due."""


def _in_bounds(variable: str, name: str, value: object) -> object:
    least, most = _BOUNDS.get(name, (0, 0))
    if name in _BOUNDS and isinstance(value, int | float) and not least <= value <= most:
        raise Refusal("setting-wrong", f"{variable} is {value:g}; {least:,} to {most:,} is possible.")
    return value


_ADDRESS: Final = (
    re.compile(r"(?:https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?/?)?"),
    "an address without a path, such as https://live.example.org",
)
_ROLE: Final = "outside|reader|contributor|editor|chief|administrator"
_FORMS: Final = {
    "public_url": _ADDRESS,
    "desk_url": _ADDRESS,
    "trusted_proxies": (
        re.compile(r"\*|(?:[0-9A-Fa-f:.]+(?:/\d{1,3})?(?:\s*,\s*|$))*"),
        "addresses with commas between them, such as 127.0.0.1,10.0.0.0/8",
    ),
    "embed_hosts": (
        re.compile(rf"(?i:{_HOST.pattern}(?:\s*,\s*|$))*"),
        "names of hosts with commas between them, such as player.vimeo.com",
    ),
    "language": (re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*"), "a BCP 47 tag such as en or pt-BR"),
    "oidc_issuer": (re.compile(r"(?:https?://\S+)?"), "an address such as https://id.example.org/"),
    "oidc_role": (re.compile(_ROLE), f"one of {_ROLE.replace('|', ', ')}"),
    "oidc_roles": (
        re.compile(rf"(?:[^,=]+=\s*(?:{_ROLE})\s*(?:,|$))*"),
        f"pairs such as desk=editor, with commas; a role is one of {_ROLE.replace('|', ', ')}",
    ),
    "frame_ancestors": (
        re.compile(r"\*|'none'|(?:(?:'self'|https?://(?:\*\.)?[A-Za-z0-9.-]+(?::\d{1,5}|:\*)?)(?:[\s,]+|$))*"),
        "*, 'none', or addresses such as https://www.example.com",
    ),
    "websub_hub": (re.compile(r"(?:https?://[^\s<>\"'@]+)?"), "an address such as https://hub.example.com/"),
}
"""What stands in headers and feeds must be of this form, else it would say something else there."""


def _in_form(variable: str, name: str, value: object) -> object:
    form, expected = _FORMS.get(name, (None, ""))
    if form and isinstance(value, str) and not form.fullmatch(value.strip()):
        raise Refusal("setting-wrong", f"{variable} is “{value}”; {expected} is expected.")
    return value


_SWITCHES: Final = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)


def _read(variable: str, kind: str, text: str) -> object:
    try:
        if kind == "Path" and not text.strip():  # it would be the folder in which one happens to stand
            raise ValueError(text)
        if kind == "bool":
            return _SWITCHES[text.lower()]
        return {"int": int, "float": float, "Path": Path, "str": str}[kind](text)
    except (KeyError, ValueError):
        raise Refusal("setting-wrong", f"{variable} is “{text}”; {_expected(kind)} is expected.") from None


def _expected(kind: str) -> str:
    return {"bool": "yes or no", "int": "a whole number", "float": "a number", "Path": "a folder"}.get(kind, "text")
