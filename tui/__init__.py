"""Jiaozhu 校注: read, clean, compare and annotate Chinese text in a terminal."""

__version__ = "0.1.0"
