"""Answers over HTTP from one published release."""
