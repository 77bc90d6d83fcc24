package io.portent.evaluate;

/**
 * What alarms from this chance on would have been worth, as a person on call counts.
 *
 * @param warned onsets, of all that there were
 * @param falseAlarmsPerWeek per entity
 * @param quietInAlarm share of the quiet moments that are alarmed; an alarm that never ends is false but once
 */
public record DetectionPoint(
        double threshold, int onsets, int warned, int falseAlarms, double falseAlarmsPerWeek, double quietInAlarm) {}
