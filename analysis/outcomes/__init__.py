"""What came out, for whom, by how much more, and what is the verdict?"""
