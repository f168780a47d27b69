"""Measures: how well Naast understands, protects and converses."""
