"""Two to six agencies side by side: what the decision on each states, clause by clause."""
