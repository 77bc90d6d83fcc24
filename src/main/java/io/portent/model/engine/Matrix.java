package io.portent.model.engine;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Floats outside the heap, where BLAS reads them without a copy. Positions and leading dimensions are counted in floats;
 * matrices are row-major.
 */
final class Matrix implements AutoCloseable {
    private FloatPointer memory = new FloatPointer();
    private FloatBuffer view = FloatBuffer.allocate(0);

    /**
     * Makes room for that many floats; what was there is lost.
     *
     * @throws IllegalArgumentException if an array of Java could not hold as many
     * @throws OutOfMemoryError beyond the limits set for javacpp; the matrix is empty then
     */
    void reserve(long floats) {
        if (floats > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(floats + " floats are more than one matrix holds");
        }
        if (view.capacity() < floats) {
            view = FloatBuffer.allocate(0);
            memory.close();
            memory = new FloatPointer(floats);
            view = memory.asBuffer();
        }
    }

    void put(int at, float[] values, int n) {
        view.put(at, values, 0, n);
    }

    void get(int at, float[] values, int n) {
        view.get(at, values, 0, n);
    }

    void clear(int floats) {
        FloatPointer.memset(memory.position(0), 0, (long) floats * Float.BYTES);
    }

    private FloatPointer at(int position) {
        return memory.position(position);
    }

    /**
     * Part of a matrix.
     *
     * @param stride floats from one row to the next
     * @param turned whether it is to be read transposed
     */
    record Part(Matrix matrix, int at, int stride, boolean turned) {
        Part(Matrix matrix, int at, int stride) {
            this(matrix, at, stride, false);
        }

        Part transposed() {
            return new Part(matrix, at, stride, !turned);
        }
    }

    /**
     * {@code to = a b + keep to}, where a is [rows x inner] and b [inner x columns]; the three parts must lie in three
     * different matrices.
     *
     * @param keep 0 to overwrite, 1 to add
     */
    static void product(int rows, int columns, int inner, Part a, Part b, float keep, Part to) {
        openblas_nolapack.cblas_sgemm(
                openblas_nolapack.CblasRowMajor,
                a.turned() ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
                b.turned() ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
                rows,
                columns,
                inner,
                1f,
                a.matrix().at(a.at()),
                a.stride(),
                b.matrix().at(b.at()),
                b.stride(),
                keep,
                to.matrix().at(to.at()),
                to.stride());
    }

    @Override
    public void close() {
        view = FloatBuffer.allocate(0);
        memory.close();
    }
}
