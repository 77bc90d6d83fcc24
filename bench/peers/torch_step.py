#!/usr/bin/env python3
"""One training step of a recurrent network by PyTorch, in milliseconds of CPU on one thread.

    bench/peers/torch_step.py --network simple-rnn|lstm|gru --batch 32 --rounds 200 [--features 32 --units 64 --steps 60 --outputs 3]
    bench/peers/torch_step.py --network simple-rnn --forward --rounds 2000

A step is forward, binary cross entropy from logits summed over the outputs at every step of time, backward, and Adam. With --forward,
without gradients, in microseconds: all steps of one sequence from a zero state, and a single step that carries its state on; both with the outputs.
Twenty rounds go before the measured ones. Prints one JSON line: 10th percentile, median, 90th percentile.
"""
import argparse, json, time

import peer  # before torch: sets one thread
import torch
from torch import nn

NETWORKS = {"simple-rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
WARM_UP = 20
BATCHES = 8  # different ones in turn, so that nothing is learnt by heart in the first rounds


class Network(nn.Module):
    """Tensors are [time, batch, features], PyTorch's own order."""

    def __init__(self, kind, features, units, outputs):
        super().__init__()
        self.recurrent = NETWORKS[kind](features, units)
        self.dense = nn.Linear(units, outputs)

    def forward(self, sequences, state=None):
        hidden, state = self.recurrent(sequences, state)
        return self.dense(hidden), state


def cpu_times(action, rounds):
    """CPU seconds of each round after the warm-up."""
    times = []
    for number in range(WARM_UP + rounds):
        began = time.process_time()
        action(number)
        times.append(time.process_time() - began)
    return times[WARM_UP:]


def training(network, options):
    inputs = torch.randn(BATCHES, options.steps, options.batch, options.features)
    targets = torch.randint(0, 2, (BATCHES, options.steps, options.batch, options.outputs)).float()
    loss_of = nn.BCEWithLogitsLoss(reduction="sum")
    optimizer = torch.optim.Adam(network.parameters())

    def step(number):
        optimizer.zero_grad(set_to_none=True)
        logits, _ = network(inputs[number % BATCHES])
        loss_of(logits, targets[number % BATCHES]).backward()
        optimizer.step()

    times = cpu_times(step, options.rounds)
    return {"batch": options.batch, "step_ms": peer.percentiles([1e3 * seconds for seconds in times], 3)}


def forward(network, options):
    inputs = torch.randn(options.steps, 1, options.features)
    carried = None

    def whole(_):
        network(inputs)

    def single(number):
        nonlocal carried
        at = number % options.steps
        _, carried = network(inputs[at:at + 1], carried)

    with torch.inference_mode():
        times = {"whole_us": cpu_times(whole, options.rounds), "single_us": cpu_times(single, options.rounds)}
    return {name: peer.percentiles([1e6 * seconds for seconds in each], 1) for name, each in times.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", choices=NETWORKS, required=True)
    parser.add_argument("--forward", action="store_true")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--features", type=int, default=32)
    parser.add_argument("--units", type=int, default=64)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--outputs", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    network = Network(options.network, options.features, options.units, options.outputs)
    measured = forward(network, options) if options.forward else training(network, options)
    print(json.dumps({
        "peer": "torch_step", "network": options.network, "features": options.features, "units": options.units, "steps": options.steps,
        "outputs": options.outputs, "rounds": options.rounds, **measured, "torch": torch.__version__, "blas": peer.blas()}))


if __name__ == "__main__":
    main()
