using StateFlow.Language.IR;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Tests.Rendering;

/// <summary>A program whose texts try to break out of every notation.</summary>
internal static class HostileProgram
{
    public const string Text = """
        entity Box(name: string) =
            key name
            let mutable content = "</text><script>alert('1')</script>"
            member this.Content : string = content
            member this.Fill(text: string) : string =
                content <- "\"]]>--><!-- & &amp; \\l \\\" %% #quot; 🎁 日本語 ]}|" + text
                content

        entity Shelf(name: string) =
            key name
            member this.Swap(box: Box) : string =
                if box.Content = "</style><script>" then box.Fill("'\"`${x}</g>")
                else failwith "🚀 end\n subgraph"

        let box = Box("<b>")
        printfn $"{Shelf("\"").Swap(box)}"
        """;

    public static Program Program => Programs.Compile(Text, "</title><script>alert('2')</script>{{recording}}.sf");

    public static IEnumerable<Diagram> Diagrams
    {
        get
        {
            var program = Program;
            return Programs.Diagrams(program).Concat(Programs.Passes(program).Select(passes => passes.Diagram));
        }
    }
}
