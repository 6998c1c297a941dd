if ! (( $+functions[compdef] )); then
    autoload -Uz compinit && compinit -i
fi
_stappenplan_aanvulling() {
    local kind value help joined
    local -a typed described alone
    typed=("${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}")
    joined="${(pj:\037:)typed}"
    while IFS=$'\t' read -r kind value help; do
        case "$kind" in
            woord)
                if [[ -n "$help" ]]; then
                    described+=("${value//:/\\:}:$help")
                else
                    alone+=("$value")
                fi ;;
            bestand) compset -P '*='; _files; return ;;
            map) compset -P '*='; _files -/; return ;;
        esac
    done < <(_STAPPENPLAN_WOORDEN="$joined" _STAPPENPLAN_COMPLETE=zsh \
        "${~typed[1]}" 2>/dev/null </dev/null)
    (( $#described )) && _describe 'stappenplan' described
    (( $#alone )) && compadd -a alone
}
compdef _stappenplan_aanvulling stappenplan
