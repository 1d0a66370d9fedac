"""Who is answered: this machine alone, at a port that is free."""

import pytest

from analysis.dashboard.server import is_local, open_port
from simulation.reading.errors import Refused


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({b"host": b"127.0.0.1:8470"}, True),
        ({b"host": b"localhost"}, True),
        ({b"host": b"127.0.0.1:8470", b"origin": b"http://127.0.0.1:8470"}, True),
        ({b"host": b"evil.example"}, False),
        ({b"host": b"127.0.0.1.evil.example"}, False),
        ({b"host": b"127.0.0.1:8470", b"origin": b"https://evil.example"}, False),
        ({b"host": b"127.0.0.1:8470", b"origin": b"null"}, False),
        ({b"host": b"127.0.0.1:8470", b"origin": b"http://127.0.0.1:9999"}, False),
        ({b"host": b"127.0.0.1:8470", b"origin": b"http://localhost:8470"}, False),
        ({b"host": b"127.0.0.1:8470", b"origin": b"https://127.0.0.1:8470"}, False),
        ({b"host": b"127.0.0.1:8470", b"origin": b"http://["}, False),
        ({b"host": b"["}, False),
        ({b"host": b"127.0.0.1:x"}, False),
        ({b"host": b"user@127.0.0.1:8470"}, False),
        ({b"host": b"LOCALHOST:8470", b"origin": b"http://localhost:8470"}, True),
        ({b"host": b"127.0.0.1:8470", b"sec-fetch-site": b"cross-site"}, False),
        ({b"host": b"127.0.0.1:8470", b"sec-fetch-site": b"same-site"}, False),
        ({b"host": b"127.0.0.1:8470", b"sec-fetch-site": b"same-origin"}, True),
        ({b"host": b"127.0.0.1:8470", b"sec-fetch-site": b"none"}, True),
        ({}, False),
    ],
)
def test_only_this_machine_is_answered(headers, is_ours):
    assert is_local(headers) is is_ours


def test_a_port_that_is_taken_is_refused_when_named_and_passed_over_when_not():
    first = open_port(None)
    taken = first.getsockname()
    assert taken[0] == "127.0.0.1"
    with pytest.raises(Refused, match="in use"):
        open_port(taken[1])
    second = open_port(None)
    assert second.getsockname()[1] != taken[1]
    first.close()
    second.close()
