"""Formats: the bytes of a PDF or HTML file become plain text, line by line.

The text that comes out is the raw text of such a file: spans count its characters.
"""
