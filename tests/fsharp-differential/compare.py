"""Runs .sf programs as F# and compares what they print with what is expected of them."""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

from translate import marker, translate

HERE = pathlib.Path(__file__).parent
TESTS = HERE.parent
REPOSITORY = TESTS.parent
BATCH = 60


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("programs", nargs="*", type=pathlib.Path, help="all correct programs and samples if none is given")
    options.add_argument("--bless", action="store_true", help="write what F# prints as the expected output")
    options.add_argument("--show", action="store_true", help="print the translations, run nothing")
    chosen = options.parse_args()

    programs = [p.resolve() for p in chosen.programs] or sorted(
        [p for folder in ("correct", "run-time-failure") for p in (TESTS / "Programs" / folder).glob("**/*.sf")]
        + list((REPOSITORY / "samples").glob("*.sf"))
    )
    sequential = [p for p in programs if not text_of(p).startswith("// not F#")]
    if chosen.show:
        for program in sequential:
            print("\n".join(translate(text_of(program), module_of(program))))
        return 0

    failing = [p for p in sequential if fails(p)]
    succeeding = [p for p in sequential if not fails(p)]
    batches = [succeeding[i : i + BATCH] for i in range(0, len(succeeding), BATCH)] + [[p] for p in failing]
    failures = sum(run_batch(batch, chosen.bless) for batch in batches)
    print(f"{len(sequential) - failures} of {len(sequential)} agree with F#; {len(programs) - len(sequential)} are not F#")
    return 1 if failures else 0


def run_batch(programs: list[pathlib.Path], bless: bool) -> int:
    """Runs programs in one F# session; those that F# refuses are reported and the rest runs again. Counts disagreements."""
    with tempfile.TemporaryDirectory() as folder:
        for program in programs:
            declarations, script = translate(text_of(program), module_of(program))
            (pathlib.Path(folder) / f"{module_of(program)}_declarations.fsx").write_text(declarations)
            (pathlib.Path(folder) / f"{module_of(program)}.fsx").write_text(script)
        loads = "".join(f'#load @"{folder}/{module_of(p)}{part}.fsx"\n' for p in programs for part in ("_declarations", ""))
        script = pathlib.Path(folder) / "batch.fsx"
        script.write_text(f'#load @"{HERE}/entities.fsx"\n#load @"{HERE}/prelude.fsx"\n{loads}')
        ran = subprocess.run(["dotnet", "fsi", "--nologo", "--nowarn:22,25,40,64", str(script)], capture_output=True, text=True)

    refused = [p for p in programs if re.search(rf"{module_of(p)}(_declarations)?\.fsx\(\d+,\d+\): error", ran.stderr)]
    if refused:
        print("\n".join(line for line in ran.stderr.splitlines() if ": error" in line))
        rest = [p for p in programs if p not in refused]
        return len(refused) + (run_batch(rest, bless) if rest else 0)
    if (ran.returncode != 0) != fails(programs[0]):
        print(ran.stderr or f"{programs[0].name} did not fail")
        return len(programs)

    return sum(not agrees(p, output_of(p, ran.stdout), bless) for p in programs)


def fails(program: pathlib.Path) -> bool:
    """Whether a program is expected to stop with a failure; it cannot share a session."""
    return "run-time-failure" in program.parts


def text_of(program: pathlib.Path) -> str:
    return program.read_text(encoding="utf-8-sig")


def module_of(program: pathlib.Path) -> str:
    return re.sub(r"\W", "_", f"{program.parent.name}_{program.stem}").capitalize()


def output_of(program: pathlib.Path, stdout: str) -> str | None:
    _, found, rest = stdout.partition(marker(module_of(program)) + "\n")
    return rest.partition("@@@ ")[0] if found else None


def agrees(program: pathlib.Path, actual: str | None, bless: bool) -> bool:
    expected_file = expected_of(program)
    if bless and actual is not None:
        expected_file.write_text(actual)
    expected = expected_file.read_text() if expected_file.exists() else None
    if actual == expected and actual is not None:
        return True
    print(f"--- {program.relative_to(REPOSITORY)}: expected\n{expected}--- F# prints\n{actual}")
    return False


def expected_of(program: pathlib.Path) -> pathlib.Path:
    if program.parent.name == "samples":
        return program.parent / "expected" / f"{program.stem}.txt"
    return program.with_suffix(".out")


if __name__ == "__main__":
    sys.exit(main())
