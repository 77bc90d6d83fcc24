package io.portent.model.dl4j;

import io.portent.model.Network;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** What another program with the same library finds in a saved network. */
final class SavedGraph {
    private SavedGraph() {}

    static ComputationGraph of(Network network) {
        try {
            return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(network.save()), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
