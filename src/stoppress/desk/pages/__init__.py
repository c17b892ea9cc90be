"""What the desk's templates are given: frozen values made from what story.read answers."""
