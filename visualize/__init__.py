"""Draws rows as SVG, HTML fragments and graph pages."""
