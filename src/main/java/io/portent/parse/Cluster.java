package io.portent.parse;

/** A template with its words taken apart, as the tree compares them. The id never changes, the words become fewer. */
final class Cluster {
    private final String id;
    private final String[] words;
    private Template template;

    Cluster(String id, String[] words) {
        this.id = id;
        this.words = words;
        this.template = new Template(id, text(words));
    }

    static Cluster of(Template template) {
        String[] words =
                template.text().isEmpty() ? new String[0] : template.text().split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace("<*>", Masker.MASK_TOKEN);
        }
        return new Cluster(template.id(), words);
    }

    static String text(String[] words) {
        return String.join(" ", words).replace(Masker.MASK_TOKEN, "<*>");
    }

    Template template() {
        return template;
    }

    int size() {
        return words.length;
    }

    String word(int index) {
        return words[index];
    }

    /** True where that changed it. */
    boolean generalise(String[] message) {
        boolean changed = false;
        for (int i = 0; i < words.length; i++) {
            if (!words[i].equals(message[i]) && !words[i].equals(Masker.MASK_TOKEN)) {
                words[i] = Masker.MASK_TOKEN;
                changed = true;
            }
        }
        if (changed) {
            template = new Template(id, text(words));
        }
        return changed;
    }
}
