"""Where the program begins: `python -m scala_cli` and the command `stappenplan`.

Loading it takes long enough to be interrupted, so that happens inside.
"""

import sys
from typing import NoReturn

_INTERRUPTED = "Onderbroken. Alles wat was bewaard, is er nog."


def main() -> NoReturn:
    """Run the program; an interrupt at any moment ends in a sentence and its exit code."""
    try:
        from scala_cli.cli import run

        run()
    except KeyboardInterrupt:
        if sys.stderr:
            print(_INTERRUPTED, file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
