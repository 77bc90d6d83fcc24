package io.portent.model.baseline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Penalised maximum likelihood of one logistic output by L-BFGS with backtracking (Nocedal and Wright 2006, algorithms 7.4
 * and 3.1). The problem is convex: where it stops does not depend on where it starts. Not thread-safe; used once.
 */
final class LogisticFit {
    private static final int MEMORY = 8;
    private static final int ITERATIONS = 40;
    private static final double TOLERANCE = 1e-4;

    private final List<LogisticRow> rows;
    private final int output;
    private final double penalty;
    private final int size;

    /** @param penalty of half the squared weights */
    LogisticFit(List<LogisticRow> rows, int output, double penalty) {
        this.penalty = penalty;
        this.rows = rows.stream().filter(row -> row.outcome(output) >= 0).toList();
        this.output = output;
        this.size = 1 + (rows.isEmpty() ? 0 : rows.get(0).vector.length);
    }

    /** Intercept first. */
    double[] weights() {
        double[] at = new double[size];
        double[] gradient = new double[size];
        double value = evaluate(at, gradient);
        double target = TOLERANCE * Math.max(1, norm(gradient));
        Deque<Step> memory = new ArrayDeque<>();
        for (int i = 0; i < ITERATIONS && norm(gradient) > target; i++) {
            double[] direction = direction(gradient, memory);
            double[] next = new double[size];
            double[] nextGradient = new double[size];
            double nextValue = search(at, value, gradient, direction, next, nextGradient);
            if (!(nextValue < value)) {
                break;
            }
            remember(memory, minus(next, at), minus(nextGradient, gradient));
            at = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return at;
    }

    private static void remember(Deque<Step> memory, double[] moved, double[] change) {
        double curvature = dot(moved, change);
        if (curvature > 1e-12) {
            memory.addFirst(new Step(moved, change, curvature));
            if (memory.size() > MEMORY) {
                memory.removeLast();
            }
        }
    }

    /** Halves the step until the value falls enough. */
    private double search(
            double[] at, double value, double[] gradient, double[] direction, double[] next, double[] nextGradient) {
        double slope = dot(gradient, direction);
        double step = 1;
        double found = Double.NaN;
        for (int i = 0; i < 30; i++) {
            for (int j = 0; j < size; j++) {
                next[j] = at[j] + step * direction[j];
            }
            found = evaluate(next, nextGradient);
            if (found <= value + 1e-4 * step * slope) {
                return found;
            }
            step /= 2;
        }
        return found;
    }

    private double[] direction(double[] gradient, Deque<Step> memory) {
        double[] q = gradient.clone();
        double[] alphas = new double[memory.size()];
        int i = 0;
        for (Step step : memory) {
            alphas[i] = dot(step.moved, q) / step.curvature;
            add(q, step.gradientChange, -alphas[i++]);
        }
        Step newest = memory.peekFirst();
        double scale = newest == null
                ? 1 / Math.max(1, norm(gradient))
                : newest.curvature / dot(newest.gradientChange, newest.gradientChange);
        for (int j = 0; j < size; j++) {
            q[j] *= scale;
        }
        for (Iterator<Step> oldest = memory.descendingIterator(); oldest.hasNext(); ) {
            Step step = oldest.next();
            double beta = dot(step.gradientChange, q) / step.curvature;
            add(q, step.moved, alphas[--i] - beta);
        }
        for (int j = 0; j < size; j++) {
            q[j] = -q[j];
        }
        return q;
    }

    /** Negative log likelihood plus penalty, and its gradient. */
    private double evaluate(double[] weights, double[] gradient) {
        java.util.Arrays.fill(gradient, 0);
        double value = 0;
        for (LogisticRow row : rows) {
            float[] vector = row.vector;
            double score = score(weights, vector);
            int y = row.outcome(output);
            // log(1 + e) in place of log1p(e): it is six times quicker, and what it loses below 1e-16 no sum over rows
            // sees.
            double e = Math.exp(-Math.abs(score));
            boolean right = score > 0 == (y == 1);
            value += row.weight * (Math.log(1 + e) + (right ? 0 : Math.abs(score)));
            double error = row.weight * ((score > 0 ? 1 : e) / (1 + e) - y);
            gradient[0] += error;
            for (int j = 0; j < vector.length; j++) {
                gradient[j + 1] += error * vector[j];
            }
        }
        for (int j = 1; j < size; j++) {
            value += 0.5 * penalty * weights[j] * weights[j];
            gradient[j] += penalty * weights[j];
        }
        return value;
    }

    /** Four sums side by side: one would wait for itself at every term, and this is where the time goes. */
    private static double score(double[] weights, float[] vector) {
        double a = weights[0];
        double b = 0;
        double c = 0;
        double d = 0;
        int j = 0;
        for (; j + 3 < vector.length; j += 4) {
            a += weights[j + 1] * vector[j];
            b += weights[j + 2] * vector[j + 1];
            c += weights[j + 3] * vector[j + 2];
            d += weights[j + 4] * vector[j + 3];
        }
        for (; j < vector.length; j++) {
            a += weights[j + 1] * vector[j];
        }
        return a + b + (c + d);
    }

    private static double[] minus(double[] one, double[] other) {
        double[] difference = one.clone();
        add(difference, other, -1);
        return difference;
    }

    private static void add(double[] to, double[] what, double times) {
        for (int i = 0; i < to.length; i++) {
            to[i] += times * what[i];
        }
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    /** One remembered move; owns its arrays. */
    private static final class Step {
        private final double[] moved;
        private final double[] gradientChange;
        private final double curvature;

        Step(double[] moved, double[] gradientChange, double curvature) {
            this.moved = moved;
            this.gradientChange = gradientChange;
            this.curvature = curvature;
        }
    }
}
