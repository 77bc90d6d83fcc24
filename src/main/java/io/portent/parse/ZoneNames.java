package io.portent.parse;

import java.util.Map;

/**
 * Offsets behind a time stamp, also by their usual names. Names that mean several zones (IST, CST in Asia, ...) are read as
 * java.util's TimeZone reads them; one that is not in the table ends nothing, and the configured zone counts.
 */
final class ZoneNames {
    private static final int LONGEST = 5;
    private static final Map<String, Integer> MINUTES = Map.ofEntries(
            Map.entry("UTC", 0),
            Map.entry("GMT", 0),
            Map.entry("UT", 0),
            Map.entry("Z", 0),
            Map.entry("WET", 0),
            Map.entry("WEST", 60),
            Map.entry("BST", 60),
            Map.entry("CET", 60),
            Map.entry("CEST", 120),
            Map.entry("MEZ", 60),
            Map.entry("MESZ", 120),
            Map.entry("EET", 120),
            Map.entry("EEST", 180),
            Map.entry("MSK", 180),
            Map.entry("IST", 330),
            Map.entry("SGT", 480),
            Map.entry("HKT", 480),
            Map.entry("AWST", 480),
            Map.entry("JST", 540),
            Map.entry("KST", 540),
            Map.entry("AEST", 600),
            Map.entry("AEDT", 660),
            Map.entry("NZST", 720),
            Map.entry("NZDT", 780),
            Map.entry("BRT", -180),
            Map.entry("AST", -240),
            Map.entry("ADT", -180),
            Map.entry("EST", -300),
            Map.entry("EDT", -240),
            Map.entry("CST", -360),
            Map.entry("CDT", -300),
            Map.entry("MST", -420),
            Map.entry("MDT", -360),
            Map.entry("PST", -480),
            Map.entry("PDT", -420),
            Map.entry("AKST", -540),
            Map.entry("AKDT", -480),
            Map.entry("HST", -600));

    private ZoneNames() {}

    /** Where the zone that starts here ends; {@code from} where none does. Sets the offset only where it is known. */
    static int read(String text, int from, TimeFields into) {
        int at = from;
        while (at < text.length() && at - from <= LONGEST && text.charAt(at) >= 'A' && text.charAt(at) <= 'Z') {
            at++;
        }
        if (at == from) {
            return IsoTime.readZone(text, from, into);
        }
        Integer minutes = at - from > LONGEST ? null : MINUTES.get(text.substring(from, at));
        if (minutes != null) {
            into.offset = minutes * 60;
        }
        return minutes == null ? from : at;
    }
}
