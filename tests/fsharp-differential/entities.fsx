/// Entities in one process and one thread: their registry, steps, invariants and transactions.
module Entities

open System
open System.Collections.Generic
open System.IO
open System.Reflection

type TransactionalAttribute() =
    inherit Attribute()

/// The base of every translated entity. Creating one registers it under its type and key.
type Entity(key: obj) as this =
    static let registry = Dictionary<struct (Type * obj), Entity>()

    do
        if not (registry.TryAdd(struct (this.GetType(), key), this)) then
            failwith $"{this} exists already"

    member _.EntityKey = key
    abstract Invariants: bool list
    default _.Invariants = []

    static member All: Entity list = List.ofSeq registry.Values
    static member Forget(entity: Entity) = registry.Remove(struct (entity.GetType(), entity.EntityKey)) |> ignore
    static member Registered(entity: Type, key: obj) = registry.ContainsKey(struct (entity, key))

    static member Show(entity: Type, key: obj) =
        match key with
        | :? string as text -> $"{entity.Name}(\"{text}\")"
        | number -> $"{entity.Name}({number})"

    static member Find(entity: Type, key: obj) : Entity =
        match registry.TryGetValue(struct (entity, key)) with
        | true, found -> found
        | false, _ -> failwith $"{Entity.Show(entity, key)} does not exist"

    override this.ToString() = Entity.Show(this.GetType(), key)
    override this.Equals other = Object.ReferenceEquals(this, other)
    override _.GetHashCode() = key.GetHashCode()

    interface IComparable with
        member this.CompareTo other =
            let that = other :?> Entity
            let byType = String.CompareOrdinal(this.GetType().Name, that.GetType().Name)

            match key, that.EntityKey with
            | _ when byType <> 0 -> byType
            | (:? string as a), (:? string as b) -> String.CompareOrdinal(a, b)
            | a, b -> (a :?> IComparable).CompareTo b

/// The state of an entity at some moment.
type Snapshot(entity: Entity) =
    let fields = entity.GetType().GetFields(BindingFlags.Instance ||| BindingFlags.NonPublic ||| BindingFlags.DeclaredOnly)
    let values = fields |> Array.map (fun field -> field.GetValue entity)
    member _.Entity = entity
    member _.Restore() = Array.iter2 (fun (field: FieldInfo) value -> field.SetValue(entity, value)) fields values

/// Where the output of steps goes that have taken effect.
let mutable private sink = Console.Out
let mutable private isInTransaction = false

/// A call under way on an entity, with the writes and the output of its current step.
type Frame(entity: Entity) =
    let printed = new StringWriter()
    let mutable before = Snapshot entity
    member _.Entity = entity

    member _.Begin() =
        before <- Snapshot entity
        Console.SetOut printed

    member _.Undo() =
        before.Restore()
        printed.GetStringBuilder().Clear() |> ignore

    member this.End() =
        if not isInTransaction && List.contains false entity.Invariants then
            this.Undo()
            failwith $"an invariant of {entity} does not hold"

        sink.Write(printed.ToString())
        printed.GetStringBuilder().Clear() |> ignore

let mutable private current: Frame option = None

/// Runs something that ends the caller's step; another one begins when it is done.
let private betweenSteps (run: unit -> 'T) : 'T =
    let caller = current
    caller |> Option.iter _.End()

    try
        run ()
    finally
        current <- caller

        match caller with
        | Some frame -> frame.Begin()
        | None -> Console.SetOut sink

/// Runs a member, in place if its own entity calls it.
let call (entity: Entity) (run: unit -> 'T) : 'T =
    match current with
    | Some frame when Object.ReferenceEquals(frame.Entity, entity) -> run ()
    | _ ->
        betweenSteps (fun () ->
            let frame = Frame entity
            current <- Some frame
            frame.Begin()

            try
                let result = run ()
                frame.End()
                result
            with _ ->
                frame.Undo()
                reraise ())

/// Runs a transactional member; its failure takes back state, new entities and output.
let transaction (entity: Entity) (run: unit -> 'T) : 'T =
    betweenSteps (fun () ->
        let before = Entity.All |> List.map Snapshot
        let isOutermost, output = not isInTransaction, sink
        isInTransaction <- true
        sink <- new StringWriter()
        current <- None

        try
            try
                let result = call entity run

                if isOutermost then
                    for e in Entity.All do
                        if List.contains false e.Invariants then failwith $"an invariant of {e} does not hold"

                output.Write(sink.ToString())
                result
            with _ ->
                let old = HashSet<Entity>(before |> List.map _.Entity)
                Entity.All |> List.filter (fun e -> not (old.Contains e)) |> List.iter Entity.Forget
                before |> List.iter _.Restore()
                reraise ()
        finally
            sink <- output
            if isOutermost then isInTransaction <- false)
