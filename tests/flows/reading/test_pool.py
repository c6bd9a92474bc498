"""The reading processes: everything comes back exactly once, whatever some items do."""

import os
import signal
import time

import pytest

from xxgk.flows.reading.pool import NO_ITEM, Done, Limits, Lost, Pool, PoolError


def work(chunk, at):
    result, handed = chunk, 0
    for index, item in enumerate(chunk):
        at(index)
        if item == "hang":
            time.sleep(60)
        if item == "slow":
            at(index, 3)
            time.sleep(1.5)
        if item == "hang over pictures":
            at(index, 3)
            time.sleep(60)
        if item == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if item == "die at the end":
            result = DyingWhenPickled()
        if item == "hand over":
            at(NO_ITEM)
            yield index + 1, result[: index + 1]
            result, handed = result[index + 1 :], index + 1
    at(NO_ITEM)
    yield len(chunk) - handed, result


class DyingWhenPickled:
    def __reduce__(self):
        os._exit(7)


class DyingWhenStarted:
    """Stands for an installation in which the work cannot be imported."""

    def __reduce__(self):
        return (os._exit, (3,))


def came(pool, chunks):
    return [result for result in pool.run(chunks) if result is not None]


def run(chunks, seconds=30):
    with Pool(2, work, Limits(seconds=seconds)) as pool:
        results = came(pool, chunks)
    done = [item for result in results if isinstance(result, Done) for item in result.items]
    return sorted(done), sorted(result.reason for result in results if isinstance(result, Lost))


def test_every_item_comes_back_once():
    chunks = [[f"{n}-{k}" for k in range(7)] for n in range(30)]
    assert run(chunks) == (sorted(item for chunk in chunks for item in chunk), [])


def test_a_hung_and_a_dead_process_cost_one_item_each():
    done, lost = run([["a", "hang", "b"], ["c", "die", "d"], ["e"]], seconds=0.5)
    assert done == ["a", "b", "c", "d", "e"]
    assert lost == ["not read within 0.5 s", "the reading process was killed (signal 9)"]


def test_an_item_that_tells_of_pictures_has_more_time_within_a_bound():
    with Pool(1, work, Limits(seconds=1, seconds_a_picture=60)) as pool:
        assert [type(result) for result in came(pool, [["slow"]])] == [Done]
    with Pool(1, work, Limits(seconds=0.5, seconds_a_picture=10, longest=0.6)) as pool:
        assert [result.reason for result in came(pool, [["hang over pictures"]])] == ["not read within 0.6 s"]
    assert [Limits().allowed(pictures) for pictures in (0, 8, 10**6)] == [60, 220, 900]


def test_what_was_handed_over_stays_when_the_process_dies():
    with Pool(1, work, Limits()) as pool:
        results = came(pool, [["a", "hand over", "b", "die", "c"]])
    assert [result.items for result in results if isinstance(result, Done)] == [["a", "hand over"], ["b", "c"]]
    assert [result.item for result in results if isinstance(result, Lost)] == ["die"]


def test_chunks_are_made_as_they_are_needed():
    made = []
    with Pool(1, work, Limits()) as pool:
        results = pool.run(made.append(n) or [n] for n in range(9))
        first = next(result for result in results if result is not None)
        assert (first.items, len(made)) == ([0], 2)


def test_an_item_that_kills_later_is_still_found():
    done, lost = run([["a", "die at the end", "b"]])
    assert (done, lost) == (["a", "b"], ["the reading process was killed (exit code 7)"])


def test_a_pool_can_be_used_again_after_a_loss():
    with Pool(1, work, Limits()) as pool:
        assert [type(result) for result in came(pool, [["die"]])] == [Lost]
        assert [result.items for result in came(pool, [["a"]])] == [["a"]]


def test_processes_that_cannot_start_are_an_error_of_the_installation():
    with pytest.raises(PoolError, match="exit code 3"), Pool(1, DyingWhenStarted(), Limits()) as pool:
        list(pool.run([["a"]]))


LEFT = []


def leave_behind(chunk, at):
    for index, _ in enumerate(chunk):
        at(index)
        LEFT.append(bytearray(b"x" * (3 << 20)))
    yield len(chunk), [os.getpid()] * len(chunk)


def test_a_process_that_grows_from_document_to_document_is_replaced_and_nothing_is_lost():
    with Pool(1, leave_behind, Limits(growth=5 << 20)) as pool:
        done = [one for one in pool.run([[number] for number in range(6)]) if one]
    assert [type(one) for one in done] == [Done] * 6
    assert sorted(number for one in done for number in one.items) == list(range(6))
    assert len({pid for one in done for pid in one.result}) == 3
