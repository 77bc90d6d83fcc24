package io.portent.codec.log;

import io.portent.event.Severity;
import io.portent.window.FieldSummary;
import io.portent.window.Window;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * One number read off a window, before scaling. Counts are taken as log(1 + n): the step from 0 to 1 error says more
 * than the one from 100 to 101.
 */
sealed interface Feature {

    /** The stable name under which a bundle stores the feature; {@link FeatureName} reads it back. */
    String name();

    /** The raw value; NaN where the window says nothing about it. */
    double of(Window window);

    record SeverityCount(Severity floor) implements Feature {
        @Override
        public String name() {
            return "severity:" + floor;
        }

        @Override
        public double of(Window window) {
            return Math.log1p(window.atLeast(floor));
        }
    }

    record TemplateCount(String id) implements Feature {
        @Override
        public String name() {
            return "template:" + id;
        }

        @Override
        public double of(Window window) {
            return Math.log1p(window.templates().getOrDefault(id, 0));
        }
    }

    record ValueCount(String value) implements Feature {
        @Override
        public String name() {
            return "value:" + value;
        }

        @Override
        public double of(Window window) {
            return Math.log1p(window.values().getOrDefault(value, 0));
        }
    }

    record ExceptionCount(String type) implements Feature {
        @Override
        public String name() {
            return "exception:" + type;
        }

        @Override
        public double of(Window window) {
            return Math.log1p(window.exceptions().getOrDefault(type, 0));
        }
    }

    record FieldValue(String field, Statistic statistic) implements Feature {
        @Override
        public String name() {
            return "field:" + statistic + ":" + field;
        }

        @Override
        public double of(Window window) {
            FieldSummary summary = window.fields().get(field);
            if (summary == null) {
                return Double.NaN;
            }
            double value = switch (statistic) {
                case MEAN -> summary.mean();
                case P95 -> summary.p95();
                case MAX -> summary.max();
            };
            return squash(value);
        }

        /** Odd logarithm: latencies and byte counts span decades, and a field may be negative. Finite for a sum that was not. */
        private static double squash(double value) {
            return Math.signum(value) * Math.log1p(Math.min(Double.MAX_VALUE, Math.abs(value)));
        }
    }

    /** Which statistic of a field. */
    enum Statistic {
        MEAN,
        P95,
        MAX
    }

    /** What a window says as a whole. */
    enum Shape implements Feature {
        /** Templates never seen before. */
        NEW_TEMPLATES {
            @Override
            public double of(Window window) {
                return Math.log1p(window.newTemplates());
            }
        },
        /** Longest gap as a share of the window, 0 to 1. */
        SILENCE {
            @Override
            public double of(Window window) {
                return (double) window.longestGap().toMillis() / window.length().toMillis();
            }
        },
        /** 1 if the entity logged at all. */
        PRESENCE {
            @Override
            public double of(Window window) {
                return window.severities().isEmpty() ? 0 : 1;
            }
        },
        ERROR_SHARE {
            @Override
            public double of(Window window) {
                int events = window.events();
                return events == 0 ? 0 : (double) window.atLeast(Severity.ERROR) / events;
            }
        };
    }

    /**
     * When the window began, UTC: a sine and a cosine that go round as often in a day or in a week. What comes at an hour of the day
     * needs more than one wave to be told from the hours beside it.
     */
    enum Clock implements Feature {
        DAY_SIN(1, 0),
        DAY_COS(1, 0.25),
        HALF_DAY_SIN(2, 0),
        HALF_DAY_COS(2, 0.25),
        THIRD_DAY_SIN(3, 0),
        THIRD_DAY_COS(3, 0.25),
        QUARTER_DAY_SIN(4, 0),
        QUARTER_DAY_COS(4, 0.25),
        WEEK_SIN(0, 0),
        WEEK_COS(0, 0.25);

        private final int timesADay;
        private final double shift;

        /**
         * @param timesADay rounds in a day; 0: one in a week
         * @param shift in rounds: a quarter makes a cosine of a sine
         */
        Clock(int timesADay, double shift) {
            this.timesADay = timesADay;
            this.shift = shift;
        }

        boolean isWeekly() {
            return timesADay == 0;
        }

        /** Whether it tells hours apart, not only parts of the day. */
        boolean isFine() {
            return timesADay > 1;
        }

        @Override
        public double of(Window window) {
            double rounds = timesADay == 0 ? weekFraction(window) : timesADay * dayFraction(window);
            return Math.sin(2 * Math.PI * (rounds + shift));
        }

        private static double dayFraction(Window window) {
            return window.start().atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 86_400.0;
        }

        private static double weekFraction(Window window) {
            ZonedDateTime start = window.start().atZone(ZoneOffset.UTC);
            return (start.getDayOfWeek().getValue() - 1 + dayFraction(window)) / 7;
        }
    }
}
