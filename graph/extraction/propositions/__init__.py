"""From the words of a content to the claim that they express: who is meant in it, what it is about, its form."""
