package io.portent.config;

/**
 * What the metrics may tell.
 *
 * @param templateText whether text of log templates may appear in labels, and so leave the machine
 */
public record MetricsConfig(boolean templateText) {}
