"""The log filter: a line keeps its words and its ids, an exception keeps its kind and place, no value of a record."""

from __future__ import annotations

import logging
import traceback


class NoValues(logging.Filter):
    """Replaces the text of an exception by its type and the lines it passed: messages may quote what was typed."""

    def filter(self, line: logging.LogRecord) -> bool:
        if line.exc_info and line.exc_info[0]:
            frames = traceback.extract_tb(line.exc_info[2])
            way = " < ".join(f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in reversed(frames[-6:]))
            line.msg, line.args = f"{line.exc_info[0].__name__} at {way}", ()
            line.exc_info = line.exc_text = None
        elif line.name.startswith("django"):
            line.msg, line.args = f"{line.name} {getattr(line, 'status_code', '')}".strip(), ()
        return True
