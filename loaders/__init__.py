"""From decision files to triples and releases."""
