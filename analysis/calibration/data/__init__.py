"""What do a user's files say, once they are read, checked and rid of names?"""

__all__: list[str] = []
