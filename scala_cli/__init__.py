"""Stappenplan: guides a school director through a social-media incident."""

__version__ = "0.1.0"
