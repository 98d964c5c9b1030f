"""`python -m tui` is the command `jiaozhu`."""

import sys

from tui.cli import main

sys.exit(main())
