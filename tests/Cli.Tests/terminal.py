"""Runs a command at a pseudo-terminal. Standard input says what to do, a step a line:

    send TEXT      types TEXT, a JSON string
    expect TEXT    waits until TEXT, a JSON string, has been shown since the last step that waited
    hangup         closes the terminal

Ends with the command's exit code; 99 if an expected text did not come. What was shown goes to standard output.
"""
import json, os, pty, select, signal, sys, time

PATIENCE = 120

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])

shown, searched = "", 0


def read(seconds):
    global shown
    if not select.select([terminal], [], [], seconds)[0]:
        return True
    try:
        data = os.read(terminal, 65536)
    except OSError:
        return False
    shown += data.decode("utf-8", "replace")
    if "\x1b[6n" in data.decode("utf-8", "replace"):
        os.write(terminal, b"\x1b[1;1R")
    return data != b""


def finish(code):
    sys.stdout.write(shown)
    sys.exit(code)


for line in sys.stdin.read().splitlines():
    step, _, text = line.partition(" ")
    if step == "hangup":
        os.close(terminal)
        break
    text = json.loads(text)
    if step == "send":
        os.write(terminal, text.encode())
        continue
    deadline = time.time() + PATIENCE
    while text not in shown[searched:]:
        if time.time() > deadline or not read(1):
            sys.stderr.write(f"{text!r} was not shown after {shown[searched:]!r}\n")
            os.kill(pid, signal.SIGKILL)
            finish(99)
    searched = shown.index(text, searched) + len(text)
else:
    while read(PATIENCE):
        pass

status = os.waitpid(pid, 0)[1]
finish(os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
