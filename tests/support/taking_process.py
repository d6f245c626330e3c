"""Takes tickets in a loop until it is killed; prints each number once it is answered."""

import contextlib
import sys
from dataclasses import replace

from server.domain.errors import Refused
from server.storage.engine import Database
from server.usecases.app_context import new_code
from tests.support.halls import context_of, small_hall
from tests.support.people import Clerk, take


def main(url: str) -> None:
    context = replace(context_of(Database(url), small_hall()), code=new_code)
    clerk = Clerk(context, "1")
    while True:
        clerk.sign_on()
        sys.stdout.write(take(context).number + "\n")
        sys.stdout.flush()
        for verb in ("call_next", "start", "finish"):
            with contextlib.suppress(Refused):  # the last process may have left someone there
                clerk.do(verb)


if __name__ == "__main__":
    main(sys.argv[1])
