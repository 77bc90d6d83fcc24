package io.portent.config;

/** Whose health is forecast: one named service, or one entity for each value of a field of the events. */
public sealed interface EntitySpec {
    record Named(String name) implements EntitySpec {
        public Named {
            if (name.isBlank()) {
                throw new IllegalArgumentException("entity must not be blank");
            }
        }
    }

    record ByField(String field) implements EntitySpec {
        public ByField {
            if (field.isBlank()) {
                throw new IllegalArgumentException("entity.field must not be blank");
            }
        }
    }
}
