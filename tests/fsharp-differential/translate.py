"""Translates a sequential .sf program to F#, line by line, without understanding it."""

import re

PRINTERS = {"printfn", "printf", "sprintf"}
SPECIFIER = re.compile(r"%(%|[-+0 ]*\d*(?:\.\d+)?[a-zA-Z])")
DECLARATION = re.compile(r"^(?:type|entity|let)\b[^\n]*\n?(?:(?:[ \t}\])|][^\n]*|and [^\n]*)?\n)*", re.MULTILINE)


def translate(source: str, module: str) -> tuple[str, str]:
    """Two F# files: the declarations, which may refer to each other in any order, and the script."""
    text = translate_text(source.rstrip() + "\n")
    declared = declarations_of(text)
    script = text
    for declaration in declared:
        script = script.replace(declaration, "", 1)
    declarations = "\n".join(translate_entity(d) if d.startswith("entity") else d for d in declared)
    return (
        f"module rec {module}_declarations\n\nopen Entities\nopen Prelude\n\n{declarations}\n",
        f'module {module}\n\nopen Entities\nopen Prelude\nopen {module}_declarations\n\nprintfn "%s" "{marker(module)}"\n\n{script}\n',
    )


def marker(module: str) -> str:
    """The line that a program prints first, by which its output is found in that of a batch."""
    return f"@@@ {module}"


def declarations_of(text: str) -> list[str]:
    """Types, entities, and the pure functions and constants that entities use."""
    chunks = DECLARATION.findall(text)
    types = [c for c in chunks if not c.startswith("let")]
    entities = {name_of(c) for c in types if c.startswith("entity")}
    lets = {name_of(c): c for c in chunks if re.match(r"let (rec )?\w", c) and not c.startswith("let mutable")}
    top_level = words(" ".join(re.findall(r"^let (?:rec |mutable )?(\w+|\([^=]*) ?[=:(]", text, re.MULTILINE)))
    impure_words = entities | {"printfn", "printf"}

    def is_pure(name: str) -> bool:
        return not words(lets[name]) & (impure_words | top_level - pure)

    pure = set(lets)
    while impure := {name for name in pure if not is_pure(name)}:
        pure -= impure

    used, following = set(), words(" ".join(t for t in types if t.startswith("entity")))
    while following := (following & pure) - used:
        used |= following
        following = set().union(*(words(lets[name]) for name in following))
    return [c for c in chunks if c in types or c in [lets[name] for name in used]]


def name_of(declaration: str) -> str:
    found = re.match(r"\w+ (?:rec )?(\w+)", declaration)
    return found[1] if found else ""


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


# Text: strings, comments, printf formats, let! ... and!


def translate_text(source: str) -> str:
    out, at, word = [], 0, ""
    while at < len(source):
        end = token_end(source, at)
        token = source[at:end]
        if token.startswith("$\""):
            out.append(("\"%s\" " if word in PRINTERS else "") + translate_interpolated(token))
        elif token.startswith('"') and word in PRINTERS and "%A" in token:
            out.append(translate_format(token, out))
        elif token in ("let", "and") and source[end : end + 1] == "!":
            out.append("let ")
            end += 1
        else:
            out.append(token)
        if not token.isspace():
            word = token
        at = end
    return "".join(out)


def token_end(source: str, at: int) -> int:
    """Where the token that begins at a position ends; of tokens only strings, comments and words matter."""
    if source.startswith("//", at):
        return end_of_line(source, at)
    if source.startswith("(*", at) and not source.startswith("(*)", at):
        return block_comment_end(source, at)
    if source.startswith(('"', '$"'), at):
        return string_end(source, at)
    found = re.compile(r"\s+|\w+|.").match(source, at)
    assert found
    return found.end()


def end_of_line(source: str, at: int) -> int:
    end = source.find("\n", at)
    return len(source) if end < 0 else end


def block_comment_end(source: str, at: int) -> int:
    depth = 0
    for found in re.compile(r"\(\*|\*\)").finditer(source, at):
        depth += 1 if found.group() == "(*" else -1
        if depth == 0:
            return found.end()
    raise ValueError("unfinished comment")


def string_end(source: str, at: int) -> int:
    interpolated = source[at] == "$"
    at += 1 if interpolated else 0
    quote = '"""' if source.startswith('"""', at) else '"'
    at += len(quote)
    while not source.startswith(quote, at):
        if interpolated and source.startswith(("{{", "}}"), at):
            at += 2
        elif interpolated and source[at] == "{":
            at = hole_end(source, at)
        elif quote == '"' and source[at] == "\\":
            at += 2
        else:
            at += 1
    return at + len(quote)


def hole_end(source: str, at: int) -> int:
    """The position after the brace that closes the one at a position."""
    depth = 0
    while True:
        if source[at] in "{}":
            depth += 1 if source[at] == "{" else -1
            at += 1
            if depth == 0:
                return at
        else:
            at = token_end(source, at)


def translate_interpolated(token: str) -> str:
    """An interpolated string becomes a list of strings to join."""
    triple = token.startswith('$"""')
    text = token[4:-3] if triple else token[2:-1]
    parts, at, literal = [], 0, ""
    while at < len(text):
        if text.startswith(("{{", "}}", "%%"), at):
            literal += text[at]
            at += 2
        elif text[at] == "{":
            end = hole_end(text, at)
            specifier = re.search(r"%[-+0 ]*\d*(?:\.\d+)?[a-zA-Z]$", literal)
            literal = literal[: specifier.start()] if specifier else literal
            parts.append(quote(literal, triple))
            parts.append(translate_hole(text[at + 1 : end - 1], specifier.group() if specifier else None))
            literal, at = "", end
        else:
            step = 2 if text[at] == "\\" and not triple else 1
            literal += text[at : at + step]
            at += step
    parts.append(quote(literal, triple))
    return f'(String.concat "" [{"; ".join(parts)}])'


def quote(literal: str, raw: bool) -> str:
    if raw:
        literal = literal.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + literal.replace("\n", "\\n") + '"'


def translate_hole(hole: str, specifier: str | None) -> str:
    format_part = re.search(r":([A-Z]\d*)$", hole)
    value = translate_text(hole[: format_part.start()] if format_part else hole)
    if format_part:
        return f'showFormatted "{format_part.group(1)}" ({value})'
    if specifier == "%A":
        return f"showQuoted ({value})"
    return f'sprintf "{specifier}" ({value})' if specifier else f"show ({value})"


def translate_format(token: str, out: list[str]) -> str:
    """printfn "%d %A" becomes (fun a0 a1 -> printfn "%d %s" a0 (showQuoted a1)); the printer is taken from out."""
    while out[-1].isspace():
        out.pop()
    printer = out.pop()
    specifiers = [s for s in SPECIFIER.findall(token) if s != "%"]
    names = [f"a{i}" for i in range(len(specifiers))]
    values = [f"(showQuoted {n})" if s == "A" else n for n, s in zip(names, specifiers)]
    return f"(fun {' '.join(names)} -> {printer} {token.replace('%A', '%s')} {' '.join(values)})"


# Entities: classes which register themselves under their key


def translate_entity(declaration: str) -> str:
    header = re.match(r"entity\s+(\w+)\s*\(([^)]*)\)\s*=[^\n]*\n", declaration)
    key = re.search(r"^( +)key (\w+)[^\n]*\n", declaration, re.MULTILINE)
    assert header and key, declaration
    name, parameters, indent, parameter = header[1], header[2], key[1], key[2]
    key_type = re.search(rf"\b{parameter}\s*:\s*(\w+)", parameters)
    assert key_type, declaration
    body = declaration[header.end() :].replace(key[0], "", 1)
    invariant = re.compile(rf"^{indent}invariant ([^\n]*\n(?:{indent} +[^\n]*\n)*)", re.MULTILINE)
    invariants = "; ".join(f"({i.strip()})" for i in invariant.findall(body))
    body = invariant.sub("", body)
    body = re.sub(
        rf"^({indent}\[<Transactional>\]\n)?{indent}member (private )?(\w+)\.([^=]*)=",
        lambda m: f"{indent}member {m[2] or ''}{self_of(m[3])}.{m[4]}= {'transaction' if m[1] else 'call'} {self_of(m[3])} <| fun () ->",
        body,
        flags=re.MULTILINE,
    )
    find = f"static member Get(k: {key_type[1]}) : {name} = (Entity.Find(typeof<{name}>, box k) :?> {name})"
    exists = f"static member Exists(k: {key_type[1]}) : bool = Entity.Registered(typeof<{name}>, box k)"
    return f"type {name}({parameters}) =\n{indent}inherit Entity(box {parameter})\n{body.rstrip()}\n\n{indent}override _.Invariants = [{invariants}]\n{indent}{find}\n{indent}{exists}\n"


def self_of(identifier: str) -> str:
    return "this" if identifier == "_" else identifier
