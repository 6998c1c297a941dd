_stappenplan_aanvulling() {
    local kind value help words now=${COMP_WORDS[COMP_CWORD]} IFS=$'\037'
    COMPREPLY=()
    words="${COMP_WORDS[*]:0:COMP_CWORD+1}"
    while IFS=$'\t' read -r kind value help; do
        case "$kind" in
            woord) COMPREPLY+=("$value") ;;
            bestand) compopt -o default 2>/dev/null || IFS=$'\n' COMPREPLY=($(compgen -f -- "$now")) ;;
            map) compopt -o dirnames 2>/dev/null || IFS=$'\n' COMPREPLY=($(compgen -d -- "$now")) ;;
        esac
    done < <(_STAPPENPLAN_WOORDEN="$words" _STAPPENPLAN_COMPLETE=bash \
        "${COMP_WORDS[0]/#\~/$HOME}" 2>/dev/null </dev/null)
}
complete -F _stappenplan_aanvulling stappenplan
