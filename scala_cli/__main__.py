"""Where the program begins: `python -m scala_cli` and the command `stappenplan`.

Loading it takes long enough to be interrupted, so that happens inside.
"""

import gc
import sys
from typing import NoReturn

_LITTER = 50_000
"""After how many new objects they are looked through for rings that nothing else points to."""
_INTERRUPTED = "Onderbroken. Alles wat was bewaard, is er nog."


def main() -> NoReturn:
    """Run the program; an interrupt at any moment ends in a sentence and its exit code."""
    # A run is short and makes few rings: looking for them takes a tenth of the time of a list.
    gc.set_threshold(_LITTER)
    try:
        from scala_cli.cli import run

        run()
    except KeyboardInterrupt:
        if sys.stderr:
            print(_INTERRUPTED, file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
