"""Search: a question, what answers it best, and how many things do.

question.py       what was asked: words and filters, within bounds
matching.py       a question as queries of the engine, from the narrowest to the widest
finding.py        the hits of a page, their number, the facets
suggesting.py     what a question may become while it is typed
indexes.py        the index of the dataset that is served
"""
