"""What does a study leave on the disk? Its folder, lock, runs kept, files whole or not at all; how does it resume?"""

__all__ = [
    "atomic_files",
    "draws",
    "files",
    "folder",
    "lock",
    "manifest",
    "plan",
    "resume",
    "run_store",
    "scenario_changes",
]
