package io.portent.parse;

/** The forms of one message that its template is looked up by, each made when it is first needed. Not thread-safe. */
final class MessageScratch {
    private final int maxChars;
    private final MessageShape shape = new MessageShape();
    private final Masker masker;
    private final ParameterRules rules;
    private String message = "";
    private boolean shaped;
    private boolean masked;

    MessageScratch(MinerSpec spec) {
        this.maxChars = spec.maxChars();
        this.masker = new Masker(spec);
        this.rules = new ParameterRules(spec.parameters());
    }

    MessageScratch of(String next) {
        message = rules.apply(next);
        shaped = shape.read(message, maxChars);
        masked = false;
        return this;
    }

    boolean isShaped() {
        return shaped;
    }

    MessageShape shape() {
        return shape;
    }

    Masker masked() {
        if (!masked) {
            masker.mask(message);
            masked = true;
        }
        return masker;
    }
}
