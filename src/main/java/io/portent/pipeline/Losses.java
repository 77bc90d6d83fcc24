package io.portent.pipeline;

/**
 * Events that reached no window, and why.
 *
 * @param late came after their window had been closed, or alone with their date
 * @param future were ahead of their own arrival by more than the tolerance
 * @param dropped belonged to an entity beyond the limit
 * @param withoutEntity lacked the field that names the entity
 */
public record Losses(long late, long future, long dropped, long withoutEntity) {
    public static final Losses NONE = new Losses(0, 0, 0, 0);

    public boolean any() {
        return !equals(NONE);
    }

    public Losses since(Losses earlier) {
        return new Losses(
                late - earlier.late,
                future - earlier.future,
                dropped - earlier.dropped,
                withoutEntity - earlier.withoutEntity);
    }

    public Losses plus(Losses more) {
        return new Losses(
                late + more.late, future + more.future, dropped + more.dropped, withoutEntity + more.withoutEntity);
    }
}
