package io.portent.text;

/**
 * After how many optimizer steps something happens again; 0: never.
 *
 * @param sampleSize steps of text in a sample
 */
public record Frequencies(int sample, int sampleSize, int info, int backup) {
    public Frequencies {
        if (sample < 0 || sampleSize < 1 || info < 0 || backup < 0) {
            throw new IllegalArgumentException("frequencies must be >= 0 and the sample size >= 1, were " + sample
                    + ", " + info + ", " + backup + " and " + sampleSize);
        }
    }

    static boolean due(int every, long iterations) {
        return every > 0 && iterations % every == 0;
    }
}
