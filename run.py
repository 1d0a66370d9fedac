"""The simulator of customer loyalty: `python run.py --help`."""

from analysis.cli.commands import main

if __name__ == "__main__":
    main()
