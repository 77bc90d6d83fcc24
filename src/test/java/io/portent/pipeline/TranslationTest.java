package io.portent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.Severity;
import io.portent.parse.MinerSpec;
import io.portent.parse.Template;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.window.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TranslationTest {
    private static final Template DISK = new Template("d", "disk <*> on alpha");
    private static final Template POOL = new Template("p", "pool nearly empty");

    private static TemplateTree tree(Template... templates) {
        return TemplateTree.of(MinerSpec.defaults(), List.of(templates));
    }

    private static Window window(Map<String, Integer> templates, Map<String, Integer> values) {
        return Histories.window("shop", 0, Map.of(Severity.INFO, 9), templates, values);
    }

    @Test
    void whatTheTextFits_isTheTemplate_andCountsAndValuesAreAddedUp() {
        Translation translation = Translation.of(
                tree(DISK, POOL), List.of(new Template("x", "disk full on alpha"), new Template("y", "quite another")));

        Window read = translation.of(window(Map.of("x", 2, "d", 3, "y", 1, "z", 1), Map.of("x#0=a", 2, "d#0=a", 1)));

        assertThat(read.templates()).isEqualTo(Map.of("d", 5, "y", 1, "z", 1));
        assertThat(read.values()).isEqualTo(Map.of("d#0=a", 3));
    }

    /** Its own text may have become more general since: another template here may fit that, too. */
    @Test
    void idThatIsHere_meansItself_whateverItsTextHasBecomeElsewhere() {
        Template special = new Template("s", "disk full on alpha");
        Translation translation = Translation.of(tree(special, DISK), List.of(new Template("s", "disk <*> on alpha")));

        assertThat(translation.find("s")).isEqualTo("s");
        assertThat(translation.find(TemplateMiner.OVERFLOW.id())).isEqualTo(TemplateMiner.OVERFLOW.id());
    }

    @Test
    void whatNobodyToldOrNothingFits_hasNone() {
        Translation translation = Translation.of(tree(DISK), List.of(new Template("y", "quite another")));
        assertThat(translation.find("y")).isNull();
        assertThat(translation.find("z")).isNull();
    }

    @Test
    void severalTextsOfOneId_theFirstCounts() {
        Translation translation = Translation.of(
                tree(DISK, POOL),
                List.of(new Template("x", "pool nearly empty"), new Template("x", "disk full on alpha")));
        assertThat(translation.find("x")).isEqualTo("p");
    }

    @Test
    void textThatChanges_isLookedUpAgain() {
        Map<String, Template> meanings = new HashMap<>();
        Translation translation = new Translation(tree(DISK), meanings::get);
        assertThat(translation.find("x")).isNull();
        meanings.put("x", new Template("x", "quite another"));
        assertThat(translation.find("x")).isNull();
        meanings.put("x", new Template("x", "disk full on alpha"));
        assertThat(translation.find("x")).isEqualTo("d");
    }

    @Test
    void vocabulary_tellsWhatAnIdStandsForAsSoonAsItIsLearnt_besideWhatOthersTold() {
        Map<String, Template> meanings = new HashMap<>(
                Map.of("p", new Template("p", "pool <*> empty"), "q", new Template("q", "queue of the ledger grows")));
        Vocabulary vocabulary = new Vocabulary(MinerSpec.defaults(), List.of(POOL), meanings);

        Template own = vocabulary.learn("queue of the ledger grows");

        assertThat(meanings).containsEntry("p", POOL).containsEntry(own.id(), own);
        assertThat(own.id()).as("others' templates are not its own").isNotEqualTo("q");
        assertThat(vocabulary.changes()).containsExactly(own);
    }
}
