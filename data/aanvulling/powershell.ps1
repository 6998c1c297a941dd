Register-ArgumentCompleter -Native -CommandName stappenplan, stappenplan.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $typed = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text })
    $typed += "$wordToComplete"
    try {
        $env:_STAPPENPLAN_WOORDEN = $typed -join [char]31
        $env:_STAPPENPLAN_COMPLETE = 'powershell'
        & $commandAst.GetCommandName() 2>$null | ForEach-Object {
            $kind, $value, $help = $_ -split "`t", 3
            if ($kind -eq 'woord') {
                if (-not $help) { $help = $value }
                [System.Management.Automation.CompletionResult]::new(
                    $value, $value, 'ParameterValue', $help)
            }
        }
    } finally {
        Remove-Item Env:_STAPPENPLAN_WOORDEN, Env:_STAPPENPLAN_COMPLETE -ErrorAction Ignore
    }
}
