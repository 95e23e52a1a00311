"""Who is who in one text: all people and bodies that it names or describes, and whom its pronouns stand for."""
