package io.portent.labels;

import io.portent.store.Store;
import io.portent.store.StoredTemplate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the ids of the store's templates stand for. */
final class TemplateTexts {
    private TemplateTexts() {}

    /** Where several writers know one id, their texts one after the other. */
    static Function<String, @Nullable String> of(Store store) {
        Map<String, String> texts = new HashMap<>();
        for (StoredTemplate template : store.windowReader().templates()) {
            texts.merge(template.id(), template.text(), (one, other) -> one.equals(other) ? one : one + "\n" + other);
        }
        return texts::get;
    }
}
