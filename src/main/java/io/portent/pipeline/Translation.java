package io.portent.pipeline;

import io.portent.parse.Template;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.window.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the ids in windows mean to templates other than those which they were counted under, by the texts that they stand for.
 * An id is looked up when it is first met, and again once it stands for another text. Not thread-safe.
 *
 * <pre>
 *   id of these templates  =>  itself            an id comes from a kind's first message: it means the same, whatever
 *                                                both texts have become since
 *   id with a text         =>  the template that the text fits
 *   any other              =>  none
 * </pre>
 */
public final class Translation {
    private final TemplateTree tree;
    private final Set<String> own = new HashSet<>();
    private final Function<String, @Nullable Template> meanings;
    private final Map<String, Found> found = new HashMap<>();

    private record Found(Template meaning, @Nullable Template here) {}

    /** @param meanings what an id stands for; null where nobody knows */
    public Translation(TemplateTree tree, Function<String, @Nullable Template> meanings) {
        this.tree = tree;
        this.meanings = meanings;
        own.add(TemplateMiner.OVERFLOW.id());
        tree.templates().forEach(template -> own.add(template.id()));
    }

    /** @param told what the ids stand for; the first of those with the same id counts */
    public static Translation of(TemplateTree tree, List<Template> told) {
        Map<String, Template> meanings = new HashMap<>();
        told.forEach(template -> meanings.putIfAbsent(template.id(), template));
        return new Translation(tree, meanings::get);
    }

    /** The id here; null where these templates know none such. */
    @Nullable
    String find(String id) {
        if (own.contains(id)) {
            return id;
        }
        Template meaning = meanings.apply(id);
        if (meaning == null) {
            return null;
        }
        Found known = found.get(id);
        if (known == null || !known.meaning().equals(meaning)) {
            known = new Found(meaning, tree.counterpart(meaning));
            found.put(id, known);
        }
        return known.here() == null ? null : known.here().id();
    }

    /** The same window under the ids of these templates; what they do not know keeps its id. */
    public Window of(Window window) {
        return window.renamed(id -> {
            String here = find(id);
            return here == null ? id : here;
        });
    }
}
