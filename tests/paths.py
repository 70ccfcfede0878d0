"""Where the tests find things."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = ROOT / "data" / "decisions"
GOLDEN = ROOT / "tests" / "golden"

# The folder beside the checkout that the project's people hand to each other. Use it through the
# fixture `shared`; where parameters are collected from it, give none when it is absent.
SHARED = ROOT.parent / "shared"
