using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Protocol;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Tests.Protocol;

/// <summary>What may go wrong in a <see cref="SimulatedCluster"/>, as probabilities.</summary>
/// <param name="Loss">A message is lost.</param>
/// <param name="Repetition">A message arrives twice.</param>
/// <param name="Crash">An entity loses all but its record, tried with each event.</param>
internal sealed record Faults(double Loss, double Repetition, double Crash)
{
    public static Faults None { get; } = new(0, 0, 0);
}

/// <summary>Entities that exchange messages over a network that loses, repeats and reorders them, in one thread and by a seed.</summary>
internal sealed class SimulatedCluster(ProgramVersion version, MachineOptions options, Faults faults, int seed, Action<EventId, Reply> answer)
{
    private const long MessageTime = TimeSpan.TicksPerMillisecond;
    private const long StoreTime = TimeSpan.TicksPerMillisecond / 2;
    private const long TickTime = TimeSpan.TicksPerMillisecond * 300;
    private const long ClientPatience = TimeSpan.TicksPerSecond;

    private readonly Random _random = new(seed);
    private readonly PriorityQueue<Action, (long Time, long Order)> _agenda = new();
    private readonly Dictionary<EntityReference, Node> _nodes = [];
    private readonly Dictionary<EventId, CallMessage> _asked = [];
    private readonly Dictionary<string, ProgramVersion> _programs = new() { [version.Hash] = version };
    private long _now = TimeSpan.TicksPerDay;
    private long _order;
    private ulong _ids;

    /// <summary>The silos, by the programs that they run. There are several programs once one was replaced.</summary>
    private readonly ProgramVersion[] _silos = [version, version, version];

    private bool _isMixed;

    private MachineOptions Options { get; } = options;

    /// <summary>What the step function threw.</summary>
    public List<Exception> Reported { get; } = [];

    /// <summary>How often an entity lost all but its record.</summary>
    public int Crashes { get; private set; }

    /// <summary>From now on everything works.</summary>
    public Faults Faults { get; set; } = faults;

    /// <summary>Ends a silo, and starts it with another program; its entities are active elsewhere, or there again.</summary>
    public void Replace(int silo, ProgramVersion program)
    {
        _silos[silo] = program;
        _programs[program.Hash] = program;
        _isMixed = true;
        foreach (var node in _nodes.Values.Where(node => node.Silo == silo)) node.Crash();
    }

    /// <summary>The program whose fields an entity's record has.</summary>
    public ProgramVersion ProgramOf(EntityReference entity) => _nodes[entity].StoredVersion;

    public IEnumerable<EntityRecord> Records => _nodes.Values.Select(node => node.Stored);

    public EntityRecord Record(EntityReference entity) => _nodes[entity].Stored;

    /// <summary>Asks for something, and again until it is answered.</summary>
    public void Ask(CallMessage request)
    {
        _asked.Add(request.Event.Id, request);
        AskAgain(request);
    }

    /// <summary>Lets things happen until all requests are answered, and for some time more.</summary>
    public void Run(TimeSpan limit)
    {
        var end = _now + limit.Ticks;
        while (_asked.Count > 0) Advance(end);
    }

    /// <summary>Lets things happen for a while.</summary>
    public void RunFor(TimeSpan time)
    {
        var end = _now + time.Ticks;
        while (_agenda.TryPeek(out _, out var due) && due.Time <= end) Advance(end);
        _now = end;
    }

    /// <summary>Lets things happen until no entity has anything left to do.</summary>
    public void Settle(TimeSpan limit)
    {
        var end = _now + limit.Ticks;
        while (_nodes.Values.Any(node => !node.IsSettled)) Advance(end);
    }

    private void Advance(long end)
    {
        if (!_agenda.TryDequeue(out var action, out var due)) throw new InvalidOperationException("Nothing happens any more.");
        _now = due.Time;
        if (_now > end) throw new TimeoutException($"Not done in time; {_asked.Count} requests are not answered: {string.Join(", ", _asked.Values.Take(3).Select(call => call.Event))}");
        action();
    }

    private void At(long delay, Action action) => _agenda.Enqueue(action, (_now + delay, _order++));

    private void AskAgain(CallMessage request)
    {
        Transmit(request);
        At(ClientPatience, () =>
        {
            if (_asked.ContainsKey(request.Event.Id)) AskAgain(request);
        });
    }

    private void Transmit(Message message)
    {
        var delay = MessageTime;
        if (_random.NextDouble() < Faults.Loss) return;
        if (Faults != Faults.None) delay += _random.Next((int)(5 * MessageTime));
        message = Received(message);
        At(delay, () => Deliver(message));
        if (_random.NextDouble() < Faults.Repetition) At(delay + _random.Next((int)(2 * TimeSpan.TicksPerSecond)), () => Deliver(message));
    }

    private void Deliver(Message message)
    {
        var node = NodeOf(message.Target);
        if (_random.NextDouble() < Faults.Crash) node.Crash();
        node.Take(message);
    }

    /// <summary>What arrives of a message where another program may have written it.</summary>
    private Message Received(Message message) => _isMixed && message.Version is { } program
        ? new Envelope(new Envelope(program, message, []).ToBytes()).Open(program) with { Version = program }
        : message;

    private Node NodeOf(EntityReference entity)
    {
        if (_nodes.TryGetValue(entity, out var node)) return node;
        _nodes.Add(entity, node = new Node(this, entity));
        node.Start();
        return node;
    }

    private ProgramVersion Program(string hash) => _programs[hash];

    private void Answered(EventId request, Reply reply)
    {
        if (_random.NextDouble() < Faults.Loss) return;
        _asked.Remove(request);
        answer(request, reply);
    }

    /// <summary>An entity with its store.</summary>
    private sealed class Node : IOutlet
    {
        private readonly SimulatedCluster _cluster;
        private readonly EntityReference _entity;
        private readonly Queue<(long Revision, Action Leave)> _held = [];
        private EntityMachine _machine;
        private long _stored;
        private bool _isStoring;
        private int _life;

        public Node(SimulatedCluster cluster, EntityReference entity)
        {
            (_cluster, _entity) = (cluster, entity);
            Silo = cluster._random.Next(cluster._silos.Length);
            StoredVersion = cluster._silos[Silo];
            _machine = NewMachine();
        }

        public EntityRecord Stored { get; private set; } = EntityRecord.Empty;

        public ProgramVersion StoredVersion { get; private set; }

        /// <summary>Where it is active.</summary>
        public int Silo { get; private set; }

        public bool IsSettled => _machine.IsIdle && !_isStoring && _stored == _machine.Revision;

        public void Start() => _cluster.At(TickTime, Tick);

        public void Take(Message message)
        {
            if (message is CallMessage { Version: { } client, Path.Below: null, Transaction: null } request)
                message = request with { Version = _cluster._silos[Silo].ProgramFor(request.Event, client) };
            _machine.Receive(message);
            Release();
        }

        public void Crash()
        {
            _cluster.Crashes++;
            _held.Clear();
            _isStoring = false;
            _life++;
            Silo = _cluster._random.Next(_cluster._silos.Length);
            if (_cluster._isMixed) Stored = ReadAgain();
            _machine = NewMachine();
        }

        public void Send(Message message, long revision)
        {
            if (message.Version is null) message = message with { Version = _machine.Version };
            Hold(revision, () => _cluster.Transmit(message));
        }

        public void Reply(EventId request, Reply reply, long revision) => Hold(revision, () => _cluster.Answered(request, reply));

        public void Acknowledge(EntityReference callee, EventId call, long revision) => Hold(revision, () =>
        {
            // Repetitions by the network come later than acknowledgements here, which a real one does not do.
            if (_cluster.Faults == Faults.None) _cluster.NodeOf(callee)._machine.Forget(call);
        });

        private EntityMachine NewMachine()
        {
            _stored = 0;
            return new EntityMachine(
                _entity,
                Stored == EntityRecord.Empty ? _cluster._silos[Silo] : StoredVersion,
                Stored,
                _cluster.Options,
                new MachineEnvironment(() => _cluster._now, () => new EventId(0xA77E3B7, ++_cluster._ids), (_, _, exception) => _cluster.Reported.Add(exception)),
                this);
        }

        /// <summary>What a silo finds in the storage that has had nothing to do with the entity so far.</summary>
        private EntityRecord ReadAgain()
        {
            var key = _entity.ToString();
            var stored = new StoredRecord(key, RecordWriter.Write(StoredVersion, key, Stored));
            return stored.Read([.. stored.Versions.Select(_cluster.Program)]);
        }

        private void Hold(long revision, Action leave) => _held.Enqueue((revision, leave));

        private void Tick()
        {
            _machine.Tick();
            Release();
            _cluster.At(TickTime, Tick);
        }

        private void Release()
        {
            if (!_cluster.Options.IsDurable) (_stored, Stored, StoredVersion) = (_machine.Revision, _machine.Record, _machine.Version);
            while (_held.TryPeek(out var held) && held.Revision <= _stored) _held.Dequeue().Leave();
            if (_isStoring || _stored == _machine.Revision) return;
            _isStoring = true;
            var (record, version, revision, life) = (_machine.Record, _machine.Version, _machine.Revision, _life);
            _cluster.At(StoreTime, () =>
            {
                if (life != _life) return;
                (Stored, StoredVersion, _stored, _isStoring) = (record, version, revision, false);
                Release();
            });
        }
    }

}
