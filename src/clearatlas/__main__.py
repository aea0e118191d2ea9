"""Run the command as ``python -m clearatlas``."""

from clearatlas.cli import console

if __name__ == "__main__":
    console()
