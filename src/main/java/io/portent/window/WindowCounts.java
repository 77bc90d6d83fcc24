package io.portent.window;

/**
 * How the events given to the assembler ended: {@code events = windowed + late + future + dropped + held}.
 *
 * @param late came after their window had been closed
 * @param future were ahead of their own arrival by more than the tolerance
 * @param dropped belonged to an entity beyond the limit
 * @param held wait for confirmation of a jump in time
 */
public record WindowCounts(long events, long windowed, long late, long future, long dropped, long held) {}
