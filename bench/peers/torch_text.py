#!/usr/bin/env python3
"""A character model by PyTorch: what it knows of a text after so many seconds of CPU on one thread.

    bench/peers/torch_text.py FILE --network lstm --units 128 --layers 1 --sequence 50 --batch 32 --seconds 120 --seed 7

Learns from the first 90 % of the text, cut into `batch` streams of equal length that are read side by side; the state is carried from
one piece of `sequence` characters to the next, gradients are not, and it is zero again at the start of each pass. One-hot characters in,
softmax out, mean cross entropy, Adam with a rate of 0.002, no clipping, no dropout. Then the last 10 % is read once, in order, from a zero
state, and nothing is learnt from it. Prints one JSON line; the loss is in nats per character. Only learning counts as CPU time.
"""
import argparse, json, time

import peer  # before torch: sets one thread
import torch
from torch import nn

NETWORKS = {"simple-rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
RATE = 2e-3
READ_AT_ONCE = 1000  # characters of the last part in one call; the result does not depend on it


class Model(nn.Module):
    """Characters are numbers, [time, batch]."""

    def __init__(self, kind, vocabulary, units, layers):
        super().__init__()
        self.vocabulary = vocabulary
        self.recurrent = NETWORKS[kind](vocabulary, units, layers)
        self.dense = nn.Linear(units, vocabulary)

    def forward(self, characters, state):
        hidden, state = self.recurrent(nn.functional.one_hot(characters, self.vocabulary).float(), state)
        return self.dense(hidden), state

    def loss(self, characters, following, state, reduction):
        logits, state = self(characters, state)
        return nn.functional.cross_entropy(logits.flatten(0, 1), following.flatten(), reduction=reduction), state


def detached(state):
    return tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()


def pieces(codes, batch, sequence):
    """Endless (characters, following, is the first of a pass), each [sequence, batch]."""
    length = (len(codes) - 1) // batch
    if length < sequence:
        raise SystemExit(f"the text is too short: {batch} streams of {length} characters, sequence is {sequence}")
    characters = codes[:batch * length].view(batch, length).t().contiguous()
    following = codes[1:batch * length + 1].view(batch, length).t().contiguous()
    while True:
        for start in range(0, length - sequence + 1, sequence):
            yield characters[start:start + sequence], following[start:start + sequence], start == 0


def learn(model, codes, options):
    """Characters learnt from, and CPU seconds."""
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    seen, state, began = 0, None, time.process_time()
    for characters, following, first in pieces(codes, options.batch, options.sequence):
        optimizer.zero_grad(set_to_none=True)
        loss, state = model.loss(characters, following, None if first else state, "mean")
        loss.backward()
        optimizer.step()
        state = detached(state)
        seen += characters.numel()
        if time.process_time() - began >= options.seconds:
            return seen, time.process_time() - began


def nats_per_character(model, codes):
    """All but the first character are forecast."""
    total, state = 0.0, None
    with torch.inference_mode():
        for start in range(0, len(codes) - 1, READ_AT_ONCE):
            end = min(start + READ_AT_ONCE, len(codes) - 1)
            loss, state = model.loss(codes[start:end, None], codes[start + 1:end + 1, None], state, "sum")
            total += loss.item()
    return total / (len(codes) - 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--network", choices=NETWORKS, default="lstm")
    parser.add_argument("--units", type=int, default=128)
    parser.add_argument("--layers", type=int, default=1)
    parser.add_argument("--sequence", type=int, default=50)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    text = peer.read(options.file)
    code = {character: number for number, character in enumerate(sorted(set(text)))}
    learnt, asked = (torch.tensor([code[character] for character in part]) for part in peer.learnt_and_asked(text))
    model = Model(options.network, len(code), options.units, options.layers)
    seen, seconds = learn(model, learnt, options)
    settings = {name: value for name, value in vars(options).items() if name not in ("file", "seconds")}
    print(json.dumps({
        "peer": "torch_text", **settings, "vocabulary": len(code), "weights": sum(weights.numel() for weights in model.parameters()),
        "cpu_seconds": round(seconds, 1), "passes": round(seen / len(learnt), 2),
        "characters_per_cpu_second": round(seen / seconds), "nats_per_character": round(nats_per_character(model, asked), 4),
        "torch": torch.__version__, "blas": peer.blas()}))


if __name__ == "__main__":
    main()
