package io.portent.evaluate;

/**
 * What alarms from this chance on would have been worth, moment by moment.
 *
 * @param recall share of the moments with an onset ahead that are alarmed
 * @param precision share of the alarmed moments that have one
 */
public record CurvePoint(double threshold, double recall, double precision) {}
