"""``python -m bdg_excel`` is ``bdg``."""

from bdg_excel.cli import main

if __name__ == "__main__":
    main()
