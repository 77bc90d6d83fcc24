package io.portent.pipeline;

import io.portent.parse.SlotCensus;
import io.portent.parse.SlotTable;
import io.portent.parse.Template;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Windows that were counted under other templates, as if they had been counted under these.
 *
 * <p>What is lost: a template's messages are no longer there, so where one tree has a single template for what another tells
 * apart, the parts cannot be told apart again. They are counted together, under the template that the text fits.
 */
public final class Recount {
    private final TemplateTree tree;
    private final Translation translation;

    /** @param told what the ids in windows stand for; the first of those with the same id counts */
    public Recount(TemplateTree tree, List<Template> told) {
        this.tree = tree;
        this.translation = Translation.of(tree, told);
    }

    /** All ids of templates in the windows. */
    public static Set<String> idsIn(List<Window> windows) {
        Set<String> used = new HashSet<>();
        windows.forEach(window -> used.addAll(window.templates().keySet()));
        return used;
    }

    /**
     * One tree for windows of several. Begins with those of a model's templates that the windows need, so that its ids go on,
     * and takes in the others in the order in which they were told.
     *
     * @param first with the bounds that the tree is to have
     * @param used ids in the windows; what none of them stands for is left out
     */
    public static TemplateTree union(TemplateTree first, List<Template> told, Set<String> used) {
        List<Template> needed =
                told.stream().filter(one -> used.contains(one.id())).toList();
        Set<Template> going = new LinkedHashSet<>();
        needed.stream().map(first::counterpart).filter(Objects::nonNull).forEach(going::add);
        List<Template> kept = first.templates().stream()
                .filter(one -> going.contains(one) || used.contains(one.id()))
                .toList();
        TemplateMiner miner = TemplateMiner.resume(TemplateTree.of(first.spec(), kept));
        needed.forEach(miner::adopt);
        return miner.tree();
    }

    /**
     * For learning: every template is known, and new where it was first seen, after a day; as {@link TrainingRecogniser} says
     * it.
     *
     * @param windows each entity's in time order
     */
    public List<Window> learnt(List<Window> windows) {
        int[] fresh = new int[windows.size()];
        Set<String> seen = new HashSet<>();
        Instant settled = null;
        for (int i : inTime(windows)) {
            Window window = windows.get(i);
            settled = settled == null ? window.start().plus(TrainingRecogniser.SETTLING) : settled;
            int founded = 0;
            for (String id : window.templates().keySet()) {
                founded += seen.add(id) ? 1 : 0;
            }
            fresh[i] = window.start().isBefore(settled) ? 0 : founded;
        }
        return new RenamedWindows(
                windows, id -> Objects.requireNonNullElse(translation.find(id), TemplateMiner.OVERFLOW.id()), fresh);
    }

    /** Their indexes; entities that share a moment by their name. */
    private static List<Integer> inTime(List<Window> windows) {
        record Place(int index, Instant start, String entity) {}
        List<Place> places = new ArrayList<>(windows.size());
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            places.add(new Place(i, window.start(), window.entity()));
        }
        places.sort(Comparator.comparing(Place::start).thenComparing(Place::entity));
        return places.stream().map(Place::index).toList();
    }

    /**
     * For later time, as {@link FrozenRecogniser} says it: what these templates do not know is new once in each span of
     * memory, and keeps its id.
     *
     * @param windows each entity's in time order
     */
    public List<Window> later(List<Window> windows, Duration memory) {
        Map<Instant, Set<String>> seen = new HashMap<>();
        int[] fresh = new int[windows.size()];
        for (int i : inTime(windows)) {
            Window window = windows.get(i);
            Set<String> inSpan =
                    seen.computeIfAbsent(FrozenRecogniser.startOfSpan(window.start(), memory), span -> new HashSet<>());
            for (String id : window.templates().keySet()) {
                fresh[i] += translation.find(id) == null && inSpan.add(id) ? 1 : 0;
            }
        }
        return new RenamedWindows(windows, id -> Objects.requireNonNullElse(translation.find(id), id), fresh);
    }

    /** The parameters that take few values in these windows, counted under these templates. */
    public SlotTable slots(List<Window> learnt, @Nullable SlotTable before) {
        SlotCensus census = new SlotCensus();
        learnt.forEach(window -> census.add(window.templates(), window.values()));
        return census.table(before == null ? new SlotTable(Map.of()) : before);
    }

    public TemplateTree tree() {
        return tree;
    }
}
