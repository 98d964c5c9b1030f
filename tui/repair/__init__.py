"""Repairs: one module a defect, and the pipeline that orders them.

A repair reads a whole page and proposes edits; it never changes text itself. What is certain is
marked to be applied, what is likely is proposed to a person. Clean text gives no edits.
"""
