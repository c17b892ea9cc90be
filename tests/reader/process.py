"""A reader in a process of its own, as it runs in earnest: sqlite shelf, Unix bell, signals. For tests
and bench.

Run as a script it serves until it is told to stop, and prints its address: process.py DATA NAME=VALUE …
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READY_S = 15.0


class ReaderProcess:
    """One reader process on a data folder."""

    def __init__(self, data: Path, **settings: object) -> None:
        given = [f"{name}={value}" for name, value in settings.items()]
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", str(Path(__file__)), str(data), *given],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith("http"), "the reader process does not start"

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def stop(self, sig: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal; its exit code."""
        self.process.send_signal(sig)
        return self.gone()

    def gone(self) -> int:
        """Its exit code, once it has gone."""
        try:
            code = self.process.wait(READY_S)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            if self.process.stdout:
                self.process.stdout.close()
        return code


def main() -> None:
    """Serve the folder that is named first."""
    from stoppress.base.settings import settings_from
    from stoppress.bell.by_address import open_bell
    from stoppress.edition.by_address import open_edition
    from stoppress.reader.serve import serve

    data, *given = sys.argv[1:]
    environment = {f"STOPPRESS_{name.upper()}": value for name, _, value in (one.partition("=") for one in given)}
    settings = settings_from({"STOPPRESS_DATA": data, **environment})
    edition, bell = open_edition(settings.edition_address), open_bell(settings.bell_address)
    serve(edition, bell, settings, ready=lambda address: print(address, flush=True))
    edition.close()
    bell.close()


if __name__ == "__main__":
    main()
