package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {
    private static final List<String> NEVER_KEPT = List.of(
            "hunter", "hidden", "QWxhZGRpbjpvcGVuIHNlc2FtZQ", "AKIAIOSFODNNEX", "kJhGfDsAqWeRtYuIoPlK", "eyJhbGciOi");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login with password=hunter as ann              | login with password=<*> as ann",
                "connect user=ann,password=hunter,db=shop       | connect user=ann,password=<*>,db=shop",
                "sent {\"token\":\"hidden\",\"name\":\"ann\"} | sent {\"token\":\"<*>\",\"name\":\"ann\"}",
                "password: hunter                               | password: <*>",
                "spring.datasource.adminPassword=hidden         | spring.datasource.adminPassword=<*>",
                "X-Api-Key: hidden                              | X-Api-Key: <*>",
                "started --db-password hidden --verbose         | started --db-password <*> --verbose",
                "Authorization: Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ | Authorization: Bearer <*>",
                "got Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ           | got Basic <*>",
                "key AKIAIOSFODNNEX7                            | key <*>",
                "session kJhGfDsAqWeRtYuIoPlK opened            | session <*> opened",
                "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.abc          | jwt <*>",
                "set Cookie: hidden                             | set Cookie: <*>",
            })
    void noSecretIsPartOfATemplate(String message, String template) {
        assertThat(new TemplateMiner(MinerSpec.defaults()).learn(message).text())
                .isEqualTo(template);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Access denied (using password: YES)",
                "password: invalid",
                "Basic authentication failed",
                "Bearer token expired",
                "invalid token: unexpected end of input",
                "passwords were rotated",
                "tokenizer is ready, keyboard attached",
                "AbstractAnnotationConfigDispatcherServletInitializer started",
                "CONFIGURATION_COMPLETE",
            })
    void whatIsNoneStays(String message) {
        assertThat(new TemplateMiner(MinerSpec.defaults()).learn(message).text())
                .isEqualTo(message.replace("unexpected", "<*>"));
    }

    @Test
    void aMessageIsShownWithoutThem() {
        assertThat(Secrets.hide("took 35 ms,  password=hunter2, Authorization: Bearer abc.def123 by ann "))
                .isEqualTo("took 35 ms,  password=<*>, Authorization: Bearer <*> by ann ");
    }

    @Test
    void noSecretIsCountedAsAValue() {
        SlotLearner slots = new SlotLearner();
        for (String message : List.of(
                "login of ann password=hunter x",
                "login of ann password: hunter",
                "login of ann --token hidden",
                "login of ann Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ",
                "login of ann key AKIAIOSFODNNEX7")) {
            String masks = "login of <*> "
                    + "<*> ".repeat(message.split(" ").length - 3).strip();
            for (String value : slots.learn(new Template(message, masks), message)) {
                assertThat(NEVER_KEPT).noneMatch(value.substring(value.lastIndexOf('#'))::contains);
            }
            slots.table()
                    .valuesBySlot()
                    .values()
                    .forEach(values -> assertThat(values)
                            .noneMatch(value -> NEVER_KEPT.stream().anyMatch(value::contains)));
        }
    }
}
