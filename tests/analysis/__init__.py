"""Tests of the questions asked of results."""
