using System.CommandLine;
using StateFlow.Cli.Output;
using StateFlow.Jupyter.Installation;

namespace StateFlow.Cli.Jupyter;

/// <summary>The options that say which kernel is meant.</summary>
internal sealed class KernelPlace
{
    private readonly Option<bool> _user = new("--user") { Description = "For the user who runs this; so it is if no other place is given." };

    private readonly Option<bool> _sysPrefix = new("--sys-prefix") { Description = "For the installation that 'python3' belongs to, such as a virtual environment." };

    private readonly Option<string> _prefix = new("--prefix")
    {
        Description = "For the installation in a folder; Jupyter looks for kernels in its share/jupyter/kernels.",
        HelpName = "FOLDER",
    };

    private readonly Option<string> _name = new("--name")
    {
        Description = "The name of the kernel, by which notebooks remember it.",
        HelpName = "NAME",
        DefaultValueFactory = _ => KernelSpecification.DefaultName,
    };

    /// <summary>The name that is given, or else the usual one.</summary>
    public string NameIn(ParseResult result) => result.GetRequiredValue(_name);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_user, _sysPrefix, _prefix, _name]) command.Options.Add(option);
        _name.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && !KernelSpecification.IsName(given.Value))
                result.AddError($"--name takes small letters, digits, '-', '_' and '.', not '{given.Value}'");
        });
        command.Validators.Add(result =>
        {
            ImmutableArray<string> given = [.. ((Option[])[_user, _sysPrefix, _prefix]).Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name)];
            if (given.Length > 1) result.AddError($"{given[0]} and {given[1]} are different places: give one of them");
        });
    }

    /// <summary>The folder of the kernel; null if there is no such place, which is reported.</summary>
    public string? FolderIn(ParseResult result, StandardStreams streams)
    {
        var kernels = result.GetValue(_prefix) is { } prefix ? JupyterFolders.OfPrefix(prefix)
            : !result.GetValue(_sysPrefix) ? JupyterFolders.OfUser()
            : JupyterFolders.ActivePrefix() is { } active ? JupyterFolders.OfPrefix(active)
            : null;
        if (kernels is not null) return KernelSpecification.FolderOf(kernels, NameIn(result));

        streams.Report(new CommandError("SF0042", "no 'python3' is found and no virtual environment is active: name the folder with --prefix FOLDER").ToString());
        return null;
    }
}
