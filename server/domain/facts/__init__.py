"""What happened, in rows that reports are made of: visits, calls, services, ratings, window time.

Folded from the journal alone, so that a figure of last year is the same next year.
"""
