package io.portent.model.dl4j;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A gated recurrent unit as a layer of DL4J, which has none.
 *
 * <pre>
 *   r = sigmoid(Wr x + Rr h' + br)           reset
 *   u = sigmoid(Wu x + Ru h' + bu)           update
 *   c = tanh(Wc x + bc + r (Rc h'))          candidate
 *   h = u h' + (1 - u) c
 *   x: [batch, features, time]   h: [batch, units, time], or both with time before features
 * </pre>
 *
 * Cho et al. 2014 (arXiv 1406.1078), but r is applied after the product with Rc, as cuDNN does and Keras with
 * {@code reset_after}: the three products with h' become one. Both have a second bias, within r (Rc h' + b); it is left out.
 *
 * <p>A masked step is passed over: its output is zero, and the state stays as it was, so that padding may stand before, behind
 * or between. Masks are 0 or 1.
 *
 * <p>A stored network names this class, and its fields are the stored configuration: a program that restores one needs this class
 * and its neighbours under their names. DL4J finds it by that name alone, registered nowhere, and need not see it as public.
 */
final class GruLayer extends BaseRecurrentLayer {
    private static final long serialVersionUID = 1L;

    /** What the forward pass keeps for each step and sequence, in units: three gates, state, product with the state. */
    private static final int KEPT = 5;

    /** What the backward pass adds: errors of the states, and of both products. */
    private static final int ERRORS = 7;

    /** For Jackson, which then sets the fields. */
    private GruLayer() {}

    private GruLayer(Builder builder) {
        super(builder);
        setActivationFn(new ActivationTanH());
        initializeConstraints(builder);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        LayerValidation.assertNInNOutSet("GruLayer", getLayerName(), index, getNIn(), getNOut());
        GruPass layer = new GruPass(conf, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(initializer().init(conf, parameters, initialize));
        layer.setConf(conf);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return GruParameters.INSTANCE;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        long steps = Math.max(1, ((InputType.InputTypeRecurrent) inputType).getTimeSeriesLength());
        long weights = initializer().numParams(this);
        long answering = steps * (getNIn() + KEPT * getNOut());
        long training = answering + steps * ERRORS * getNOut();
        return new LayerMemoryReport.Builder(getLayerName(), GruLayer.class, inputType, getOutputType(-1, inputType))
                .standardMemory(weights, getIUpdater().stateSize(weights))
                .workingMemory(0, answering, 0, training)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }

    /** What the layer would not heed is refused rather than stored. */
    @SuppressWarnings("unchecked") // in DL4J the caller chooses the type that build() returns
    static final class Builder extends BaseRecurrentLayer.Builder<Builder> {
        @Override
        public Builder activation(IActivation function) {
            if (!(function instanceof ActivationTanH)) {
                throw new IllegalArgumentException("the candidate of a GRU is squashed by tanh, was " + function);
            }
            return super.activation(function);
        }

        @Override
        public GruLayer build() {
            if (recurrentConstraints != null || inputWeightConstraints != null) {
                throw new IllegalArgumentException("constraints hold for all weights or for the bias of a GRU");
            }
            return new GruLayer(this);
        }
    }
}
