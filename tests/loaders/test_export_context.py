"""``ontology/context.jsonld`` is made of the ontology and keeps in step with it."""

from loaders.exports.context import context_text
from ontology.jsonld import CONTEXT_FILE


def test_the_context_is_in_step_with_the_ontology():
    """After a change of bomay.ttl: ``python -m loaders.exports.context``."""
    assert CONTEXT_FILE.read_text(encoding="utf-8") == context_text()
