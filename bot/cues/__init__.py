"""What a message tells besides its life domain: when, where, about whom, what was tried, which door stayed shut."""
