using StateFlow.Visualizer.Rendering;

namespace StateFlow.Visualizer.Html;

/// <summary>The frame in which a drawing can be moved and scaled; <c>viewport.js</c> does it.</summary>
internal static class Viewport
{
    /// <summary>The markup around a drawing.</summary>
    /// <param name="name">What the drawing is called, for those who cannot see it.</param>
    public static string Of(string svg, string name) =>
        $"""
        <div class="viewport" tabindex="0" role="group" aria-label="{Xml.Escape(name)}">
        {svg}<div class="zoom">
        <button type="button" data-zoom="in" title="Larger (+)" aria-label="Larger">+</button>
        <button type="button" data-zoom="out" title="Smaller (−)" aria-label="Smaller">−</button>
        <button type="button" data-zoom="fit" title="Whole (0)" aria-label="Whole">⤢</button>
        </div>
        </div>

        """.ReplaceLineEndings("\n");
}
