package io.portent.model.engine;

/** Activations, written so that the compiler turns their loops into vector instructions; {@code Math.tanh} is twenty times slower. */
final class Squash {
    /** From here on the convergent is further from tanh than 1 is, and soon beyond 1, where a derivative of 1 - h h would change its sign. */
    private static final float FLAT = 7.5f;

    private static final double ALL = 13_749_310_575.0;
    private static final float P1 = (float) (1964187225.0 / ALL);
    private static final float P2 = (float) (64324260.0 / ALL);
    private static final float P3 = (float) (675675.0 / ALL);
    private static final float P4 = (float) (2145.0 / ALL);
    private static final float P5 = (float) (1.0 / ALL);
    private static final float Q1 = (float) (6547290750.0 / ALL);
    private static final float Q2 = (float) (413513100.0 / ALL);
    private static final float Q3 = (float) (7567560.0 / ALL);
    private static final float Q4 = (float) (45045.0 / ALL);
    private static final float Q5 = (float) (66.0 / ALL);

    private Squash() {}

    /**
     * The tenth convergent of Lambert's continued fraction x/(1+x²/(3+x²/(5+...))), 1768; within 7e-7 of tanh everywhere.
     */
    static float tanh(float x) {
        float bounded = Math.max(-FLAT, Math.min(FLAT, x));
        float s = bounded * bounded;
        float over = 1 + s * (P1 + s * (P2 + s * (P3 + s * (P4 + s * P5))));
        float under = 1 + s * (Q1 + s * (Q2 + s * (Q3 + s * (Q4 + s * Q5))));
        return bounded * over / under;
    }

    static float sigmoid(float x) {
        return 0.5f + 0.5f * tanh(0.5f * x);
    }

    /** Of the first n values; the two arrays may be one. */
    static void tanh(float[] values, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = tanh(values[i]);
        }
    }

    /** Of the first n values, a bias added to each. */
    static void sigmoid(float[] values, float[] bias, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = 0.5f + 0.5f * tanh(0.5f * (values[i] + bias[i]));
        }
    }

    /** tanh where the scale is 1 and the sigmoid where it is 1/2, of each of the first n values and its bias. */
    static void gates(float[] values, float[] bias, float[] scales, int n) {
        for (int i = 0; i < n; i++) {
            float scale = scales[i];
            values[i] = 1 - scale + scale * tanh(scale * (values[i] + bias[i]));
        }
    }

    /**
     * Turns a row of logits, without their bias, into chances. Shifted by the largest, so that nothing overflows.
     *
     * @param at where the row begins; it is as long as the bias
     */
    static void softmax(float[] values, int at, float[] bias) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < bias.length; i++) {
            values[at + i] += bias[i];
            largest = Math.max(largest, values[at + i]);
        }
        float sum = 0;
        for (int i = 0; i < bias.length; i++) {
            float e = (float) Math.exp(values[at + i] - largest);
            values[at + i] = e;
            sum += e;
        }
        float scale = 1 / sum;
        for (int i = 0; i < bias.length; i++) {
            values[at + i] *= scale;
        }
    }
}
