"""What can be seen? One figure a function, their style, fonts and captions."""
