package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.Severity;
import io.portent.parse.MinerSpec;
import io.portent.parse.SlotTable;
import io.portent.parse.Template;
import io.portent.parse.TemplateTree;
import io.portent.pipeline.FrozenRecogniser;
import io.portent.window.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeardTextsTest {
    private static final Template KNOWN = new Template("k", "request <*> served");

    private final TemplateTree tree = TemplateTree.of(MinerSpec.defaults(), List.of(KNOWN));
    private final HeardTexts texts =
            new HeardTexts(new FrozenRecogniser(tree, new SlotTable(Map.of()), Duration.ofHours(1)), tree);

    private String see(String message) {
        return texts.see(Histories.event(Histories.START, Severity.INFO, message))
                .templateId();
    }

    @Test
    void whatTheModelKnows_hasItsText_andWhatItDoesNot_hasTheFirstMessage() {
        String fresh = see("Out of memory: Killed process 17 (java)");

        assertThat(texts.of(see("request 7 served"))).isEqualTo("request <*> served");
        assertThat(see("Out of memory: Killed process 18 (java)")).isEqualTo(fresh);
        assertThat(texts.of(fresh)).isEqualTo("Out of memory: Killed process 17 (java)");
        assertThat(texts.of("never met")).isNull();
    }

    @Test
    void longMessagesAreCut_andBeyondABound_idsHaveNoText() {
        assertThat(texts.of(see("x".repeat(5000)))).hasSize(400);

        HeardTexts counting = new HeardTexts(event -> new Seen(event, event.message(), List.of(), false), tree);
        for (int i = 0; i < 30_000; i++) {
            counting.see(Histories.event(Histories.START, Severity.INFO, "id" + i));
        }
        assertThat(counting.of("id1")).isEqualTo("id1");
        assertThat(counting.of("id29999")).isNull();
    }

    @Test
    void whatFitsNoTemplateBecauseThereAreTooMany_isNotTakenForItsFirstMessage() {
        HeardTexts overflowing = new HeardTexts(event -> new Seen(event, "overflow", List.of(), false), tree);
        overflowing.see(Histories.event(Histories.START, Severity.INFO, "Killed process 17"));

        assertThat(overflowing.of("overflow")).isEqualTo("<*>");
    }
}
