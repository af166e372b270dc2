"""`python -m coreflect` is the command `coreflect`."""

from coreflect.cli.main import main

if __name__ == "__main__":
    main(prog_name="coreflect")
