"""`python -m stoppress` is the command `stoppress`: the supervisor starts its processes so."""

import sys

from stoppress.ops.command import main

if __name__ == "__main__":
    sys.exit(main())
