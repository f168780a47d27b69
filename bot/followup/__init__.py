"""Coming back to a resident who said that this may be done: planned, asked once, and stopped with one word."""
