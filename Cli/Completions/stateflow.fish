# Completion of stateflow for fish. In ~/.config/fish/config.fish: stateflow completions fish | source
function __stateflow_complete
    set -l tokens (commandline -cpo)
    set -l line (commandline -cp | string collect)
    set -l name (string length -- $tokens[1])
    set -l rest (string sub -s (math $name + 1) -- $line | string collect)
    set -l candidates (command stateflow "[suggest:"(string length -- "$rest")"]" "$rest" 2> /dev/null)
    if test (count $candidates) -gt 0
        set -l joined (string match -r -- '^--[^=]*=' (commandline -ct))
        printf "$joined%s\n" $candidates
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c stateflow -f -a '(__stateflow_complete)'
