package io.portent.bundle.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.codec.Codec;
import io.portent.codec.Codecs;
import io.portent.model.engine.Shape;
import io.portent.model.engine.WeightsFile;
import io.portent.text.TextBundle;
import io.portent.text.TextModel;
import io.portent.text.TextProgress;
import io.portent.text.TextSpec;
import io.portent.text.UpdaterKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SealedZip} of
 *
 * <pre>
 *   text.json      how it was trained, and how far
 *   codec.bin      what the codec has saved
 *   network.zip    a plain DL4J network; any program with DL4J 1.0.0-M2.1 restores it
 *   training.bin   what the optimizer has gathered and the states carried: big-endian, each array its length and its floats
 * </pre>
 */
public final class TextBundleFile {
    private static final String CONTENT = "text.json";
    private static final String CODEC = "codec.bin";
    private static final String NETWORK = "network.zip";
    private static final String TRAINING = "training.bin";
    private static final ObjectMapper JSON = BundleJson.mapper();

    private final WeightsFile weights;

    /** What {@code text.json} holds. */
    record Content(
            TextSpec spec,
            Shape shape,
            String text,
            int epoch,
            int batch,
            long iterations,
            double smoothLoss,
            @Nullable Double validation) {}

    public TextBundleFile(WeightsFile weights) {
        this.weights = weights;
    }

    /** Writes over what is there, at once. */
    public void save(Path file, TextBundle<?> bundle) throws IOException {
        AtomicFile.replace(file, write(bundle));
    }

    /** The bytes of the file; the same bundle gives the same bytes. */
    byte[] write(TextBundle<?> bundle) throws IOException {
        TextModel<?> model = bundle.model();
        TextProgress at = bundle.progress();
        Content content = new Content(
                bundle.spec(),
                model.shape(),
                at.text(),
                at.epoch(),
                at.batch(),
                at.iterations(),
                at.smoothLoss(),
                at.validation());
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(CONTENT, JSON.writeValueAsBytes(content));
        parts.put(CODEC, model.codec().save());
        parts.put(NETWORK, weights.write(model.shape(), model.weights()));
        parts.put(TRAINING, training(at));
        return SealedZip.write(parts);
    }

    private static byte[] training(TextProgress at) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (List<float[]> arrays : List.of(at.gathered(), at.carried())) {
                out.writeInt(arrays.size());
                for (float[] values : arrays) {
                    out.writeInt(values.length);
                    for (float value : values) {
                        out.writeFloat(value);
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    /** @throws BadBundleException if the file is not a whole bundle for text, or needs a codec that is not there */
    public TextBundle<?> load(Path file) throws IOException {
        return read(file.toString(), SealedZip.bytes(file));
    }

    TextBundle<?> read(String name, byte[] bytes) {
        Map<String, byte[]> parts = SealedZip.read(name, bytes);
        byte[] json = part(name, parts, CONTENT);
        byte[] training = part(name, parts, TRAINING);
        byte[] network = part(name, parts, NETWORK);
        byte[] saved = part(name, parts, CODEC);
        try {
            Content content = complete(JSON.readValue(json, Content.class));
            Codec<?> codec = Codecs.named(content.spec().codec()).restore(saved);
            return bundle(
                    codec,
                    content,
                    requireFinite(NETWORK, weights.read(network, content.shape().weights())),
                    training);
        } catch (IOException | RuntimeException e) {
            throw BadBundleException.notUnderstood(name, e);
        }
    }

    private static Content complete(@Nullable Content content) {
        if (content == null || content.spec() == null || content.shape() == null || content.text() == null) {
            throw new IllegalArgumentException(CONTENT + " lacks spec, shape or text");
        }
        return content;
    }

    private static float[] requireFinite(String part, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(part + " holds " + value + ", which is no number to go on with");
            }
        }
        return values;
    }

    /**
     * Hours of learning are not to end in a bundle that nothing reads.
     *
     * @throws IllegalArgumentException if one of so many weights were larger than any that is read
     */
    public static void requireRoom(int weights, UpdaterKind updater) {
        long values = weights;
        for (int size : updater.gathers(weights)) {
            values += size;
        }
        // Beside them: the codec, the states carried, and what surrounds the parts.
        long room = SealedZip.LARGEST - (SealedZip.LARGEST >> 4);
        if (values * Float.BYTES > room) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a network of %,d weights and what %s gathers are %,d MiB, a bundle holds up to %,d; take fewer units or layers",
                    weights,
                    updater,
                    (values * Float.BYTES) >> 20,
                    room >> 20));
        }
    }

    private static byte[] part(String name, Map<String, byte[]> parts, String part) {
        byte[] content = parts.get(part);
        if (content == null) {
            throw new BadBundleException(name, "it has no " + part + ", so it is none for text");
        }
        return content;
    }

    private static <S> TextBundle<S> bundle(Codec<S> codec, Content content, float[] weights, byte[] training)
            throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(training))) {
            List<float[]> gathered = arrays(in);
            List<float[]> carried = arrays(in);
            if (in.available() > 0) {
                throw new IllegalArgumentException(TRAINING + " has " + in.available() + " bytes too many");
            }
            TextProgress progress = new TextProgress(
                    content.text(),
                    content.epoch(),
                    content.batch(),
                    content.iterations(),
                    content.smoothLoss(),
                    content.validation(),
                    gathered,
                    carried);
            return new TextBundle<>(content.spec(), new TextModel<>(codec, content.shape(), weights), progress);
        }
    }

    private static List<float[]> arrays(DataInputStream in) throws IOException {
        List<float[]> arrays = new ArrayList<>();
        for (int left = bounded(in.readInt(), in.available() / Integer.BYTES); left > 0; left--) {
            float[] values = new float[bounded(in.readInt(), in.available() / Float.BYTES)];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readFloat();
            }
            arrays.add(requireFinite(TRAINING, values));
        }
        return arrays;
    }

    private static int bounded(int count, int most) {
        if (count < 0 || count > most) {
            throw new IllegalArgumentException(TRAINING + " speaks of " + count + " where it has room for " + most);
        }
        return count;
    }
}
