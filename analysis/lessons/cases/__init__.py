"""What each lesson measures in a run and how it says what came out: one file a lesson, named as its scenario.

A case has `measure(panel)`, numbers of one run; `conclude(found)`, a sentence for each part of the claim; and
`bars(found)`, the numbers to look at. `draw(found)` is its figure where bars are not the best one.
"""
