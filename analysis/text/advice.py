"""What people should know beside a result: the command line prints it, a notebook shows it as any warning of Python."""


class Advice(UserWarning):
    """Something to know that changes no number, such as a figure that could not be drawn."""
