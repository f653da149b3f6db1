"""``python -m confgraph`` is the same as ``confgraph``."""

from confgraph.cli import run

if __name__ == "__main__":
    run()
