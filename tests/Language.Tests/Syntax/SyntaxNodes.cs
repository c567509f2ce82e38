using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Tests.Syntax;

/// <summary>Walks syntax trees of any shape.</summary>
internal static class SyntaxNodes
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> NodeProperties = new();

    /// <summary>The nodes directly in <paramref name="node"/>.</summary>
    public static IEnumerable<SyntaxNode> Children(SyntaxNode node)
    {
        foreach (var property in NodeProperties.GetOrAdd(node.GetType(), FindNodeProperties))
        {
            switch (property.GetValue(node))
            {
                case SyntaxNode child:
                    yield return child;
                    break;
                case IEnumerable children:
                    foreach (SyntaxNode child in children) yield return child;
                    break;
            }
        }
    }

    private static PropertyInfo[] FindNodeProperties(Type type) =>
        [.. type.GetProperties().Where(property => HoldsNodes(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))];

    private static bool HoldsNodes(Type type) =>
        type.IsAssignableTo(typeof(SyntaxNode))
        || (type.IsGenericType && type.GetGenericArguments()[0].IsAssignableTo(typeof(SyntaxNode)));
}
