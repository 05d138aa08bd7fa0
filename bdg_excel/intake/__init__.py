"""All that is done to one file alone: ``take`` hands files to processes of their own.

``isolation`` starts and watches these, ``worker`` is what runs in them, ``understanding`` what they
do, ``taken`` what comes back. Nothing is loaded here, so that neither side loads the other's part.
"""
