"""Removes from executed notebooks what differs from one execution to the next, or from one version of Jupyter to the next.

    python3 normalise.py NOTEBOOK...
"""
import json
import sys


def normalise(notebook):
    metadata = notebook["metadata"]
    language = {fact: value for fact, value in metadata["language_info"].items() if fact != "version"}
    notebook["metadata"] = {"kernelspec": metadata["kernelspec"], "language_info": language}
    for cell in notebook["cells"]:
        cell["metadata"].pop("execution", None)


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    normalise(content)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1, ensure_ascii=False, sort_keys=True)
        file.write("\n")
