using System.Collections.Frozen;

namespace StateFlow.Language.IR;

/// <summary>The library: every function that programs may use without declaring it, with its F# signature.</summary>
/// <remarks>
/// <c>'num</c> stands for int or float. Where it is the only overload, <c>float</c>'s functions take floats alone, as in F#.
/// </remarks>
public static class Library
{
    private static readonly FrozenDictionary<string, (LibraryFunction Function, string Signature)> Functions =
        Signatures().ToFrozenDictionary(entry => entry.Name, entry => (new LibraryFunction(entry.Name, entry.Arity), entry.Signature));

    /// <summary>The names that programs can use, for completion and suggestions.</summary>
    public static IEnumerable<string> Names => Functions.Keys.Where(name => !IsOfCompiler(name));

    /// <summary>The names of functions that only the compiler calls, for what a program writes otherwise: ranges, say.</summary>
    public static IEnumerable<string> CompilerNames => Functions.Keys.Where(IsOfCompiler);

    /// <summary>The function of that name, or null.</summary>
    public static LibraryFunction? Find(string name) => Functions.TryGetValue(name, out var entry) ? entry.Function : null;

    /// <summary>The F# type of the function of that name, for example <c>('a -> 'b) -> 'a list -> 'b list</c>.</summary>
    public static string Signature(string name) => Functions[name].Signature;

    private static IEnumerable<(string Name, int Arity, string Signature)> Signatures()
    {
        foreach (var line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(" : ", StringComparison.Ordinal);
            var signature = line[(colon + 3)..].TrimEnd();
            yield return (line[..colon], CountArrows(signature), signature);
        }
    }

    private static bool IsOfCompiler(string name) => name.Contains('-');

    private static int CountArrows(string signature)
    {
        var (depth, arrows) = (0, 0);
        for (var i = 0; i < signature.Length; i++)
        {
            depth += signature[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && signature.AsSpan(i).StartsWith("->")) arrows++;
        }

        return arrows;
    }

    private const string Table = """
        failwith : string -> 'a
        ignore : 'a -> unit
        not : bool -> bool
        fst : 'a * 'b -> 'a
        snd : 'a * 'b -> 'b
        id : 'a -> 'a
        abs : 'num -> 'num
        min : 'a -> 'a -> 'a
        max : 'a -> 'a -> 'a
        compare : 'a -> 'a -> int
        floor : float -> float
        ceil : float -> float
        round : float -> float
        truncate : float -> float
        sqrt : float -> float
        exp : float -> float
        log : float -> float
        log10 : float -> float
        sin : float -> float
        cos : float -> float
        tan : float -> float
        pown : 'num -> int -> 'num
        sign : 'num -> int
        int : 'a -> int
        float : 'a -> float
        string : 'a -> string
        Some : 'a -> 'a option
        None : 'a option
        wait : 'a call -> 'a
        List.empty : 'a list
        List.singleton : 'a -> 'a list
        List.length : 'a list -> int
        List.isEmpty : 'a list -> bool
        List.head : 'a list -> 'a
        List.tryHead : 'a list -> 'a option
        List.tail : 'a list -> 'a list
        List.last : 'a list -> 'a
        List.tryLast : 'a list -> 'a option
        List.item : int -> 'a list -> 'a
        List.tryItem : int -> 'a list -> 'a option
        List.nth : 'a list -> int -> 'a
        List.rev : 'a list -> 'a list
        List.append : 'a list -> 'a list -> 'a list
        List.concat : 'a list list -> 'a list
        List.contains : 'a -> 'a list -> bool
        List.exists : ('a -> bool) -> 'a list -> bool
        List.forall : ('a -> bool) -> 'a list -> bool
        List.find : ('a -> bool) -> 'a list -> 'a
        List.tryFind : ('a -> bool) -> 'a list -> 'a option
        List.findIndex : ('a -> bool) -> 'a list -> int
        List.tryFindIndex : ('a -> bool) -> 'a list -> int option
        List.pick : ('a -> 'b option) -> 'a list -> 'b
        List.tryPick : ('a -> 'b option) -> 'a list -> 'b option
        List.filter : ('a -> bool) -> 'a list -> 'a list
        List.partition : ('a -> bool) -> 'a list -> 'a list * 'a list
        List.choose : ('a -> 'b option) -> 'a list -> 'b list
        List.map : ('a -> 'b) -> 'a list -> 'b list
        List.mapi : (int -> 'a -> 'b) -> 'a list -> 'b list
        List.map2 : ('a -> 'b -> 'c) -> 'a list -> 'b list -> 'c list
        List.indexed : 'a list -> (int * 'a) list
        List.collect : ('a -> 'b list) -> 'a list -> 'b list
        List.iter : ('a -> unit) -> 'a list -> unit
        List.iteri : (int -> 'a -> unit) -> 'a list -> unit
        List.iter2 : ('a -> 'b -> unit) -> 'a list -> 'b list -> unit
        List.fold : ('s -> 'a -> 's) -> 's -> 'a list -> 's
        List.foldBack : ('a -> 's -> 's) -> 'a list -> 's -> 's
        List.scan : ('s -> 'a -> 's) -> 's -> 'a list -> 's list
        List.reduce : ('a -> 'a -> 'a) -> 'a list -> 'a
        List.sum : 'num list -> 'num
        List.sumBy : ('a -> 'num) -> 'a list -> 'num
        List.average : float list -> float
        List.averageBy : ('a -> float) -> 'a list -> float
        List.min : 'a list -> 'a
        List.max : 'a list -> 'a
        List.minBy : ('a -> 'b) -> 'a list -> 'a
        List.maxBy : ('a -> 'b) -> 'a list -> 'a
        List.sort : 'a list -> 'a list
        List.sortDescending : 'a list -> 'a list
        List.sortBy : ('a -> 'b) -> 'a list -> 'a list
        List.sortByDescending : ('a -> 'b) -> 'a list -> 'a list
        List.sortWith : ('a -> 'a -> int) -> 'a list -> 'a list
        List.distinct : 'a list -> 'a list
        List.distinctBy : ('a -> 'b) -> 'a list -> 'a list
        List.countBy : ('a -> 'b) -> 'a list -> ('b * int) list
        List.groupBy : ('a -> 'b) -> 'a list -> ('b * 'a list) list
        List.zip : 'a list -> 'b list -> ('a * 'b) list
        List.unzip : ('a * 'b) list -> 'a list * 'b list
        List.pairwise : 'a list -> ('a * 'a) list
        List.take : int -> 'a list -> 'a list
        List.truncate : int -> 'a list -> 'a list
        List.takeWhile : ('a -> bool) -> 'a list -> 'a list
        List.skip : int -> 'a list -> 'a list
        List.skipWhile : ('a -> bool) -> 'a list -> 'a list
        List.init : int -> (int -> 'a) -> 'a list
        List.replicate : int -> 'a -> 'a list
        List.ofSeq : 'a list -> 'a list
        List.toSeq : 'a list -> 'a list
        Map.empty : Map<'k, 'v>
        Map.isEmpty : Map<'k, 'v> -> bool
        Map.add : 'k -> 'v -> Map<'k, 'v> -> Map<'k, 'v>
        Map.remove : 'k -> Map<'k, 'v> -> Map<'k, 'v>
        Map.find : 'k -> Map<'k, 'v> -> 'v
        Map.tryFind : 'k -> Map<'k, 'v> -> 'v option
        Map.containsKey : 'k -> Map<'k, 'v> -> bool
        Map.count : Map<'k, 'v> -> int
        Map.keys : Map<'k, 'v> -> 'k list
        Map.values : Map<'k, 'v> -> 'v list
        Map.toList : Map<'k, 'v> -> ('k * 'v) list
        Map.ofList : ('k * 'v) list -> Map<'k, 'v>
        Map.map : ('k -> 'v -> 'w) -> Map<'k, 'v> -> Map<'k, 'w>
        Map.filter : ('k -> 'v -> bool) -> Map<'k, 'v> -> Map<'k, 'v>
        Map.iter : ('k -> 'v -> unit) -> Map<'k, 'v> -> unit
        Map.exists : ('k -> 'v -> bool) -> Map<'k, 'v> -> bool
        Map.forall : ('k -> 'v -> bool) -> Map<'k, 'v> -> bool
        Map.fold : ('s -> 'k -> 'v -> 's) -> 's -> Map<'k, 'v> -> 's
        Set.empty : Set<'a>
        Set.isEmpty : Set<'a> -> bool
        Set.singleton : 'a -> Set<'a>
        Set.add : 'a -> Set<'a> -> Set<'a>
        Set.remove : 'a -> Set<'a> -> Set<'a>
        Set.contains : 'a -> Set<'a> -> bool
        Set.count : Set<'a> -> int
        Set.union : Set<'a> -> Set<'a> -> Set<'a>
        Set.intersect : Set<'a> -> Set<'a> -> Set<'a>
        Set.difference : Set<'a> -> Set<'a> -> Set<'a>
        Set.isSubset : Set<'a> -> Set<'a> -> bool
        Set.isSuperset : Set<'a> -> Set<'a> -> bool
        Set.toList : Set<'a> -> 'a list
        Set.ofList : 'a list -> Set<'a>
        Set.map : ('a -> 'b) -> Set<'a> -> Set<'b>
        Set.filter : ('a -> bool) -> Set<'a> -> Set<'a>
        Set.iter : ('a -> unit) -> Set<'a> -> unit
        Set.exists : ('a -> bool) -> Set<'a> -> bool
        Set.forall : ('a -> bool) -> Set<'a> -> bool
        Set.fold : ('s -> 'a -> 's) -> 's -> Set<'a> -> 's
        Set.minElement : Set<'a> -> 'a
        Set.maxElement : Set<'a> -> 'a
        Option.map : ('a -> 'b) -> 'a option -> 'b option
        Option.bind : ('a -> 'b option) -> 'a option -> 'b option
        Option.iter : ('a -> unit) -> 'a option -> unit
        Option.filter : ('a -> bool) -> 'a option -> 'a option
        Option.exists : ('a -> bool) -> 'a option -> bool
        Option.forall : ('a -> bool) -> 'a option -> bool
        Option.fold : ('s -> 'a -> 's) -> 's -> 'a option -> 's
        Option.defaultValue : 'a -> 'a option -> 'a
        Option.orElse : 'a option -> 'a option -> 'a option
        Option.isSome : 'a option -> bool
        Option.isNone : 'a option -> bool
        Option.get : 'a option -> 'a
        Option.count : 'a option -> int
        Option.toList : 'a option -> 'a list
        String.length : string -> int
        String.concat : string -> string list -> string
        String.join : string -> string list -> string
        String.split : string -> string -> string list
        String.contains : string -> string -> bool
        String.startsWith : string -> string -> bool
        String.endsWith : string -> string -> bool
        String.replace : string -> string -> string -> string
        String.trim : string -> string
        String.toUpper : string -> string
        String.toLower : string -> string
        String.substring : int -> int -> string -> string
        String.replicate : int -> string -> string
        String.item : int -> string -> string
        failure-message : exn -> string
        int-range : int -> int -> int -> int list
        float-range : float -> float -> float -> float list
        """;
}
