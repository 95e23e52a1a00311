"""What a text means, as a vector: texts that say the same lie close together."""
