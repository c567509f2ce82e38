using Microsoft.Msagl.Core.Geometry;
using Microsoft.Msagl.Core.Geometry.Curves;
using Microsoft.Msagl.Core.Layout;
using Microsoft.Msagl.Core.Routing;
using Microsoft.Msagl.Layout.Layered;
using Microsoft.Msagl.Miscellaneous;

namespace StateFlow.Visualizer.Msagl;

/// <summary>Gives boxes their layers and a first place across the flow.</summary>
internal static class Layering
{
    /// <summary>Sets <see cref="Box.Layer"/> and <see cref="Box.Across"/>.</summary>
    public static void Run(BoxGraph graph, double distance)
    {
        if (graph.Boxes.IsEmpty) return;
        var geometry = new GeometryGraph();
        var nodes = new Dictionary<Box, Node>();
        foreach (var box in graph.Boxes)
        {
            nodes[box] = new Node(CurveFactory.CreateRectangle(box.Before + box.After, box.Length, new Point()));
            geometry.Nodes.Add(nodes[box]);
        }

        foreach (var link in graph.Links)
        {
            if (link.From.IsLabel || link.To.IsLabel)
            {
                geometry.Edges.Add(new Edge(nodes[link.From], nodes[link.To]));
                continue;
            }

            // Every edge gets a box on its way, so that labels have layers of their own.
            var way = new Node(CurveFactory.CreateRectangle(1, 1, new Point()));
            geometry.Nodes.Add(way);
            geometry.Edges.Add(new Edge(nodes[link.From], way));
            geometry.Edges.Add(new Edge(way, nodes[link.To]));
        }

        var settings = new SugiyamaLayoutSettings
        {
            NodeSeparation = distance,

            // The other way to find places, meant for large graphs, fails on some of them.
            BrandesThreshold = int.MaxValue,
            EdgeRoutingSettings = { EdgeRoutingMode = EdgeRoutingMode.None },
        };
        LayoutHelpers.CalculateLayout(geometry, settings, null);

        // The first layer is at the top, where places are greatest.
        var layers = graph.Boxes.GroupBy(box => Math.Round(nodes[box].Center.Y, 2)).OrderByDescending(layer => layer.Key);
        foreach (var (index, layer) in layers.Index())
        {
            foreach (var box in layer)
            {
                box.Layer = index;
                box.Across = nodes[box].Center.X + ((box.Before - box.After) / 2);
            }
        }
    }
}
