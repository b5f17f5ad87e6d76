# SPDX-License-Identifier: MIT
"""A process that plays scripts: one for many, a new one when it ended or took too long."""

import os
import selectors
import subprocess
import time

SECONDS = 10


class Player:
    def __init__(self, command):
        self.command = command
        self.process = None

    def play(self, script):
        """The transcript as a list of lines; the last one tells of a crash or of patience lost."""
        self.send(script)
        return self.receive()

    def send(self, script):
        if self.process is None:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            os.set_blocking(self.process.stderr.fileno(), False)
        self.process.stdin.write("".join(line + "\n" for line in [*script, "end"]).encode())
        self.process.stdin.flush()

    def receive(self):
        out, limit = b"", time.monotonic() + SECONDS
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while not out.endswith(b"\nend\n"):
                if not selector.select(max(0.0, limit - time.monotonic())):
                    return self.give_up(out, "never returns")
                more = os.read(self.process.stdout.fileno(), 1 << 16)
                if not more:
                    return self.give_up(out, "crashes")
                out += more
        return out.decode().splitlines()[:-1]

    def give_up(self, out, why):
        self.process.kill()
        code = self.process.wait()
        told = (self.process.stderr.read() or b"").decode(errors="replace").splitlines()
        self.process = None
        remarks = [f"# {line}" for line in [f"exit code {code}", *told[-5:]]]
        return out.decode().splitlines() + [f"= {why}"] + remarks

    def close(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
            self.process = None
