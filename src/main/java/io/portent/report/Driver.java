package io.portent.report;

/**
 * A template behind a forecast.
 *
 * @param text from log lines: hostile until escaped
 * @param share of the chance that is gone without it, in (0, 1]
 */
public record Driver(String text, double share) {}
