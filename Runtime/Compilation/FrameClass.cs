using System.Linq.Expressions;
using System.Reflection;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime.Execution;

namespace StateFlow.Runtime.Compilation;

/// <summary>The generated class of a method's frames.</summary>
internal sealed class FrameClass
{
    private readonly Func<Frame> _new;
    private readonly Action<Frame, Value[]> _unpack;
    private readonly Func<Frame, Value[]> _pack;

    /// <summary>Generates the class.</summary>
    public FrameClass(CompiledProgram program, Method method)
    {
        Type = program.Classes.Frame(method);
        _new = Expression.Lambda<Func<Frame>>(Expression.New(Type)).Compile();
        var (frame, values) = (Expression.Parameter(typeof(Frame)), Expression.Parameter(typeof(Value[])));
        var typed = Expression.Convert(frame, Type);
        _unpack = Expression.Lambda<Action<Frame, Value[]>>(
            Expression.Block(typeof(void), method.Parameters.Select((parameter, index) => Expression.Assign(
                Expression.Field(typed, Field(parameter)),
                program.Boxing.Unbox(Expression.ArrayIndex(values, Expression.Constant(index)), parameter.Type)))),
            frame,
            values).Compile();
        _pack = Expression.Lambda<Func<Frame, Value[]>>(
            Expression.NewArrayInit(typeof(Value), method.Parameters.Select(parameter => program.Boxing.Box(Expression.Field(typed, Field(parameter)), parameter.Type))),
            frame).Compile();
    }

    /// <summary>The class.</summary>
    public Type Type { get; }

    /// <summary>The field that holds a variable.</summary>
    public FieldInfo Field(Variable variable) => Type.GetField(GeneratedClasses.FrameField(variable))!;

    /// <summary>A new frame.</summary>
    public Frame New() => _new();

    /// <summary>Sets the parameters.</summary>
    public void Unpack(Frame frame, Value[] arguments) => _unpack(frame, arguments);

    /// <summary>The parameters as values.</summary>
    public Value[] Pack(Frame frame) => _pack(frame);
}
