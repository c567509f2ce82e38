namespace StateFlow.Execution.Records;

/// <summary>What stands first in the array that stands for a value with parts. The numbers are part of the format.</summary>
internal enum ValueKind
{
    List = 0,
    Tuple = 1,
    Some = 2,
    None = 3,
    Record = 4,
    Union = 5,
    Map = 6,
    Set = 7,
    Reference = 8,
    Failure = 9,
    Function = 10,
}
