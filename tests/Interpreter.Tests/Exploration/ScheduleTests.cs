using NUnit.Framework;
using StateFlow.Interpreter.Exploration;
using StateFlow.Interpreter.Faults;
using StateFlow.Interpreter.Tests.Execution;

namespace StateFlow.Interpreter.Tests.Exploration;

public sealed class ScheduleTests
{
    [Test]
    public void Survives_json()
    {
        var schedule = new Schedule([0, 2, 1], [new InjectedFault(1, FaultKind.Crash, -1, "Item(\"a\")"), new InjectedFault(2, FaultKind.Delay, 0, "Item(\"b\")")]);

        Assert.That(Schedule.FromJson(schedule.ToJson()), Is.EqualTo(schedule));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[1]")]
    [TestCase("{\"choices\": [\"a\"]}")]
    public void Is_refused_if_it_is_none(string json) => Assert.That(() => Schedule.FromJson(json), Throws.TypeOf<FormatException>());

    [Test]
    public void Is_refused_by_another_program()
    {
        var program = ProgramRun.Compile("printfn \"hello\"");

        Assert.That(() => Explorer.Replay(program, new Schedule([0, 7]), ExplorationOptions.Default), Throws.ArgumentException.With.Message.Contains("choice 1 is 7"));
    }

    [Test]
    public void Gives_the_same_run_again()
    {
        var program = ProgramRun.Compile(ExamplePrograms.Increments(""));
        var run = Explorer.Explore(program, ExplorationOptions.Default).Findings[0].Run;

        Assert.That(Explorer.Replay(program, run.Schedule, ExplorationOptions.Default), Is.EqualTo(run));
    }

    [Test]
    public void Random_runs_find_what_a_search_that_ends_early_has_not()
    {
        var program = ProgramRun.Compile(ExamplePrograms.Increments(""));
        var options = ExplorationOptions.Default with { MaxStates = 3 };

        // The serial orders are bounded likewise, so that nothing but the different ends can be told.
        Assert.That(Explorer.Explore(program, options with { RandomRuns = 0 }).Statistics.Outcomes, Is.Zero);
        var result = Explorer.Explore(program, options with { RandomRuns = 200 });

        Assert.That(result.Statistics.Outcomes, Is.EqualTo(3));
        Assert.That(result.Statistics.RandomRuns, Is.EqualTo(200));
    }
}
