package io.portent.model.dl4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network in the very zip layout of DL4J's ModelSerializer, so that any program with DL4J restores it. Written here
 * because theirs stamps the wall clock into it (no two bundles would be equal), and read here because theirs takes a Java
 * object stream from an entry of the file.
 */
final class NetworkFile {
    private static final String CONFIGURATION = "configuration.json";
    private static final String WEIGHTS = "coefficients.bin";
    private static final String UPDATER = "updaterState.bin";

    private static final String MIXED = "MIXED_DATA_TYPES";
    /** ND4J's mark of an array of floats. */
    private static final long FLOAT = 8192;

    private static final long ROW_MAJOR = 'c';

    /** More than any bundle holds; what a few bytes inflate to has no other bound. */
    private static final int LARGEST = 512 << 20;
    /** Of an array's shape and type; a row of floats has 118 bytes of them. */
    private static final int DESCRIPTION = 1024;

    private NetworkFile() {}

    static byte[] write(ComputationGraph network) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, CONFIGURATION, network.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
            entry(zip, WEIGHTS, array(network.params()));
            INDArray state = network.getUpdater().getStateViewArray();
            if (state != null && state.length() > 0) {
                entry(zip, UPDATER, array(state));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** The same of weights that no network of theirs holds. */
    static byte[] write(ComputationGraphConfiguration configuration, float[] weights) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, CONFIGURATION, configuration.toJson().getBytes(StandardCharsets.UTF_8));
            entry(zip, WEIGHTS, row(weights));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** As ND4J writes a row: its description, then its values. */
    private static byte[] row(float[] values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            long[] description = {2, 1, values.length, 1, 1, FLOAT, 1, ROW_MAJOR};
            out.writeUTF(MIXED);
            out.writeLong(description.length);
            out.writeUTF("LONG");
            for (long value : description) {
                out.writeLong(value);
            }
            out.writeUTF(MIXED);
            out.writeLong(values.length);
            out.writeUTF("FLOAT");
            for (float value : values) {
                out.writeFloat(value);
            }
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] array(INDArray array) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Nd4j.write(array, out);
        }
        return bytes.toByteArray();
    }

    /**
     * The weights alone; the stored configuration and the updater's state are for programs that go on training.
     *
     * @throws IllegalArgumentException if the bytes are no network
     */
    static float[] weights(byte[] saved) {
        return weights(saved, LARGEST / Float.BYTES);
    }

    /** No more of them than that, and none of an entry that would inflate to more. */
    static float[] weights(byte[] saved, int most) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(saved))) {
            long left = LARGEST;
            for (ZipEntry entry = zip.getNextEntry(); entry != null && left > 0; entry = zip.getNextEntry()) {
                if (entry.getName().equals(WEIGHTS)) {
                    return floats(zip.readNBytes((int) Math.min(left, DESCRIPTION + (long) most * Float.BYTES)));
                }
                left -= zip.skip(left);
            }
            throw new IllegalArgumentException("not a network: " + WEIGHTS + " is missing");
        } catch (EOFException e) {
            throw new IllegalArgumentException("not a network: it ends too early", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a network: " + e.getMessage(), e);
        }
    }

    private static float[] floats(byte[] content) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        in.skipNBytes(header(in, "LONG", in.available() / Long.BYTES) * Long.BYTES);
        float[] weights = new float[(int) header(in, "FLOAT", in.available() / Float.BYTES)];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.readFloat();
        }
        return weights;
    }

    /** ND4J's buffers: kind of allocation, length, type, values; an array is a buffer of its shape and one of its values. */
    private static long header(DataInputStream in, String type, int atMost) throws IOException {
        in.readUTF();
        long length = in.readLong();
        String found = in.readUTF();
        if (!found.equals(type) || length < 0 || length > atMost) {
            throw new IllegalArgumentException("not a network: " + length + " values of " + found + " in " + WEIGHTS
                    + ", where up to " + atMost + " of " + type + " were expected");
        }
        return length;
    }
}
