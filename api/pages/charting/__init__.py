"""Organisation charts: what was asked for, the tree of bodies, its drawing and its page."""
