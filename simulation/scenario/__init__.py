"""What may a user write, and what does it come to? Loading, inheritance, checks, the schema."""
