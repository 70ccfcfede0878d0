"""Loading a release into a SPARQL store elsewhere, by the Graph Store HTTP Protocol.

graph_store.py   the protocol: get, put, delete one graph
checksum.py      how many statements a graph has, and their digest, in bounded memory
description.py   what a reader of the store finds out about the release
publish.py       the order of it all, so that it may be killed at any moment
"""

from loaders.publishing.graph_store import GraphStore
from loaders.publishing.publish import Published, publish

__all__ = ["GraphStore", "Published", "publish"]
