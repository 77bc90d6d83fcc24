package io.portent.model.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where the weights of a {@link GruLayer} lie in the flat vector of a network:
 *
 * <pre>
 *   W [features, 3 units]   RW [units, 3 units]   b [1, 3 units]      columns: reset, update, candidate
 * </pre>
 *
 * Columns are contiguous, as in DL4J's own recurrent layers: read in order, the numbers are rows of [3 units][features].
 */
final class GruParameters implements ParamInitializer {
    static final GruParameters INSTANCE = new GruParameters();
    static final String INPUT = "W";
    static final String RECURRENT = "RW";
    static final String BIAS = "b";
    static final int GATES = 3;

    private GruParameters() {}

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        GruLayer gru = (GruLayer) layer;
        return GATES * gru.getNOut() * (gru.getNIn() + gru.getNOut() + 1);
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return List.of(INPUT, RECURRENT, BIAS);
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return List.of(INPUT, RECURRENT);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return List.of(BIAS);
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return !isBiasParam(layer, key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return key.equals(BIAS);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray flat, boolean initialize) {
        GruLayer gru = (GruLayer) conf.getLayer();
        Map<String, INDArray> views = views(gru, flat);
        if (initialize) {
            IWeightInit inputs = gru.getWeightInitFn();
            IWeightInit recurrent = gru.getWeightInitFnRecurrent();
            // Each gate is a matrix of its own; the three only lie side by side.
            fill(inputs, gru.getNIn(), gru.getNOut(), view(views, INPUT));
            fill(recurrent == null ? inputs : recurrent, gru.getNOut(), gru.getNOut(), view(views, RECURRENT));
            view(views, BIAS).assign(gru.getBiasInit());
        }
        views.keySet().forEach(conf::addVariable);
        return views;
    }

    private static void fill(IWeightInit init, long from, long to, INDArray view) {
        init.init((double) from, (double) to, view.shape(), 'f', view);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray flat) {
        return views((GruLayer) conf.getLayer(), flat);
    }

    static INDArray view(Map<String, INDArray> views, String key) {
        return Objects.requireNonNull(views.get(key), key);
    }

    private static Map<String, INDArray> views(GruLayer gru, INDArray flat) {
        INDArray all = flat.reshape(flat.length());
        long width = GATES * gru.getNOut();
        long recurrent = width * gru.getNIn();
        long bias = recurrent + width * gru.getNOut();
        Map<String, INDArray> views = new LinkedHashMap<>();
        views.put(INPUT, part(all, 0, recurrent).reshape('f', gru.getNIn(), width));
        views.put(RECURRENT, part(all, recurrent, bias).reshape('f', gru.getNOut(), width));
        views.put(BIAS, part(all, bias, bias + width).reshape(1, width));
        return views;
    }

    private static INDArray part(INDArray all, long from, long to) {
        return all.get(NDArrayIndex.interval(from, to));
    }
}
