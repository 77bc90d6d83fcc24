#!/usr/bin/env python3
"""The character network of min-char-rnn in numpy: how well and how quickly it learns.

    bench/peers/min_char_rnn.py FILE --iterations 4000 --seed 7 [--hidden 100 --seq 25 --rate 0.1 --products steps|whole --check]

One layer of tanh units reads one-hot characters; a softmax forecasts the next one.

    h[t] = tanh(Wx x[t] + Wh h[t-1] + bh)        p[t] = softmax(Wy h[t] + by)        loss = -sum over t of log p[t][next]

Each iteration reads the next `seq` characters, starts from the state where the last one ended, and goes back no further than its own
beginning. The state is zero again at the start of each pass over the text. Gradients are clipped to [-5, 5] element by element; AdaGrad.

--products steps   matrix by vector at each step and a one-hot vector at the input, as the algorithm is usually written (default)
--products whole   the same sums; whatever does not depend on the step before is one product for all steps, and the one-hot product is a
                   look-up. The harder peer.

Prints one JSON line. The smooth loss is that of `seq` characters in nats: it begins with -log(1 / vocabulary) * seq and moves by a
thousandth each iteration. CPU time is that of the iterations alone, without reading the text. With --check the line also
has the largest difference between the gradients and finite differences, on a small random network with a carried state.
"""
import argparse, json, time

import peer  # before numpy: sets one thread
import numpy as np

SMALL = 0.01  # the standard deviation of the first weights
LIMIT = 5.0
EPSILON = 1e-8


def new_weights(vocabulary, hidden, random):
    return {
        "Wx": random.standard_normal((hidden, vocabulary)) * SMALL,
        "Wh": random.standard_normal((hidden, hidden)) * SMALL,
        "Wy": random.standard_normal((vocabulary, hidden)) * SMALL,
        "bh": np.zeros(hidden),
        "by": np.zeros(vocabulary),
    }


def one_hot(character, size):
    vector = np.zeros(size)
    vector[character] = 1
    return vector


def softmax(scores):
    """Along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def by_steps(weights, inputs, targets, state):
    """Loss, gradients and last state, one step of time after the other."""
    Wx, Wh, Wy, bh, by = (weights[name] for name in ("Wx", "Wh", "Wy", "bh", "by"))
    xs, states, forecasts, loss = [], [state], [], 0.0
    for character, target in zip(inputs, targets):
        xs.append(one_hot(character, len(by)))
        states.append(np.tanh(Wx @ xs[-1] + Wh @ states[-1] + bh))
        forecasts.append(softmax(Wy @ states[-1] + by))
        loss -= np.log(forecasts[-1][target])
    gradients = {name: np.zeros_like(values) for name, values in weights.items()}
    from_later = np.zeros_like(state)
    for step in reversed(range(len(inputs))):
        error = forecasts[step].copy()
        error[targets[step]] -= 1
        gradients["Wy"] += np.outer(error, states[step + 1])
        gradients["by"] += error
        inner = (Wy.T @ error + from_later) * (1 - states[step + 1] ** 2)
        gradients["Wx"] += np.outer(inner, xs[step])
        gradients["Wh"] += np.outer(inner, states[step])
        gradients["bh"] += inner
        from_later = Wh.T @ inner
    return loss, gradients, states[-1]


def by_whole_products(weights, inputs, targets, state):
    """The same as by_steps, with one product for all steps where that is possible."""
    Wx, Wh, Wy, bh, by = (weights[name] for name in ("Wx", "Wh", "Wy", "bh", "by"))
    steps = np.arange(len(inputs))
    driven = Wx.T[inputs] + bh  # [time, hidden]
    states = np.empty((len(inputs) + 1, len(bh)))
    states[0] = state
    for step in steps:
        states[step + 1] = np.tanh(driven[step] + Wh @ states[step])
    errors = softmax(states[1:] @ Wy.T + by)  # [time, vocabulary]
    loss = -np.log(errors[steps, targets]).sum()
    errors[steps, targets] -= 1
    inner = errors @ Wy  # [time, hidden]; what comes from later steps is added below
    slopes = 1 - states[1:] ** 2
    inner[-1] *= slopes[-1]
    for step in steps[-2::-1]:
        inner[step] = (inner[step] + inner[step + 1] @ Wh) * slopes[step]
    towards_inputs = np.zeros_like(Wx.T)
    np.add.at(towards_inputs, inputs, inner)
    gradients = {
        "Wx": towards_inputs.T,
        "Wh": inner.T @ states[:-1],
        "Wy": errors.T @ states[1:],
        "bh": inner.sum(axis=0),
        "by": errors.sum(axis=0),
    }
    return loss, gradients, states[-1]


PRODUCTS = {"steps": by_steps, "whole": by_whole_products}


def adagrad(weights, squares, gradients, rate):
    for name, gradient in gradients.items():
        clipped = np.clip(gradient, -LIMIT, LIMIT)
        squares[name] += clipped * clipped
        weights[name] -= rate * clipped / np.sqrt(squares[name] + EPSILON)


def largest_gradient_error(gradients_of, random):
    """Against central differences of the loss, element by element."""
    vocabulary, hidden, steps, width = 9, 7, 12, 1e-5
    weights = {name: random.standard_normal(values.shape) / 2 for name, values in new_weights(vocabulary, hidden, random).items()}
    given = random.integers(vocabulary, size=steps), random.integers(vocabulary, size=steps), np.tanh(random.standard_normal(hidden))
    _, gradients, _ = gradients_of(weights, *given)
    worst = 0.0
    for name, values in weights.items():
        for index, value in np.ndenumerate(values):
            values[index] = value + width
            above = gradients_of(weights, *given)[0]
            values[index] = value - width
            below = gradients_of(weights, *given)[0]
            values[index] = value
            worst = max(worst, abs((above - below) / (2 * width) - gradients[name][index]))
    return float(worst)


def learn(codes, vocabulary, options):
    """Smooth losses by iteration, and the CPU seconds of all iterations."""
    gradients_of = PRODUCTS[options.products]
    weights = new_weights(vocabulary, options.hidden, np.random.default_rng(options.seed))
    squares = {name: np.zeros_like(values) for name, values in weights.items()}
    smooth, losses = np.log(vocabulary) * options.seq, {}
    position, state = 0, np.zeros(options.hidden)
    began = time.process_time()
    for iteration in range(1, options.iterations + 1):
        if position + options.seq + 1 > len(codes):
            position, state = 0, np.zeros(options.hidden)
        inputs = codes[position:position + options.seq]
        targets = codes[position + 1:position + options.seq + 1]
        loss, gradients, state = gradients_of(weights, inputs, targets, state)
        adagrad(weights, squares, gradients, options.rate)
        smooth = 0.999 * smooth + 0.001 * loss
        if iteration in (1000, 2000, 3000, 4000, options.iterations):
            losses[iteration] = round(float(smooth), 2)
        position += options.seq
    return losses, time.process_time() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--iterations", type=int, default=4000)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--hidden", type=int, default=100)
    parser.add_argument("--seq", type=int, default=25)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--products", choices=PRODUCTS, default="steps")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    text = peer.read(options.file)
    if len(text) <= options.seq:
        raise SystemExit(f"the text is too short: {len(text)} characters, seq is {options.seq}")
    characters = sorted(set(text))
    code = {character: number for number, character in enumerate(characters)}
    losses, seconds = learn(np.array([code[character] for character in text]), len(characters), options)
    each = options.iterations / seconds
    checked = {}
    if options.check:
        checked["largest_gradient_error"] = largest_gradient_error(PRODUCTS[options.products], np.random.default_rng(options.seed))
    print(json.dumps({
        "peer": "min_char_rnn", "products": options.products, "seed": options.seed, "vocabulary": len(characters),
        "hidden": options.hidden, "seq": options.seq, "rate": options.rate, "smooth_loss": losses, "cpu_seconds": round(seconds, 2),
        "iterations_per_cpu_second": round(each, 1), "characters_per_cpu_second": round(each * options.seq), **checked,
        "numpy": np.__version__, "blas": peer.blas()}))


if __name__ == "__main__":
    main()
