"""Lessons for students: a claim of the theory, a small experiment, a sentence computed from what came out."""
