"""The one error a person is told about instead of shown a traceback."""


class JiaozhuError(Exception):
    """Something a person can mend. The message is one sentence: what, where, what to do."""
