package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are what Go documents for package time. */
class GoTimeLayoutTest {
    private static final ZonedDateTime TIME = ZonedDateTime.of(2017, 3, 7, 5, 9, 2, 123_456_789, ZoneOffset.ofHours(2));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    20060102150405            | 20170307050902
                    2006-01-02T15:04:05Z07:00 | 2017-03-07T05:09:02+02:00
                    Mon, 02 Jan 2006 15:04:05 -0700 | Tue, 07 Mar 2017 05:09:02 +0200
                    Monday January _2 3:04PM  | Tuesday March  7 5:09AM
                    06/1/2 15.04.05.000       | 17/3/7 05.09.02.123
                    shakespeare-002           | shakespeare-066
                    """)
    void formatsAsGoDoes(String layout, String expected) {
        assertThat(GoTimeLayout.format(layout, TIME)).isEqualTo(expected);
    }
}
