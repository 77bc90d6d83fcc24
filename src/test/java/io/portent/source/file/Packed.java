package io.portent.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** How those who rotate logs compress them. */
enum Packed {
    GZ,
    XZ,
    ZST;

    /** As {@code .gz}, with the dot. */
    String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    byte[] bytes(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packing = open(out)) {
            packing.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    OutputStream open(OutputStream out) throws IOException {
        return switch (this) {
            case GZ -> new GZIPOutputStream(out);
            case XZ -> new XZOutputStream(out, new LZMA2Options(0));
            case ZST -> new ZstdOutputStream(out);
        };
    }

    static byte[] gzip(String text) throws IOException {
        return GZ.bytes(text);
    }
}
