"""What does a lesson measure in a run, and what does it make of it? One file a lesson, named as its scenario.

A case has `measure(panel)`, numbers of one run; `conclude(found)`, a sentence for each part of the claim; and
`bars(found)`, the numbers to look at. `draw(found)` is its figure where bars are not the best one.
"""
