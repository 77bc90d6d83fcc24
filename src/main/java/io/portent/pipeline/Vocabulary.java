package io.portent.pipeline;

import io.portent.parse.MinerSpec;
import io.portent.parse.Template;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the ids in windows stand for, over the times of all models. Windows outlive the model that they were counted under,
 * and can be counted for another one as long as it is known what their ids meant. Not thread-safe.
 *
 * <p>It also gives ids to messages that the serving model does not know. {@link FrozenRecogniser} forgets those, so as to
 * forecast the same whenever it was started; here they are kept, so that the next model finds one id for one kind of message.
 */
public final class Vocabulary {
    private final MinerSpec spec;
    private final Map<String, Template> told = new LinkedHashMap<>();
    private final Map<String, Template> meanings;
    private TemplateMiner miner;
    private int versionTold;

    /**
     * @param known what was told before, in the order of the first telling
     * @param meanings by id, what it stands for: receives all that is learnt or told, as soon as it is, beside what others have
     *     told. The caller's, who may let other threads read it if it is a map that allows so
     */
    public Vocabulary(MinerSpec spec, List<Template> known, Map<String, Template> meanings) {
        this.spec = spec;
        this.meanings = meanings;
        known.forEach(this::tell);
        this.miner = resumed();
        this.versionTold = miner.version();
    }

    private void tell(Template template) {
        told.put(template.id(), template);
        meanings.put(template.id(), template);
    }

    /** Of several ids that have come to stand for the same text, one goes on. */
    private TemplateMiner resumed() {
        Set<String> texts = new HashSet<>();
        List<Template> alive = new ArrayList<>();
        for (Template template : told.values()) {
            if (texts.add(template.text())) {
                alive.add(template);
            }
        }
        return TemplateMiner.resume(TemplateTree.of(spec, alive));
    }

    Template learn(String message) {
        Template learnt = miner.learn(message);
        if (!learnt.equals(meanings.get(learnt.id()))) {
            meanings.put(learnt.id(), learnt);
        }
        return learnt;
    }

    /** What its miner has learnt since the last call: new templates, those with another text, and those merged into one. */
    public List<Template> changes() {
        if (miner.version() == versionTold) {
            return List.of();
        }
        versionTold = miner.version();
        TemplateTree tree = miner.tree();
        Map<String, Template> alive = new LinkedHashMap<>();
        miner.all().forEach(template -> alive.put(template.id(), template));
        List<Template> changed = new ArrayList<>();
        for (Template before : List.copyOf(told.values())) {
            Template now = alive.remove(before.id());
            Template heir = now == null ? tree.counterpart(before) : now;
            if (heir != null && !heir.text().equals(before.text())) {
                changed.add(new Template(before.id(), heir.text()));
            }
        }
        changed.addAll(alive.values());
        changed.forEach(this::tell);
        return changed;
    }

    /**
     * Takes in the templates of a model that will serve.
     *
     * @return those to be told, together with {@link #changes}
     */
    public List<Template> adopt(TemplateTree model) {
        List<Template> changed = new ArrayList<>(changes());
        for (Template template : model.templates()) {
            if (!template.equals(told.get(template.id()))) {
                tell(template);
                changed.add(template);
            }
        }
        miner = resumed();
        versionTold = miner.version();
        return changed;
    }
}
