"""Stappenplannen as data: model, loading, checking, replay. Pure but for the loader's read."""
