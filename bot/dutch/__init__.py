"""Dutch words: tokens with their lemmas, and the word list that says which life domains a word points to."""
