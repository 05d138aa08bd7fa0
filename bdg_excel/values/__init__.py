"""What a cell says: ``evaluation`` turns raw answers into values, ``raw`` and ``value`` are these.

Nothing is loaded here: who only looks at values loads none of what reads them.
"""
