"""kill -9 in the middle of a build: the next one completes it, nothing doubled, nothing lost."""

from pathlib import Path

from tests.kill_run import rounds


def test_an_index_is_the_same_after_a_kill_and_a_second_run(tmp_path: Path) -> None:
    found = rounds(tmp_path, count=20, kills=2, seed=3, real=False)
    assert [killed.differs for killed in found] == [(), ()]
