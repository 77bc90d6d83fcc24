package io.portent.store.jdbc;

import io.portent.window.FieldSummary;

/**
 * A field's four numbers, each in the shortest of four forms that gives it back bit by bit. Two bits of a leading byte say
 * which form. Most logged numbers are whole or have at most three decimals, and their mean is a whole sum over a count.
 */
final class FieldNumbers {
    private static final int BITS = 0;
    private static final int WHOLE = 1;
    private static final int THOUSANDTHS = 2;
    private static final int SUM = 3;

    /** Beyond it doubles are no longer all whole numbers. */
    private static final double MOST = 1L << 52;

    private FieldNumbers() {}

    static void write(FieldSummary field, ByteSink out) {
        double[] values = {field.mean(), field.median(), field.p95(), field.max()};
        int forms = 0;
        for (double value : values) {
            forms = (forms << 2) | form(value, field.count());
        }
        out.count(field.count());
        out.one(forms);
        for (int i = 0; i < values.length; i++) {
            int form = (forms >> (2 * (values.length - 1 - i))) & 3;
            if (form == BITS) {
                out.eight(Double.doubleToLongBits(values[i]));
            } else {
                out.signed(Math.round(values[i] * factor(form, field.count())));
            }
        }
    }

    private static int form(double value, int count) {
        for (int form = WHOLE; form <= SUM; form++) {
            double scaled = value * factor(form, count);
            if (Math.abs(scaled) < MOST && same(Math.round(scaled) / factor(form, count), value)) {
                return form;
            }
        }
        return BITS;
    }

    private static double factor(int form, int count) {
        return form == THOUSANDTHS ? 1000 : form == SUM ? count : 1;
    }

    private static boolean same(double one, double other) {
        return Double.doubleToLongBits(one) == Double.doubleToLongBits(other);
    }

    static FieldSummary read(ByteSource in) throws BrokenBytesException {
        int count = in.count();
        int forms = in.one();
        double[] values = new double[4];
        for (int i = 0; i < values.length; i++) {
            int form = (forms >> (2 * (values.length - 1 - i))) & 3;
            values[i] = form == BITS ? Double.longBitsToDouble(in.eight()) : in.signed() / factor(form, count);
        }
        if (count < 1) {
            throw new BrokenBytesException("a field of " + count + " values");
        }
        return new FieldSummary(count, values[0], values[1], values[2], values[3]);
    }
}
