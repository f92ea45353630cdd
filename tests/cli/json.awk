# Succeeds when the input is one JSON value (RFC 8259).
function blanks() { while (p <= n && index(" \n\t\r", substr(s, p, 1)) > 0) p++ }
function token(re,   t) {
    t = substr(s, p, 4000)
    if (match(t, "^(" re ")") == 0) return 0
    p += RLENGTH
    return 1
}
function text(   c) {
    if (substr(s, p, 1) != "\"") return 0
    for (p++; p <= n; p++) {
        c = substr(s, p, 1)
        if (c == "\"") { p++; return 1 }
        if (c == "\n" || c == "\t" || c == "\r" || c == "\033") return 0
        if (c == "\\") {
            p++
            c = substr(s, p, 1)
            if (c == "u") {
                if (substr(s, p + 1, 4) !~ /^[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f]$/) return 0
                p += 4
            } else if (index("\"\\/bfnrt", c) == 0) return 0
        }
    }
    return 0
}
function list(last, keyed) {
    p++; blanks()
    if (substr(s, p, 1) == last) { p++; return 1 }
    for (;;) {
        blanks()
        if (keyed) {
            if (!text()) return 0
            blanks()
            if (substr(s, p++, 1) != ":") return 0
        }
        if (!value()) return 0
        blanks()
        if (substr(s, p, 1) == last) { p++; return 1 }
        if (substr(s, p++, 1) != ",") return 0
    }
}
function value(   c) {
    blanks()
    c = substr(s, p, 1)
    if (c == "{") return list("}", 1)
    if (c == "[") return list("]", 0)
    if (c == "\"") return text()
    return token("true|false|null|-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?")
}
{ s = s $0 "\n" }
END {
    n = length(s); p = 1
    fine = value()
    blanks()
    exit !(fine && p > n)
}
