package io.portent.model.dl4j;

import static io.portent.model.dl4j.GruParameters.BIAS;
import static io.portent.model.dl4j.GruParameters.INPUT;
import static io.portent.model.dl4j.GruParameters.RECURRENT;
import static io.portent.model.dl4j.GruParameters.view;

import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A {@link GruLayer} at work: DL4J's side of it, layouts, states between calls, dropout and memory. The formulas are in
 * {@link GruSteps}.
 *
 * <p>Not thread-safe, like every layer of DL4J.
 */
final class GruPass extends BaseRecurrentLayer<GruLayer> {
    private static final long serialVersionUID = 1L;

    /** Under which the maps of states keep h, [batch, units]. */
    static final String STATE = "h";

    /**
     * The last forward pass, whose gates and first state the backward pass needs. DL4J's own layers make the forward pass again
     * without the state that was carried, so their recurrent gradients are wrong behind one.
     */
    private transient @Nullable GruSteps last;

    GruPass(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        return forward(Map.of(), false, training, workspaces);
    }

    @Override
    public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaces) {
        setInput(input, workspaces);
        return forward(stateMap, true, false, workspaces);
    }

    @Override
    public INDArray rnnActivateUsingStoredState(
            INDArray input, boolean training, boolean store, LayerWorkspaceMgr workspaces) {
        setInput(input, workspaces);
        return forward(tBpttStateMap, store, training, workspaces);
    }

    @SuppressWarnings("try") // the scope acts by being open
    private INDArray forward(
            Map<String, INDArray> carried, boolean store, boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        if (input.rank() != 3) {
            throw new IllegalArgumentException("input must be [batch, features, time], was of rank " + input.rank());
        }
        applyDropOutIfNecessary(training, workspaces);
        INDArray weights = getParamWithNoise(INPUT, training, workspaces);
        INDArray recurrent = getParamWithNoise(RECURRENT, training, workspaces);
        INDArray bias = getParamWithNoise(BIAS, training, workspaces);
        // What is kept until the backward pass or the next call must outlive DL4J's workspaces.
        try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            INDArray rows = rows(permuteIfNWC(input));
            GruSteps steps =
                    new GruSteps(rows, input.size(0), maskRows(), carried.get(STATE), weights, recurrent, bias);
            if (store) {
                carried.put(STATE, steps.lastState());
            }
            last = steps;
            return inDl4jsLayout(steps.outputs(), ArrayType.ACTIVATIONS, workspaces);
        }
    }

    /** [batch, any, time] as rows [time * batch, any], so that a step is one block of memory. */
    private INDArray rows(INDArray array) {
        return array.castTo(dataType)
                .permute(2, 0, 1)
                .dup('c')
                .reshape('c', array.size(2) * array.size(0), array.size(1));
    }

    private @Nullable INDArray maskRows() {
        return maskArray == null
                ? null
                : maskArray.castTo(dataType).transpose().dup('c').reshape('c', maskArray.length(), 1);
    }

    /** The way back from {@link #rows}. */
    private INDArray inDl4jsLayout(INDArray rows, ArrayType kind, LayerWorkspaceMgr workspaces) {
        long batch = input.size(0);
        long steps = rows.size(0) / batch;
        INDArray array = workspaces.createUninitialized(kind, dataType, new long[] {batch, rows.size(1), steps}, 'f');
        array.assign(rows.reshape('c', steps, batch, rows.size(1)).permute(1, 2, 0));
        return permuteIfNWC(array);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray errors, LayerWorkspaceMgr workspaces) {
        return tbpttBackpropGradient(errors, 0, workspaces);
    }

    /** @param length steps to go back from the end; none or less: all */
    @SuppressWarnings("try") // as above
    @Override
    public Pair<Gradient, INDArray> tbpttBackpropGradient(INDArray errors, int length, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        if (last == null) {
            throw new IllegalStateException("a backward pass needs a forward pass before it");
        }
        INDArray inputErrors;
        try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            INDArray rows = last.backward(rows(permuteIfNWC(errors)), length, gradientViews);
            inputErrors = inDl4jsLayout(rows, ArrayType.ACTIVATION_GRAD, workspaces);
        }
        clearNoiseWeightParams();
        return new Pair<>(gradientByName(gradientViews), backpropDropOutIfPresent(inputErrors));
    }

    private Gradient gradientByName(Map<String, INDArray> views) {
        Gradient gradient = new DefaultGradient(gradientsFlattened);
        for (String name : layerConf().initializer().paramKeys(layerConf())) {
            gradient.setGradientFor(name, view(views, name));
        }
        return gradient;
    }

    /** The layers above see what was masked here as zeros; like LSTM, they need not mask it again. */
    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int batch) {
        maskArray = mask;
        maskState = state;
        return new Pair<>(mask, MaskState.Passthrough);
    }

    @Override
    public void clear() {
        super.clear();
        last = null;
    }
}
