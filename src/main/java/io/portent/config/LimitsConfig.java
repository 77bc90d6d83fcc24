package io.portent.config;

/**
 * What bounds memory on hostile logs; what lies beyond is dropped and counted.
 *
 * @param fields numeric fields that are followed
 * @param examples last lines of each template that are kept in memory
 */
public record LimitsConfig(int lineBytes, int templates, int entities, int fields, int examples) {
    public LimitsConfig {
        Key.LIMITS_LINE.check(lineBytes);
        Key.LIMITS_TEMPLATES.check(templates);
        Key.LIMITS_ENTITIES.check(entities);
        Key.LIMITS_FIELDS.check(fields);
        Key.LIMITS_EXAMPLES.check(examples);
    }
}
