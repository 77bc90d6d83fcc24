package io.portent.store.jdbc;

import io.portent.window.FieldSummary;

/**
 * A field's count, and its four numbers, each in the shortest of four forms that gives it back bit by bit. Two bits of a leading byte say
 * which form. Below the count stands a bit that says whether the count of fives follows, which most fields have none of. Most logged numbers are whole or have at most three decimals, and their mean is a whole sum over a count.
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
        out.number(((long) field.count() << 1) | (field.fives() > 0 ? 1 : 0));
        if (field.fives() > 0) {
            out.count(field.fives());
        }
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
        long head = in.number();
        int fives = (head & 1) == 0 ? 0 : in.count();
        long count = head >>> 1;
        if (count < 1 || count > Integer.MAX_VALUE || fives < 0 || fives > count) {
            throw new BrokenBytesException("a field of " + count + " values, of which " + fives + " from 500 to 599");
        }
        double[] values = values(in, (int) count);
        return new FieldSummary((int) count, values[0], values[1], values[2], values[3], fives);
    }

    /** As many as its quantiles tell at least. */
    static FieldSummary readWithoutFives(ByteSource in) throws BrokenBytesException {
        int count = in.count();
        double[] values = values(in, count);
        if (count < 1) {
            throw new BrokenBytesException("a field of " + count + " values");
        }
        return new FieldSummary(count, values[0], values[1], values[2], values[3], leastFives(count, values));
    }

    private static int leastFives(int count, double[] values) {
        if (!(values[3] < 600)) {
            return 0;
        }
        if (values[1] >= 500) {
            return count - (int) Math.ceil(0.5 * count) + 1;
        }
        if (values[2] >= 500) {
            return count - (int) Math.ceil(0.95 * count) + 1;
        }
        return values[3] >= 500 ? 1 : 0;
    }

    private static double[] values(ByteSource in, int count) throws BrokenBytesException {
        int forms = in.one();
        double[] values = new double[4];
        for (int i = 0; i < values.length; i++) {
            int form = (forms >> (2 * (values.length - 1 - i))) & 3;
            values[i] = form == BITS ? Double.longBitsToDouble(in.eight()) : in.signed() / factor(form, count);
        }
        return values;
    }
}
