# Completion of stateflow for zsh. In ~/.zshrc, after compinit: source <(stateflow completions zsh)
_stateflow() {
    local line=" ${(j: :)words[2,CURRENT-1]}"
    (( CURRENT > 2 )) && line+=" "
    line+=$PREFIX
    local -a candidates=(${(f)"$(${~words[1]} "[suggest:${#line}]" "$line" 2> /dev/null)"})
    # What an option is joined to with = has been typed already.
    compset -P '*='
    if (( $#candidates )); then
        compadd -a candidates
    else
        _files
    fi
}
compdef _stateflow stateflow
