package io.portent.model.dl4j;

import io.portent.model.NetworkKind;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;

/** Recurrent layers as DL4J configures them. */
final class Dl4jLayers {
    private Dl4jLayers() {}

    /** Puts layers one above the other; returns the name of the top one. */
    static String stack(
            ComputationGraphConfiguration.GraphBuilder graph, String input, NetworkKind kind, int units, int layers) {
        String below = input;
        for (int i = 0; i < layers; i++) {
            String name = "recurrent" + i;
            graph.addLayer(name, recurrent(kind, units), below);
            below = name;
        }
        return below;
    }

    private static Layer recurrent(NetworkKind kind, int units) {
        return switch (kind) {
            case SIMPLE_RNN ->
                new SimpleRnn.Builder().nOut(units).activation(Activation.TANH).build();
            case LSTM ->
                new LSTM.Builder().nOut(units).activation(Activation.TANH).build();
            case GRU -> new GruLayer.Builder().nOut(units).build();
        };
    }
}
