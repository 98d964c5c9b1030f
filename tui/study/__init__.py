"""Study: what a whole project says, across its pages: concordance, counts, conflicts.

Reads the editions of all pages and the annotator's spans on them (`tui.annotate`); nothing here
knows a screen.
"""
