using System.Reflection;
using System.Reflection.Emit;
using StateFlow.Language.IR;
using StateFlow.Runtime.Execution;

namespace StateFlow.Runtime.Compilation;

/// <summary>Generates the classes that hold states and frames in typed slots.</summary>
internal sealed class GeneratedClasses(ClrTypes types)
{
    private readonly Lock _gate = new();
    private readonly ModuleBuilder _module = AssemblyBuilder
        .DefineDynamicAssembly(new AssemblyName("StateFlow.Runtime.Generated"), AssemblyBuilderAccess.RunAndCollect)
        .DefineDynamicModule("StateFlow.Runtime.Generated");

    /// <summary>The class for the states of an operator, with a field for each of the operator's but the key.</summary>
    public Type Instance(Operator op)
    {
        var key = op.KeyField < 0 ? typeof(long) : types.Of(op.Fields[op.KeyField].Type);
        return Define($"{op.Name}State", typeof(EntityInstance<>).MakeGenericType(key), op.Fields
            .Select((field, index) => (Name: InstanceField(index), types.Of(field.Type), IsKey: index == op.KeyField))
            .Where(field => !field.IsKey)
            .Select(field => (field.Name, field.Item2)));
    }

    /// <summary>The class for the frames of a method.</summary>
    public Type Frame(Method method) => Define($"{method.Name}Frame", typeof(Frame), FrameVariables(method)
        .Select(variable => (FrameField(variable), types.Of(variable.Type))));

    /// <summary>The name of the field that holds a field of an operator.</summary>
    public static string InstanceField(int index) => $"field{index}";

    /// <summary>The name of the field that holds a variable.</summary>
    public static string FrameField(Variable variable) => $"variable{variable.Slot}";

    /// <summary>The variables that a frame holds: parameters, and what lives across a wait.</summary>
    private static IEnumerable<Variable> FrameVariables(Method method) =>
        method.Parameters.Concat(method.Blocks.SelectMany(block => block.Terminator switch
        {
            CallTerminator call => call.Frame,
            ForkTerminator fork => fork.Frame,
            _ => [],
        })).DistinctBy(variable => variable.Slot);

    private Type Define(string name, Type parent, IEnumerable<(string Name, Type Type)> fields)
    {
        lock (_gate)
        {
            var type = _module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class, parent);
            foreach (var field in fields) type.DefineField(field.Name, field.Type, FieldAttributes.Public);
            type.DefineDefaultConstructor(MethodAttributes.Public);
            return type.CreateType();
        }
    }
}
