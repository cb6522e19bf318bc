"""Inserts, commits and tags sessions in DoltLite until the time is up; prints a tally as JSON.

The callers share one connection and take turns, which is the best DoltLite does: its commits do not
run side by side.
"""

import argparse
import json
import os
import threading
import time

import doltlite  # noqa: F401  (makes sqlite3 speak DoltLite)
import sqlite3

arguments = argparse.ArgumentParser()
arguments.add_argument("folder")
arguments.add_argument("--callers", type=int, default=1)
arguments.add_argument("--seconds", type=float, default=1)
arguments = arguments.parse_args()

with open(os.path.join(arguments.folder, "payload"), "rb") as file:
    payload = file.read()
database = sqlite3.connect(
    os.path.join(arguments.folder, "sessions.db"), isolation_level=None, check_same_thread=False
)
database.execute("PRAGMA synchronous = FULL")
database.execute("CREATE TABLE session (id INTEGER PRIMARY KEY, bytes BLOB)")
database.execute("SELECT dolt_commit('-A', '-m', 'The table')").fetchall()

turn = threading.Lock()
operations = 0
longest = 0.0
start = time.monotonic()


def call():
    global operations, longest
    while time.monotonic() - start < arguments.seconds:
        asked = time.monotonic()
        with turn:
            operations += 1
            version = f"v1.{operations}.0"
            database.execute("INSERT INTO session (bytes) VALUES (?)", (payload,))
            database.execute("SELECT dolt_commit('-a', '-m', ?)", (f"Session {version}",)).fetchall()
            database.execute("SELECT dolt_tag(?)", (version,)).fetchall()
            longest = max(longest, time.monotonic() - asked)


callers = [threading.Thread(target=call) for _ in range(arguments.callers)]
for caller in callers:
    caller.start()
for caller in callers:
    caller.join()
print(
    json.dumps(
        {
            "operations": operations,
            "seconds": time.monotonic() - start,
            "longestWait": longest,
        }
    )
)
