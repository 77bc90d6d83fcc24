package io.portent.config;

/**
 * What bounds memory on hostile logs; what lies beyond is dropped and counted.
 *
 * @param fields numeric fields that are followed
 */
public record LimitsConfig(int lineBytes, int templates, int entities, int fields) {
    public LimitsConfig {
        Key.LIMITS_LINE.check(lineBytes);
        Key.LIMITS_TEMPLATES.check(templates);
        Key.LIMITS_ENTITIES.check(entities);
        Key.LIMITS_FIELDS.check(fields);
    }
}
