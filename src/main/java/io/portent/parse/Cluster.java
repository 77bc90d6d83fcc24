package io.portent.parse;

/** A template with its words taken apart, as the tree compares them. The id never changes, the words become fewer. */
final class Cluster {
    private final String id;
    private final String[] words;
    private final int[] hashes;
    private final boolean[] fixed;
    private int constants;
    private Template template;

    Cluster(String id, String[] words) {
        this.id = id;
        this.words = words;
        this.hashes = hashes(words);
        this.fixed = StateWords.among(words);
        this.constants = count(words);
        this.template = new Template(id, text(words));
    }

    static Cluster of(Template template) {
        return new Cluster(template.id(), wordsOf(template));
    }

    static String[] wordsOf(Template template) {
        String[] words =
                template.text().isEmpty() ? new String[0] : template.text().split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace("<*>", Masker.MASK_TOKEN);
        }
        return words;
    }

    private static String text(String[] words) {
        return String.join(" ", words).replace(Masker.MASK_TOKEN, "<*>");
    }

    private static int count(String[] words) {
        int constants = 0;
        for (String word : words) {
            constants += word.equals(Masker.MASK_TOKEN) ? 0 : 1;
        }
        return constants;
    }

    Template template() {
        return template;
    }

    int size() {
        return words.length;
    }

    int constants() {
        return constants;
    }

    String word(int index) {
        return words[index];
    }

    static int[] hashes(String[] words) {
        int[] hashes = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            hashes[i] = words[i].hashCode();
        }
        return hashes;
    }

    /** Tells most words apart without a look at them. */
    int hash(int index) {
        return hashes[index];
    }

    /** Whether the word that first stood here must not be swapped for another. */
    boolean fixed(int index) {
        return fixed[index];
    }

    /** Whether each of its constants stands in the message. */
    boolean covers(Masker message) {
        for (int i = 0; i < words.length; i++) {
            if (!words[i].equals(Masker.MASK_TOKEN) && !message.tokenIs(i, words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether each of its constants stands there. */
    boolean covers(String[] message) {
        for (int i = 0; i < words.length; i++) {
            if (!words[i].equals(Masker.MASK_TOKEN) && !words[i].equals(message[i])) {
                return false;
            }
        }
        return true;
    }

    /** Keeps only what the message has, too. */
    void generalise(String[] message) {
        for (int i = 0; i < words.length; i++) {
            if (!words[i].equals(message[i])) {
                words[i] = Masker.MASK_TOKEN;
                hashes[i] = words[i].hashCode();
            }
        }
        constants = count(words);
        template = new Template(id, text(words));
    }

    void generalise(Cluster other) {
        generalise(other.words);
    }
}
