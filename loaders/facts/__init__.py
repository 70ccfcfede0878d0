"""Facts: what a decision states, each with the characters and the rule that say so."""
