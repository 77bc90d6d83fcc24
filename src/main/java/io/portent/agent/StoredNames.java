package io.portent.agent;

import io.portent.parse.Template;
import io.portent.parse.TemplateTree;
import io.portent.store.Store;
import io.portent.store.StoredTemplate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the ids in windows mean to a model other than that which they were counted under, by the texts that the store keeps. */
final class StoredNames {
    private StoredNames() {}

    /** @throws io.portent.store.StoreException if it cannot be read */
    static UnaryOperator<String> to(TemplateTree model, Store store) {
        Map<String, String> translated = new HashMap<>();
        for (StoredTemplate told : store.windowReader().templates()) {
            Template known = model.counterpart(new Template(told.id(), told.text()));
            translated.put(told.id(), known == null ? told.id() : known.id());
        }
        return id -> translated.getOrDefault(id, id);
    }
}
