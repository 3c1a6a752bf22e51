"""PURE: where marks sit in a text, how their words are found, and how marked text is split for display.

Every position is a Unicode code point of one version of an article's text, and every span is half-open:
[start, end).
"""
