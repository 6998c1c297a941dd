"""`python -m scala_cli`: the same as the command `stappenplan`."""

from scala_cli.cli import run

if __name__ == "__main__":
    run()
