"""Run the command as ``python -m clearatlas``."""

from clearatlas.cli import main

if __name__ == "__main__":
    main(prog_name="clearatlas")
