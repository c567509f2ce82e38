/// What the entity language has and F# has not: one way of showing values, some library functions.
module Prelude

open System
open System.Collections.Generic
open System.Globalization
open FSharp.Reflection
open Entities

let private isGeneric (definition: Type) (t: Type) =
    t.IsGenericType && t.GetGenericTypeDefinition() = definition

let private items (value: obj) = Seq.cast<obj> (value :?> System.Collections.IEnumerable)

let private showFloat (x: float) =
    if Double.IsNaN x then "nan"
    elif Double.IsPositiveInfinity x then "infinity"
    elif Double.IsNegativeInfinity x then "-infinity"
    else
        let text = x.ToString("R", CultureInfo.InvariantCulture)
        if text |> Seq.forall (fun c -> Char.IsDigit c || c = '-') then text + ".0" else text

/// Shows a value of static type t; inside a structure, so strings are quoted.
let rec private showAs (t: Type) (value: obj) : string =
    let list separator shown = String.Join(separator, (shown: string seq))

    if t = typeof<unit> then "()"
    elif t = typeof<string> then $"\"{value}\""
    elif t = typeof<bool> then (if (value :?> bool) then "true" else "false")
    elif t = typeof<float> then showFloat (value :?> float)
    elif typeof<Entity>.IsAssignableFrom t then value.ToString()
    elif isGeneric typedefof<_ list> t then
        "[" + list "; " (items value |> Seq.map (showAs (t.GetGenericArguments()[0]))) + "]"
    elif isGeneric typedefof<Set<_>> t then
        "set [" + list "; " (items value |> Seq.map (showAs (t.GetGenericArguments()[0]))) + "]"
    elif isGeneric typedefof<Map<_, _>> t then
        let pair = typedefof<KeyValuePair<_, _>>.MakeGenericType(t.GetGenericArguments())
        let part (name: string) entry = showAs (pair.GetProperty(name).PropertyType) (pair.GetProperty(name).GetValue entry)
        "map [" + list "; " (items value |> Seq.map (fun e -> $"""({part "Key" e}, {part "Value" e})""")) + "]"
    elif FSharpType.IsTuple t then
        let values = FSharpValue.GetTupleFields value
        "(" + list ", " (Seq.map2 showAs (FSharpType.GetTupleElements t) values) + ")"
    elif FSharpType.IsRecord t then
        let fields = FSharpType.GetRecordFields t
        "{ " + list "; " (fields |> Seq.map (fun f -> $"{f.Name} = {showAs f.PropertyType (f.GetValue value)}")) + " }"
    elif FSharpType.IsUnion t then
        let case, values = FSharpValue.GetUnionFields(value, t)

        match Seq.map2 showAs (case.GetFields() |> Seq.map _.PropertyType) values |> Seq.toList with
        | [] -> case.Name
        | [ one ] when one.Contains ' ' && not (Seq.contains one[0] "\"([{") -> $"{case.Name} ({one})"
        | [ one ] when one.EndsWith ")" && one[0] <> '(' -> $"{case.Name} ({one})"
        | [ one ] -> $"{case.Name} {one}"
        | several -> $"""{case.Name} ({list ", " several})"""
    else
        Convert.ToString(value, CultureInfo.InvariantCulture)

/// As %A shows it.
let showQuoted (value: 'T) : string = showAs typeof<'T> (box value)

/// As {e} shows it: a string at the top is raw.
let show (value: 'T) : string =
    match box value with
    | :? string as text -> text
    | _ -> showQuoted value

let string (value: 'T) : string = show value

let showFormatted (format: string) (value: 'T) : string =
    (box value :?> IFormattable).ToString(format, CultureInfo.InvariantCulture)

/// Every failure has a message, not only those of failwith.
let (|Failure|_|) (e: exn) : string option = Some e.Message

type 'T call = Finished of 'T
let start (result: 'T) : 'T call = Finished result
let wait (Finished result: 'T call) : 'T = result

module Map =
    let keys (m: Map<'K, 'V>) : 'K list = [ for entry in m -> entry.Key ]
    let values (m: Map<'K, 'V>) : 'V list = [ for entry in m -> entry.Value ]

module String =
    let join (separator: string) (parts: string list) : string = String.Join(separator, parts)
    let split (separator: string) (s: string) : string list = s.Split separator |> List.ofArray
    let contains (part: string) (s: string) : bool = s.Contains(part, StringComparison.Ordinal)
    let startsWith (part: string) (s: string) : bool = s.StartsWith(part, StringComparison.Ordinal)
    let endsWith (part: string) (s: string) : bool = s.EndsWith(part, StringComparison.Ordinal)
    let replace (old: string) (by: string) (s: string) : string = s.Replace(old, by)
    let trim (s: string) : string = s.Trim()
    let toUpper (s: string) : string = s.ToUpperInvariant()
    let toLower (s: string) : string = s.ToLowerInvariant()
    let substring (start: int) (length: int) (s: string) : string = s.Substring(start, length)
