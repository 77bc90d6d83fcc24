package io.portent.parse;

/** {@code 12ms}, {@code 1.5s}, {@code 1h2m3.5s}, {@code 250µs}. */
final class GoDuration {
    private static final int LONGEST = 32;

    private GoDuration() {}

    /** NaN where the text is no duration. */
    static double seconds(String text) {
        int length = text.length();
        if (length < 2 || length > LONGEST || !Character.isLetter(text.charAt(length - 1))) {
            return Double.NaN;
        }
        double sum = 0;
        int at = 0;
        while (at < length) {
            int end = at;
            while (end < length && (IsoTime.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
                end++;
            }
            int unitEnd = end;
            while (unitEnd < length && Character.isLetter(text.charAt(unitEnd))) {
                unitEnd++;
            }
            sum += Draft.plainNumber(text.substring(at, end)) * unit(text.substring(end, unitEnd));
            if (unitEnd == at || Double.isNaN(sum)) {
                return Double.NaN;
            }
            at = unitEnd;
        }
        return sum;
    }

    private static double unit(String name) {
        return switch (name) {
            case "ns" -> 1e-9;
            case "us", "µs", "μs" -> 1e-6;
            case "ms" -> 1e-3;
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3600;
            default -> Double.NaN;
        };
    }
}
