# Turns a file of named SQL statements into a C header. Each statement begins with a line `-- name: word`; other comment lines
# before it are dropped. Gives `enum NAME_id`, and the table `NAME_text[]` of {name, SQL} where TABLE is defined.
# Usage: awk -v set=statement -f sql.awk statements.sql
function flush() {
    if (name == "") return
    gsub(/\\/, "\\\\", text); gsub(/"/, "\\\"", text); gsub(/\n/, "\\n\"\n    \"", text)
    ids = ids "    " toupper(set) "_" toupper(name) ",\n"
    table = table "    {\"" name "\", \"" text "\"},\n"
}
/^-- name: / { flush(); name = $3; text = ""; next }
/^--/ || /^[ \t]*$/ { next }
{ text = text (text == "" ? "" : "\n") $0 }
END {
    flush()
    print "enum " set "_id {\n" ids "    " toupper(set) "_COUNT\n};"
    print "#ifdef SQL_TABLES\nstatic const struct { const char *name, *sql; } " set "_table[] = {\n" table "};\n#endif"
}
