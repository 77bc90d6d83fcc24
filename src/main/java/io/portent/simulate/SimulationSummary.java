package io.portent.simulate;

/**
 * What was written.
 *
 * @param lines events, each once in {@code shop.json} and once (with its stack trace on further lines) in {@code shop.log}
 * @param requests that reached the shop or its load balancer
 * @param badRequests of them failed or slower than the objective
 * @param incidents unbroken times that were not green
 * @param orangeIntervals rows of {@code labels.csv}
 * @param redIntervals rows of {@code labels.csv}
 * @param faults injected, whether or not they led to anything
 * @param lookAlikes nightly batches, deploys, collector storms and upstream hiccups
 */
public record SimulationSummary(
        long lines,
        long requests,
        long badRequests,
        int incidents,
        int orangeIntervals,
        int redIntervals,
        int faults,
        int lookAlikes) {}
