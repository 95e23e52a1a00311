"""What a neural reader is trained with beside the corpora; nothing else of the project needs it."""
