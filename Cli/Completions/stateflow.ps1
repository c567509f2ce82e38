# Completion of stateflow for PowerShell. In $PROFILE: stateflow completions pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName stateflow -ScriptBlock {
    param($word, $command, $cursor)
    $name = $command.CommandElements[0].Extent
    $text = $command.Extent.Text.Substring($name.EndOffset - $command.Extent.StartOffset)
    $length = $cursor - $name.EndOffset
    $line = $text.PadRight($length).Substring(0, $length)
    $joined = if ($word -match '^--[^=]*=') { $Matches[0] } else { '' }
    & $name.Text "[suggest:$length]" $line 2> $null | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new("$joined$_", $_, 'ParameterValue', $_)
    }
}
