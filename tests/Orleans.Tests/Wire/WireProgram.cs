using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Tests.Wire;

/// <summary>A program with all that can be in a message.</summary>
internal static class WireProgram
{
    public const string Shop =
        """
        type Point = { x: int; y: string }
        type Shape =
            | Empty
            | Circle of float
            | Rect of float * float

        entity Item(name: string) =
            key name

            let mutable stock = 0
            let mutable shape = Empty

            member this.Stock : int = stock
            member this.Restock(amount: int) : unit = stock <- stock + amount

        entity User(id: int) =
            key id

            let mutable places : Point list = []

            member this.Total(item: Item, factor: int) : int =
                let scale = fun x -> x * factor
                let stock = item.Stock
                scale stock

            [<Transactional>]
            member this.Buy(item: Item, amount: int) : bool =
                item.Restock(-amount)
                item.Stock >= 0
        """;

    public static ProgramVersion Version { get; } = Of(Shop);

    /// <summary>The function that waits, as a value, in <c>User.Total</c>.</summary>
    public static Method Scale => Version.Program.Operator("User").Methods.Single(method => method.Kind is MethodKind.Function or MethodKind.Lambda);

    public static ProgramVersion Of(string source, string application = "shop", string file = "shop.sf") => new(application, Compile(source, file));

    public static Program Compile(string source, string file = "shop.sf")
    {
        var compilation = Compiler.Compile([new SourceText(file, source)]);
        return compilation.Program ?? throw new InvalidOperationException(string.Join("\n", compilation.Diagnostics));
    }
}
