"""The command `emulator`, which `python -m emulator` is too."""


def main() -> None:
    try:
        from emulator.cli import app

        app(prog_name="emulator")
    except KeyboardInterrupt:  # while modules were loaded; what commands do is looked after by the command itself
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
