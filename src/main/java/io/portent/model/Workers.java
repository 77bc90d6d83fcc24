package io.portent.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Does independent pieces of work; how many at a time is its own business, and changes no result. */
public interface Workers {
    /**
     * @return the results, in the order of the work
     * @throws RuntimeException what the first failing piece threw; pieces not begun by then are left out
     */
    <T> List<T> all(List<Supplier<T>> work);

    /** One piece after the other, in the caller's thread. */
    static Workers inTurn() {
        return new Workers() {
            @Override
            public <T> List<T> all(List<Supplier<T>> work) {
                List<T> results = new ArrayList<>();
                work.forEach(piece -> results.add(piece.get()));
                return results;
            }
        };
    }
}
