"""`python -m bot.cli` is `naast`."""

from bot.cli import main

main()
