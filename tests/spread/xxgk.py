"""The command `xxgk`, as a module that its children can import."""

from xxgk.flows.commands.main import main

if __name__ == "__main__":
    main()
