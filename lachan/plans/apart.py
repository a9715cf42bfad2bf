"""Reading a file in a process of its own, ended when it takes too long: what hangs there does not hang here. Plain."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import IO, Any

from lachan.plans.kinds import Json
from lachan.plans.reading.errors import Unreadable

STARTING = 60.0  # seconds for the process to load, which is no part of the reading
BROKEN = "Đọc tệp này bị dừng giữa chừng vì tệp hỏng hoặc quá nặng. Hãy lưu lại thành .docx rồi tải lên."
Progress = Callable[[int, int], None]
_END = ""


@dataclass(frozen=True)
class Found:
    """A reading in the reader's own shape, the text it speaks of, and how long it took."""

    text: str
    reading: Json
    seconds: float


class TooLong(Exception):
    """The time is over; the process has been ended."""


def read_apart(data: bytes, name: str, *, seconds: float, progress: Progress | None = None) -> Found:
    """Raises Unreadable with the reader's sentence, or TooLong after so many seconds of reading."""
    command = [sys.executable, "-m", "lachan.plans.reading", name]
    pipe = subprocess.PIPE
    child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=_bare())  # noqa: S603  our own module, no shell
    signs: Queue[str] = Queue()
    answer: list[bytes] = []
    threads = [
        Thread(target=_give, args=(child.stdin, data), daemon=True),
        Thread(target=lambda: answer.append(child.stdout.read()), daemon=True),  # type: ignore[union-attr]
        Thread(target=_listen, args=(child.stderr, signs), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        _wait(signs, seconds, progress)
        threads[1].join(5)
        child.wait(5)
    finally:
        child.kill()
        child.wait()
    return _found(answer[0] if answer else b"")


def _bare() -> dict[str, str]:
    """The surroundings without what belongs to this installation: no passphrase where files of strangers are opened."""
    return {name: value for name, value in os.environ.items() if not name.startswith("LACHAN_")}


def _give(pipe: IO[bytes] | None, data: bytes) -> None:
    assert pipe is not None
    try:
        pipe.write(data)
        pipe.close()
    except BrokenPipeError:
        pass  # the process ended before it had read everything


def _listen(pipe: IO[bytes] | None, signs: Queue[str]) -> None:
    assert pipe is not None
    for line in pipe:
        signs.put(line.decode(errors="replace").strip() or " ")
    signs.put(_END)


def _wait(signs: Queue[str], seconds: float, progress: Progress | None) -> None:
    """Until the process closes its mouth; the clock runs from the moment it says that it is ready."""
    end = monotonic() + STARTING
    while True:
        try:
            said = signs.get(timeout=max(end - monotonic(), 0.001))
        except Empty:
            raise TooLong from None
        if said == _END:
            return
        if said == "ready":
            end = monotonic() + seconds
        words = said.split()
        if words[:1] == ["page"] and len(words) == 3 and progress:
            progress(int(words[1]), int(words[2]))


def _found(answer: bytes) -> Found:
    try:
        said: dict[str, Any] = json.loads(answer)
    except ValueError:
        raise Unreadable(BROKEN) from None
    if "unreadable" in said:
        raise Unreadable(said["unreadable"])
    return Found(said["text"], said["reading"], said["seconds"])
