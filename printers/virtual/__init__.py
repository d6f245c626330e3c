"""A receipt printer that exists only on the screen, strict about what it is sent.

Written from the manuals' facts; shares no code with what it tests.
"""
