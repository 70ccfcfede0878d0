"""A release in a SPARQL 1.1 store elsewhere, read over HTTP.

    errors.py    what goes wrong, and what the visitor is told
    bindings.py  a query of ours with values bound, as text
    graphs.py    which graphs are asked, so that the default graph is the union of all
    client.py    the requests: limits of time and bytes, no redirect, retries
    answers.py   answers, checked before anything of them is passed on
    dataset.py   the release, with the methods of :class:`api.store.Dataset`
    releases.py  which release the store holds; follows it
    queries.py   queries of visitors

docs/scaling.md says how stores are set up.
"""
