"""Runs a command in a terminal of its own: in_terminal.py COLUMNS ROWS COMMAND…

What comes by standard input is typed there; what is written there goes to standard output.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios

columns, rows, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))
    os.execvp(command[0], command)

sources = [0, terminal]
while True:
    ready, _, _ = select.select(sources, [], [])
    try:
        if terminal in ready:
            data = os.read(terminal, 65536)
            if not data:
                break
            os.write(1, data)
    except OSError:
        break  # Linux says so (EIO) when the last process has left the terminal.
    if 0 in ready:
        typed = os.read(0, 4096)
        if typed:
            os.write(terminal, typed)
        else:
            sources.remove(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
