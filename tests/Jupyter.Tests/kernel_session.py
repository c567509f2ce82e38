"""A session with an installed kernel through jupyter_client: prints what came of it as JSON."""

import json
import sys
import time

from jupyter_client.manager import KernelManager

PATIENCE = 120  # Seconds; only ends what hangs.


def execute(client, code):
    """Runs a cell and gathers all that comes of it."""
    outputs = []

    def gather(message):
        content = message["content"]
        if message["msg_type"] == "stream":
            outputs.append(content["text"])
        elif message["msg_type"] in ("execute_result", "display_data"):
            outputs.append(content["data"]["text/plain"])

    reply = client.execute_interactive(code, timeout=PATIENCE, output_hook=gather, allow_stdin=False)
    return {"status": reply["content"]["status"], "error": reply["content"].get("ename"), "output": "".join(outputs)}


def interrupted(manager, client, code):
    """Runs a cell that does not end, and interrupts it when it has begun to print."""
    request = client.execute(code)
    while True:
        message = client.get_iopub_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") == request and message["msg_type"] == "stream":
            break
    manager.interrupt_kernel()
    while True:
        reply = client.get_shell_msg(timeout=PATIENCE)
        if reply["parent_header"].get("msg_id") == request:
            return reply["content"]


def content_of(client, request):
    while True:
        reply = client.get_shell_msg(timeout=PATIENCE)
        if reply["parent_header"].get("msg_id") == request:
            return reply["content"]


def start(kernel_name):
    manager = KernelManager(kernel_name=kernel_name)
    manager.start_kernel(stderr=sys.stderr)
    client = manager.client()
    client.start_channels()
    return manager, client


def main():
    results = {}
    manager, client = start("stateflow")
    try:
        began = time.monotonic()
        results["info"] = content_of(client, client.kernel_info())
        answered = time.monotonic()
        client.wait_for_ready(timeout=PATIENCE)
        results["value"] = execute(client, "let x = 20\nx + 1")
        ran = time.monotonic()
        results["print"] = execute(client, 'for i in 1 .. 3 do\n    printfn $"{i}"')
        results["error"] = execute(client, "y + 1")
        results["complete"] = content_of(client, client.complete('"🍏" + x.Fo', 10))
        results["complete_name"] = content_of(client, client.complete("let veryLong = 1\nveryL", 22))
        results["inspect"] = content_of(client, client.inspect("x", 1))
        results["is_complete"] = [content_of(client, client.is_complete(code)) for code in ("x", "let f y =")]
        results["history"] = content_of(client, client.history(hist_access_type="tail", n=1))
        results["interrupted"] = interrupted(manager, client, 'while true do\n    printfn "again"')
        results["after_interrupt"] = execute(client, "x")
        manager.restart_kernel(now=False)
        client.wait_for_ready(timeout=PATIENCE)
        results["after_restart"] = execute(client, "x")
        results["count_after_restart"] = execute(client, "1")["status"]
        results["alive"] = client.is_alive()
        print(f"kernel_info after {answered - began:.2f} s, first cell done after {ran - began:.2f} s", file=sys.stderr)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=False)
    results["ended"] = not manager.is_alive()
    json.dump(results, sys.stdout)


main()
