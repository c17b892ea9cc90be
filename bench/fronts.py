"""The proxy configurations of deploy/, as they are, but for this machine: ports, folders, a certificate of our own.

A line that is to be changed and isn't there is an error: what is measured and tested is what we ship.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from bench.peers import nginx_main, nginx_paths

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for live.example.org that nobody trusts, and its key."""
    chain, key = folder / "chain.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    named = ["-days", "2", "-subj", "/CN=live.example.org", "-keyout", str(key), "-out", str(chain)]
    subprocess.run([*command, *named], check=True, capture_output=True)
    return chain, key


def nginx_configuration(folder: Path, port: int, origin: int) -> Path:
    """Write deploy/nginx.conf for one port with TLS on the loopback.

    origin   the port of the reader plane.
    """
    chain, key = certificate(folder)
    shipped = _changed(
        (DEPLOY / "nginx.conf").read_text(),
        {
            "/var/cache/nginx-stoppress": f"{folder}/cache",
            "server 127.0.0.1:8000;": f"server 127.0.0.1:{origin};",
            "    listen 80;": f"    listen unix:{folder}/plain.sock;",
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "    listen 443 ssl http2;": f"    listen 127.0.0.1:{port} ssl http2;",
            "/etc/letsencrypt/live/live.example.org/fullchain.pem": str(chain),
            "/etc/letsencrypt/live/live.example.org/privkey.pem": str(key),
            "/etc/letsencrypt/live/desk.example.org/fullchain.pem": str(chain),
            "/etc/letsencrypt/live/desk.example.org/privkey.pem": str(key),
        },
    )
    target = folder / "nginx.conf"
    http = f"http {{ access_log off; {nginx_paths(folder)}{shipped}}}\n"
    target.write_text(nginx_main(folder, connections=2_048) + http)
    return target


def varnish_configuration(folder: Path, origin: int) -> Path:
    """Write deploy/varnish.vcl for an origin on another port."""
    target = folder / "varnish.vcl"
    target.write_text(_changed((DEPLOY / "varnish.vcl").read_text(), {'.port = "8000";': f'.port = "{origin}";'}))
    return target


def caddy_configuration(folder: Path, port: int, origin: int) -> Path:
    """Write deploy/Caddyfile for one port with TLS on the loopback; nothing is fetched and nothing kept elsewhere."""
    chain, key = certificate(folder)
    ours = f"bind 127.0.0.1\n\ttls {chain} {key}"
    shipped = _changed(
        (DEPLOY / "Caddyfile").read_text(),
        {
            "live.example.org {": f"https://live.example.org:{port} {{\n\t{ours}",
            "desk.example.org {": f"https://desk.example.org:{port} {{\n\t{ours}",
            "reverse_proxy 127.0.0.1:8000": f"reverse_proxy 127.0.0.1:{origin}",
        },
    )
    target = folder / "Caddyfile"
    alone = ("admin off", "auto_https off", "grace_period 1s", "default_sni live.example.org")
    target.write_text("\n\t".join(["{", *alone, f"storage file_system {folder}/caddy"]) + "\n}\n" + shipped)
    return target


def caddy_command(configuration: Path) -> list[str]:
    """What starts Caddy in the foreground."""
    folder = configuration.parent
    kept = [f"XDG_CONFIG_HOME={folder}/caddy", f"XDG_DATA_HOME={folder}/caddy"]
    return ["env", *kept, "caddy", "run", "--config", str(configuration), "--adapter", "caddyfile"]


def nginx_command(configuration: Path) -> list[str]:
    """What starts nginx in the foreground."""
    return ["nginx", "-c", str(configuration)]


def varnish_command(folder: Path, configuration: Path, port: int) -> list[str]:
    """What starts Varnish in the foreground, with 64 MB for copies."""
    where = ["-n", str(folder / "varnish"), "-a", f"127.0.0.1:{port}", "-f", str(configuration)]
    return ["varnishd", "-F", "-j", "none", *where, "-s", "default,64m", "-p", "pipe_timeout=60"]


def _changed(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        if old not in text:
            raise RuntimeError(f"the configuration has no “{old}” any more")
        text = text.replace(old, new)
    return text
