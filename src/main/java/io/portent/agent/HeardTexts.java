package io.portent.agent;

import io.portent.event.LogEvent;
import io.portent.parse.Template;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.pipeline.Recogniser;
import io.portent.window.Seen;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recognises as another does, and remembers what ids stand for, so that rules can look for words: of a template that is known
 * its text, of one that was mined beside the message that it was first met in. Not thread-safe.
 */
final class HeardTexts implements Recogniser {
    private static final int LONGEST = 400;
    /** Ids that are met beyond have no text for the rules. With as many of the longest texts it is 8 MB. */
    private static final int MOST = 20_000;

    private final Recogniser recogniser;
    private final Map<String, String> texts = new HashMap<>();

    HeardTexts(Recogniser recogniser, TemplateTree known) {
        this.recogniser = recogniser;
        // It takes anything: what its first message says is nothing that the others say.
        texts.put(TemplateMiner.OVERFLOW.id(), TemplateMiner.OVERFLOW.text());
        for (Template template : known.templates()) {
            texts.put(template.id(), template.text());
        }
    }

    @Override
    public Seen see(LogEvent event) {
        Seen seen = recogniser.see(event);
        if (texts.size() < MOST && !texts.containsKey(seen.templateId())) {
            String message = event.message();
            texts.put(seen.templateId(), message.substring(0, Math.min(LONGEST, message.length())));
        }
        return seen;
    }

    @Nullable
    String of(String id) {
        return texts.get(id);
    }
}
