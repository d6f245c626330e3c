"""However many processes want a paper, one has it; a claim ends with its paper."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from server.storage import print_claims
from server.storage.engine import Database
from server.storage.print_claims import Claim

PROCESSES, PAPERS = 8, 40


def test_of_many_processes_one_gets_each_paper(database: Database) -> None:
    together = Barrier(PROCESSES)

    def process(owner: str) -> list[str]:
        together.wait()
        got = []
        for number in range(PAPERS):
            with database.writing() as connection:
                if print_claims.claim(connection, Claim("main", "ticket", f"C{number}"), owner):
                    got.append(f"C{number}")
        return got

    with ThreadPoolExecutor(PROCESSES) as pool:
        found = list(pool.map(process, [f"process-{n}" for n in range(PROCESSES)]))
    times = Counter(paper for got in found for paper in got)
    assert times == {f"C{number}": 1 for number in range(PAPERS)}


def test_a_further_copy_is_claimed_anew_and_once(database: Database) -> None:
    with database.writing() as connection:
        first, second = Claim("main", "document", "7", 0), Claim("main", "document", "7", 1)
        assert print_claims.claim(connection, first, "a")
        assert not print_claims.claim(connection, first, "b")
        assert print_claims.claim(connection, second, "b")
        assert not print_claims.claim(connection, second, "a")
        assert not print_claims.claim(connection, first, "a"), "an older copy is no news"


def test_claims_of_others_are_taken_over_once_and_end_with_their_paper(
    database: Database,
) -> None:
    with database.writing() as connection:
        for of in ("1", "2"):
            print_claims.claim(connection, Claim("main", "document", of), "gone")
        print_claims.claim(connection, Claim("other", "document", "1"), "gone")
        print_claims.claim(connection, Claim("main", "ticket", "MINE"), "next")
        assert print_claims.take_over(connection, "main", "next") == {
            ("document", "1"), ("document", "2"),
        }  # fmt: skip
        assert print_claims.take_over(connection, "main", "next") == set()
        print_claims.end(connection, "main", "document", "1")
        assert print_claims.claim(connection, Claim("main", "document", "1"), "next")
