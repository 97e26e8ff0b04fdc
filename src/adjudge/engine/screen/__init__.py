"""The fast pass over a document: counts the items that certainly pass, and names those that must be judged.

It never decides anything but *pass*, and only where the reference path would: what is odd in any way (a missing
value, a wrong type, a number too near to a bound, an unusual tree) is left as a suspect, or the whole rule is.
"""
