package io.portent.source.compressed;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZIOException;

/** Whatever a library throws at a broken archive, this throws one of two, as the JDK does for gzip. Not thread-safe. */
final class Archive extends FilterInputStream {
    private static final int BUFFER = 64 * 1024;
    /** What an end that comes too early may cost: the library forgets what it had decompressed in this one call. */
    private static final int AT_ONCE = 4096;

    private final Input file;

    interface Library {
        InputStream open(InputStream file) throws IOException;
    }

    /** Knows whether the archive was read to its end: what fails then, fails because it is cut short. */
    private static final class Input extends BufferedInputStream {
        private boolean ended;

        Input(InputStream file) {
            super(file, BUFFER);
        }

        @Override
        public synchronized int read() throws IOException {
            int read = super.read();
            ended |= read < 0;
            return read;
        }

        @Override
        public synchronized int read(byte[] into, int at, int length) throws IOException {
            int read = super.read(into, at, length);
            ended |= read < 0;
            return read;
        }
    }

    private Archive(Input file, InputStream opened) {
        super(opened);
        this.file = file;
    }

    static InputStream open(InputStream file, Library library) throws IOException {
        Input input = new Input(file);
        try {
            return new Archive(input, library.open(input));
        } catch (IOException | RuntimeException e) {
            throw told(e, input);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        try {
            return in.read(into, at, Math.min(length, AT_ONCE));
        } catch (IOException | RuntimeException e) { // the one for zstd has exceptions of its own, unchecked
            throw told(e, file);
        }
    }

    private static IOException told(Exception failure, Input file) {
        if (failure instanceof EOFException || failure instanceof ZipException) {
            return (IOException) failure;
        }
        if (failure instanceof MemoryLimitException) {
            return told(new ZipException(String.valueOf(failure.getMessage())), failure);
        }
        if (failure instanceof XZIOException || failure instanceof RuntimeException) {
            return told(new ZipException("damaged archive: " + failure.getMessage()), failure);
        }
        return file.ended ? told(new EOFException("unexpected end of archive"), failure) : (IOException) failure;
    }

    private static IOException told(IOException as, Exception failure) {
        as.initCause(failure);
        return as;
    }
}
