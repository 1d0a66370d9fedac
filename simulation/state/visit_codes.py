"""Codes that stand in the columns of a visit: how it was decided, what went wrong, what the customer did about it."""

NO_NEED, BY_CUE, WEIGHED, BALKED, NOTHING_SUITED = range(5)
"""Process: no trip, settled by one cue, weighed, given up in the queue or on the way, left unbought."""

PROCESSES = ("no need", "settled by one cue", "weighed", "gave up in the queue or on the way", "nothing suited")

REGULAR, NEW, REFERRED = range(3)
"""Newness: bought here before, a first purchase, a first purchase to which an acquaintance's praise has led."""

NO_FAILURE, MINOR, MAJOR = range(3)
"""Failure of the service."""

CONTENT, SILENT, SETTLED_AT_ONCE, SETTLED_LATER, UNSETTLED, AT_DESK = range(6)
"""Response: content; dissatisfied and silent; told the front line and settled at once, settled later, or in vain;
told it in vain and went on to the desk."""
