"""What does a study leave on the disk? Its folder, lock, store of runs, files whole or not at all, and how it resumes."""
