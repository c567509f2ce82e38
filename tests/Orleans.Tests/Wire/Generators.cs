using CsCheck;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Tests.Wire;

/// <summary>Whatever may be in a message or a record of <see cref="WireProgram"/>.</summary>
internal static class Generators
{
    private static readonly Program Shop = WireProgram.Version.Program;

    private static readonly Gen<string> Text = Gen.String[Gen.Char["aé€\uD83D\uDE00\0"], 0, 5];

    private static readonly Gen<EventId> Id = Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new EventId(high, low));

    private static readonly Gen<EntityReference> Entity = Gen.OneOf(
        Text.Select(name => new EntityReference("Item", new StringValue(name))),
        Gen.Long.Select(id => new EntityReference("User", IntValue.Of(id))));

    private static readonly Gen<SourceSpan> Span = Gen.OneOf(
        Gen.OneOf([.. WireProgram.Version.Names.Calls]),
        Gen.Const(SourceSpan.None),
        Gen.Select(Gen.OneOf("shop.sf", "other.sf"), Gen.Int[0, 99], Gen.Int[0, 99], (file, start, length) =>
            new SourceSpan(file, new SourcePosition(start, 1, start + 1), new SourcePosition(start + length, 3, length + 1))));

    private static readonly Gen<Failure> Failure = Gen.Select(Text, Span, Gen.Select(Text, Span, (callee, span) => new CallSite(callee, span)).Array[0, 4])
        .Select((message, span, chain) => new Failure(message, span, [.. chain]));

    private static readonly Gen<Value> Leaf = Gen.OneOf(
        Gen.Long.Select(Value (number) => IntValue.Of(number)),
        Gen.Double.Special.Select(Value (number) => new FloatValue(number)),
        Gen.Bool.Select(Value (truth) => BoolValue.Of(truth)),
        Text.Select(Value (text) => new StringValue(text)),
        Gen.Const<Value>(UnitValue.Instance),
        Gen.Const<Value>(OptionValue.None),
        Gen.Const<Value>(new UnionValue(Shape.Cases[0], [])),
        Entity.Select(Value (reference) => reference),
        Failure.Select(Value (failure) => new FailureValue(failure)));

    public static readonly Gen<Value> Value = Gen.Recursive<Value>((depth, inner) => depth > 2
        ? Leaf
        : Gen.OneOf(
            Leaf,
            inner.Array[0, 3].Select(Value (items) => ListValue.Of(items)),
            inner.Array[2, 3].Select(Value (items) => TupleValue.Of(items)),
            inner.Array[0, 3].Select(Value (items) => SetValue.From(items)),
            Gen.Select(inner, inner).Array[0, 3].Select(Value (pairs) => MapValue.From(pairs.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)))),
            inner.Select(Value (item) => OptionValue.Some(item)),
            inner.Select(Value (captured) => new FunctionValue(Lambda, [captured])),
            Gen.Select(inner, inner, Value (x, y) => new RecordValue(Point, [x, y])),
            inner.Select(Value (radius) => new UnionValue(Shape.Cases[1], [radius]))));

    private static readonly Gen<ImmutableArray<string>> Output = Text.Array[0, 2].Select(texts => texts.ToImmutableArray());

    private static readonly Gen<Answer> Answer = Gen.OneOf(
        Value.Select(Answer (value) => new ResultAnswer(value)),
        Failure.Select(Answer (failure) => new FailureAnswer(failure)));

    public static readonly Gen<Reply> Reply = Gen.Select(Answer, Output, (answer, output) => new Reply(answer, output));

    private static readonly Gen<TransactionScope?> Scope = Id.Array[0, 3].Select(ids =>
        ids.Aggregate((TransactionScope?)null, (parent, id) => new TransactionScope(id, parent)));

    private static readonly Gen<ImmutableArray<Value?>> Fields = Value.Null().Array[0, 3].Select(values => values.ToImmutableArray());

    private static readonly Gen<Frame> Frame = Gen.Select(Entity, Gen.OneOf("User.Total", "User.Buy", "script"), Gen.Int[0, 9], Fields, Span)
        .Select((owner, method, block, values, span) => new Frame(owner, method, block, values, span));

    private static readonly Gen<Continuation> Bottom = Gen.OneOf(
        Gen.Int[0, 3].Select(Continuation (depth) => new ClientContinuation(depth)),
        Gen.Select(Entity, Text, Gen.Int[0, 9], Gen.Int[0, 99]).Select(Continuation (owner, join, branch, depth) => new JoinContinuation(owner, join, branch, depth)));

    private static readonly Gen<Func<Continuation, Continuation>> Layer = Gen.OneOf(
        Frame.Select(Func<Continuation, Continuation> (frame) => below => new FrameContinuation(frame, below)),
        Id.Select(Func<Continuation, Continuation> (id) => below => new TransactionContinuation(new TransactionScope(id, null), below)));

    private static readonly Gen<Continuation> Continuation = Gen.Select(Bottom, Layer.Array[0, 6])
        .Select((bottom, layers) => layers.Aggregate(bottom, (below, layer) => layer(below)));

    private static readonly Gen<FrameContinuation> Waiting = Gen.Select(Frame, Continuation, (frame, below) => new FrameContinuation(frame, below));

    private static readonly Gen<CallPath> Path = Gen.Select(Id, Output).Array[1, 4].Select(calls =>
        calls.Aggregate((CallPath?)null, (below, call) => new CallPath(call.Item1, call.Item2, below))!);

    private static readonly Gen<TransactionAttempt> Attempt = Gen.Select(Id, Entity, Gen.Long).Select((id, coordinator, age) => new TransactionAttempt(id, coordinator, "User.Buy", age));

    private static readonly Gen<TransactionProgress> Progress = Gen.Select(
        Attempt,
        Gen.Select(Entity, Id, Failure.Null(), (entity, @lock, broken) => new Touch(entity, @lock, broken)).Array[0, 3],
        Id.Array[0, 2]).Select((attempt, touched, undone) => new TransactionProgress(attempt, [.. touched], [.. undone]));

    private static readonly Gen<ImmutableArray<Value>> Arguments = Value.Array[0, 3].Select(values => values.ToImmutableArray());

    private static readonly Gen<EntityReference> Source = Gen.OneOf(Entity, Gen.Const(Scheduler.Script));

    private static readonly Gen<CallEvent> CallEvent = Gen.Select(Gen.Int[0, 2], Gen.Select(Id, Source, Entity), Gen.Select(Scope, Continuation), Gen.Select(Arguments, Span)).Select(
        CallEvent (kind, ends, waiting, call) => kind switch
        {
            0 => new InvokeEvent(ends.Item1, ends.Item2, ends.Item3, waiting.Item1, waiting.Item2, "Item.Restock", call.Item1, call.Item2),
            1 => new CreateEvent(ends.Item1, ends.Item2, ends.Item3, waiting.Item1, waiting.Item2, call.Item1, call.Item2),
            _ => new ExistsEvent(ends.Item1, ends.Item2, ends.Item3, waiting.Item1, waiting.Item2, call.Item2),
        });

    public static readonly Gen<CallMessage> Call = Gen.Select(CallEvent, Path, Progress.Null(), (call, path, progress) => new CallMessage(call, path, progress));

    private static readonly Gen<AnswerMessage> AnswerMessage = Gen.Select(Gen.Select(Id, Entity, Entity), Gen.Select(Scope, Continuation, Answer), Id, Path, Output, Progress.Null()).Select(
        (ends, waiting, answered, path, output, progress) =>
            new AnswerMessage(new ResumeEvent(ends.Item1, ends.Item2, ends.Item3, waiting.Item1, waiting.Item2, waiting.Item3), answered, path, output, progress));

    public static readonly Gen<Message> Message = Gen.OneOf(
        Call.Select(Message (call) => call),
        AnswerMessage.Select(Message (answer) => answer),
        Gen.Select(Entity, Id, Entity).Select(Message (target, call, caller) => new ProbeMessage(target, call, caller)),
        Gen.Select(Entity, Id).Select(Message (target, call) => new MissingMessage(target, call)),
        Gen.Select(Entity, Attempt, Id, Id.Array[0, 2]).Select(Message (target, attempt, @lock, undone) => new PrepareMessage(target, attempt, @lock, [.. undone])),
        Gen.Select(Entity, Attempt, Entity, Gen.Bool, Failure.Null()).Select(Message (target, attempt, voter, vote, broken) => new VoteMessage(target, attempt, voter, vote, broken)),
        Gen.Select(Entity, Attempt, Id).Select(Message (target, attempt, @lock) => new CommitMessage(target, attempt, @lock)),
        Gen.Select(Entity, Attempt, Entity).Select(Message (target, attempt, participant) => new CommittedMessage(target, attempt, participant)),
        Gen.Select(Entity, Attempt).Select(Message (target, attempt) => new AbortMessage(target, attempt)),
        Gen.Select(Entity, Attempt, Entity.Array[0, 3]).Select(Message (target, attempt, touched) => new WoundMessage(target, attempt, [.. touched])),
        Gen.Select(Entity, Attempt, Entity, Id).Select(Message (target, attempt, participant, @lock) => new InquiryMessage(target, attempt, participant, @lock)));

    private static readonly Gen<EntityState> State = Gen.Select(
        Entity,
        Fields,
        Gen.Select(Text, Waiting, Answer.Null().Array[1, 3]).Array[0, 2]).Select((entity, fields, joins) => new EntityState(entity, fields) with
        {
            Joins = joins.DistinctBy(join => join.Item1).ToImmutableDictionary(join => join.Item1, join => new PendingJoin(join.Item2, [.. join.Item3])),
        });

    private static readonly Gen<PendingFork> Fork = Gen.Select(Path, Output.Array[1, 3], (path, outputs) => new PendingFork(path, [.. outputs], null));

    public static readonly Gen<EntityRecord> Record = Gen.Select(
        State.Null(),
        Gen.Select(Id, Reply.Null(), Gen.Long).Array[0, 3],
        Call.Array[0, 2],
        Gen.Select(Text, Fork).Array[0, 2],
        Gen.Select(Attempt, Id, State.Null(), (attempt, @lock, state) => new PreparedTransaction(attempt, @lock, state)).Null(),
        Gen.Select(Id, Attempt, Gen.Select(Entity, Id, (entity, @lock) => new Participant(entity, @lock)).Array[0, 3]).Array[0, 2]).Select((state, calls, outbox, forks, prepared, committing) => new EntityRecord(
            state,
            calls.ToImmutableDictionary(call => call.Item1, call => new ReceivedCall(call.Item2, call.Item3)),
            outbox.ToImmutableDictionary(call => call.Event.Id),
            forks.DistinctBy(fork => fork.Item1).ToImmutableDictionary(fork => fork.Item1, fork => fork.Item2),
            prepared,
            committing.ToImmutableDictionary(one => one.Item1, one => new CommittedTransaction(one.Item2, [.. one.Item3]))));

    private static RecordDefinition Point => Shop.Types.OfType<RecordDefinition>().Single();

    private static UnionDefinition Shape => Shop.Types.OfType<UnionDefinition>().Single();

    private static Method Lambda => Shop.Operators.SelectMany(op => op.Methods).Concat(Shop.Functions).First(method => method.Kind is MethodKind.Lambda or MethodKind.Function);
}
