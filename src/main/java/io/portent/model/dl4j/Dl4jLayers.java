package io.portent.model.dl4j;

import io.portent.model.CellKind;
import io.portent.model.NetworkKind;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;

/** Recurrent layers as DL4J configures them. */
final class Dl4jLayers {
    private static final String ENDS = "both-ends";

    private Dl4jLayers() {}

    /** Puts layers one above the other; returns the name of the top one, which of a bidirectional network gives no time series. */
    static String stack(
            ComputationGraphConfiguration.GraphBuilder graph, String input, NetworkKind kind, int units, int layers) {
        String below = input;
        for (int i = 0; i < layers; i++) {
            String name = "recurrent" + i;
            Layer layer = recurrent(kind.cell(), units);
            graph.addLayer(
                    name, kind.bidirectional() ? new Bidirectional(Bidirectional.Mode.CONCAT, layer) : layer, below);
            below = name;
        }
        return kind.bidirectional() ? ends(graph, input, below, units) : below;
    }

    /**
     * What each way has come to at its own last step, one behind the other. DL4J's LastTimeStep within a Bidirectional would say the
     * same, but takes over nothing of the network's configuration, not even an updater.
     */
    private static String ends(ComputationGraphConfiguration.GraphBuilder graph, String input, String top, int units) {
        graph.addVertex("at-the-end", new LastTimeStepVertex(input), top)
                .addVertex("there", new SubsetVertex(0, units - 1), "at-the-end")
                .addVertex("turned", new ReverseTimeSeriesVertex(input), top)
                .addVertex("at-the-beginning", new LastTimeStepVertex(input), "turned")
                .addVertex("back", new SubsetVertex(units, 2 * units - 1), "at-the-beginning")
                .addVertex(ENDS, new MergeVertex(), "there", "back");
        return ENDS;
    }

    private static Layer recurrent(CellKind kind, int units) {
        return switch (kind) {
            case SIMPLE_RNN ->
                new SimpleRnn.Builder().nOut(units).activation(Activation.TANH).build();
            case LSTM ->
                new LSTM.Builder().nOut(units).activation(Activation.TANH).build();
            case GRU -> new GruLayer.Builder().nOut(units).build();
        };
    }
}
