"""Starts what the tests need of a machine: a browser that draws, and PostgreSQL.

Where one of them doesn't start, its own words say why.
"""

from tests.support.chromium import chromium
from tests.support.postgres import PrivatePostgres


def main() -> None:
    """Ends without a word where both start."""
    with chromium() as browser:
        page = browser.new_page()
        page.set_content("<p>号</p>")
        assert page.screenshot()
    server = PrivatePostgres()
    try:
        server.wait()
        server.fresh_database()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
