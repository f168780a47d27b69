"""Naast: a guidance assistant that stands beside residents of Dutch municipalities."""
