# Completion of stateflow for bash. In ~/.bashrc: source <(stateflow completions bash)
_stateflow() {
    local line=${COMP_LINE:0:COMP_POINT} candidate
    line=${line#*"${COMP_WORDS[0]}"}
    COMPREPLY=()
    while IFS= read -r candidate; do
        COMPREPLY+=("$candidate")
    done < <("${COMP_WORDS[0]/#\~/$HOME}" "[suggest:${#line}]" "$line" 2> /dev/null)
}
# Where there are no candidates, files are completed.
complete -o bashdefault -o default -F _stateflow stateflow
