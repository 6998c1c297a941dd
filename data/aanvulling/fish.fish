function __stappenplan_aanvulling
    set -l typed (commandline -opc)
    set -l now (commandline -ct)
    set -lx _STAPPENPLAN_COMPLETE fish
    set -lx _STAPPENPLAN_WOORDEN (string join \x1f -- $typed "$now")
    set -l program (string replace -r '^~' $HOME -- $typed[1])
    for line in ($program 2>/dev/null </dev/null)
        set -l found (string split \t -- $line)
        set -l before (string match -r -- '^--[a-z-]+=' $now)
        set -l path (string replace -r -- '^--[a-z-]+=' '' $now)
        switch $found[1]
            case woord
                string join \t -- $found[2..]
            case bestand
                for one in (__fish_complete_path "$path")
                    printf '%s\n' "$before$one"
                end
            case map
                for one in (__fish_complete_directories "$path" '')
                    printf '%s\n' "$before$one"
                end
        end
    end
end
complete --command stappenplan --no-files --arguments '(__stappenplan_aanvulling)'
