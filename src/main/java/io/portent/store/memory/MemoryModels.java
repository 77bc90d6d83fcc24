package io.portent.store.memory;

import io.portent.store.ModelShelf;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Thread-safe. */
final class MemoryModels implements ModelShelf {
    private final Map<String, Model> models = new HashMap<>();
    private final Map<String, byte[]> bundles = new HashMap<>();
    private final List<Move> moves = new ArrayList<>();

    @Override
    public synchronized void keep(Model model, byte[] bundle) {
        byte[] there = bundles.get(model.version());
        if (there != null && !Arrays.equals(there, bundle)) {
            throw new StoreException(
                    Problem.CONFLICT, "memory", "model " + model.version() + " is kept with other bytes", null);
        }
        if (there == null) {
            models.put(model.version(), model);
            bundles.put(model.version(), bundle.clone());
        }
    }

    @Override
    public synchronized byte @Nullable [] bundle(String version) {
        byte[] bundle = bundles.get(version);
        return bundle == null ? null : bundle.clone();
    }

    @Override
    public synchronized List<Model> models() {
        return models.values().stream()
                .sorted(Comparator.comparing(Model::trained).thenComparing(Model::version))
                .toList();
    }

    @Override
    public synchronized void point(Move move) {
        if (!models.containsKey(move.version())) {
            throw new IllegalArgumentException("there is no model " + move.version());
        }
        moves.add(0, move);
    }

    @Override
    public synchronized List<Move> moves(String alias) {
        return moves.stream().filter(move -> move.alias().equals(alias)).toList();
    }

    @Override
    public synchronized boolean forget(String version) {
        for (Move move : moves) {
            if (move.version().equals(version) && moves(move.alias()).get(0).equals(move)) {
                throw new IllegalArgumentException(version + " is the " + move.alias());
            }
        }
        bundles.remove(version);
        return models.remove(version) != null;
    }
}
