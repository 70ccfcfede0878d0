"""The index of what can be searched: its words, its entries, how it is written and opened.

    words.py          a text as words, as they are and folded; abbreviations spelled out
    entries.py        what can be found in a dataset, with the names that it is also known by
    index.py          the entries as an index (tantivy), in a folder or in memory

Loaders write an index into each release, the service reads it, and both have to cut words alike:
so it lies below them. Nothing here is loaded by importing ``ontology``.
"""
