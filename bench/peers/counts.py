#!/usr/bin/env python3
"""What counting alone knows of a text: forecasts of the next character from the counts of what followed the last 0 to 4 characters.

    bench/peers/counts.py FILE

Learns from the first 90 % of the text and is asked about the last 10 %, each character after the ones that stand before it. Each context
falls back on the context that is one character shorter, which counts as if it had been seen twice (a Dirichlet prior of strength 2):

    p(c | h) = (count(h c) + 2 p(c | h without its first character)) / (count(h) + 2)        without any context: 1 / vocabulary

The strength is not tuned: it reproduces the figures that were known for these texts. Prints one JSON line, nats per character by order.
Plain Python, nothing to install.
"""
import argparse, json, math, time
from collections import Counter

import peer

ORDERS = range(5)
STRENGTH = 2.0


def counted(text, order):
    """How often each context of this length was followed by anything, and by each character (the key is context + character)."""
    contexts, followed = Counter(), Counter()
    for end in range(order, len(text)):
        contexts[text[end - order:end]] += 1
        followed[text[end - order:end + 1]] += 1
    return contexts, followed


def losses(counts, vocabulary, gram):
    """Nats for the last character of a gram of longest order, for each order."""
    chance, nats = 1 / vocabulary, []
    for order, (contexts, followed) in zip(ORDERS, counts):
        context = gram[len(gram) - 1 - order:-1]
        chance = (followed[gram[len(gram) - 1 - order:]] + STRENGTH * chance) / (contexts[context] + STRENGTH)
        nats.append(-math.log(chance))
    return nats


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    text = peer.read(parser.parse_args().file)
    learnt, asked = peer.learnt_and_asked(text)
    vocabulary = len(set(text))
    began = time.process_time()
    counts = [counted(learnt, order) for order in ORDERS]
    longest = max(ORDERS)
    grams = Counter(text[end - longest:end + 1] for end in range(len(learnt), len(text)))
    totals = [0.0 for _ in ORDERS]
    for gram, times in grams.items():
        totals = [total + times * nats for total, nats in zip(totals, losses(counts, vocabulary, gram))]
    print(json.dumps({
        "peer": "counts", "vocabulary": vocabulary, "learnt": len(learnt), "asked": len(asked),
        "nats_per_character": {order: round(total / len(asked), 4) for order, total in zip(ORDERS, totals)},
        "cpu_seconds": round(time.process_time() - began, 2)}))


if __name__ == "__main__":
    main()
