package io.portent.parse;

import io.portent.event.Severity;

/**
 * PostgreSQL's csvlog. The columns have a fixed order; a text with a newline in it goes on in the next lines of the file, which
 * belong to the record.
 *
 * <pre>
 *   2024-03-05 10:11:12.345 UTC,"ann","shop",42,"192.0.2.1:5010",65e6f0a0.2a,3,"SELECT",2024-03-05 10:11:00 UTC,3/4,0,ERROR,42P01,
 *   "relation ""x"" does not exist",,,,,,"select * from x",15,,"psql","client backend",,0
 * </pre>
 */
final class PostgresCsv {
    private static final int USER = 1;
    private static final int DATABASE = 2;
    private static final int SEVERITY = 11;
    private static final int STATE = 12;
    private static final int MESSAGE = 13;
    private static final int APPLICATION = 22;
    /** Before the message stand only short ones. */
    private static final int LONGEST = 1_000;

    private final String[] columns = new String[APPLICATION + 1];
    private int at;

    /** False where the columns up to the message are not there, or the severity is none. */
    boolean read(String line, int from, Draft draft) {
        at = from;
        int count = 1;
        while (count <= APPLICATION && at < line.length() && line.charAt(at) == ',') {
            at++;
            columns[count] = column(line);
            if (count < MESSAGE && columns[count].length() > LONGEST) {
                return false;
            }
            count++;
        }
        if (count <= MESSAGE) {
            return false;
        }
        draft.severity = PostgresFormat.severity(columns[SEVERITY]);
        draft.message(columns[MESSAGE]);
        PostgresFormat.text("user", columns[USER], draft);
        PostgresFormat.text("database", columns[DATABASE], draft);
        if (!columns[STATE].equals("00000")) {
            PostgresFormat.text("state_code", columns[STATE], draft);
        }
        if (count > APPLICATION) {
            PostgresFormat.text("application", columns[APPLICATION], draft);
        }
        return draft.severity != Severity.UNKNOWN;
    }

    /** Up to the next comma; in quotes, doubled ones stand for one. What is not closed goes to the end of the line. */
    private String column(String line) {
        int start = at;
        if (at == line.length() || line.charAt(at) != '"') {
            int comma = line.indexOf(',', at);
            at = comma < 0 ? line.length() : comma;
            return line.substring(start, at);
        }
        boolean doubled = false;
        at++;
        while (at < line.length() && (line.charAt(at) != '"' || line.startsWith("\"\"", at))) {
            boolean two = line.charAt(at) == '"';
            doubled |= two;
            at += two ? 2 : 1;
        }
        String text = line.substring(start + 1, at);
        at = Math.min(line.length(), at + 1);
        return doubled ? text.replace("\"\"", "\"") : text;
    }
}
