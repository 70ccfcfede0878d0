"""The quality gate: scores over real decisions, pinned."""
