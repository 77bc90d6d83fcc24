package io.portent.bundle.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.portent.Histories;
import io.portent.bundle.RetrainProgress;
import io.portent.bundle.RetrainReceipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the directory
final class AliasesTest {
    @TempDir
    Path folder;

    private ModelDirectory models;

    @BeforeEach
    void models() throws IOException {
        models = new ModelDirectory(folder);
        byte[] bundle = BundleFile.write(Bundles.small());
        for (String version : List.of("20260101-a", "20260102-b", "20260103-c", "20260104-d")) {
            Files.write(folder.resolve(version + ".portent"), bundle);
        }
    }

    @Test
    void promoted_theFormerChampionBecomesThePreviousOne() throws IOException {
        models.promote("20260101-a");
        assertThat(models.version(Alias.PREVIOUS)).isNull();
        models.promote("20260102-b");
        assertThat(models.championVersion()).isEqualTo("20260102-b");
        assertThat(models.version(Alias.PREVIOUS)).isEqualTo("20260101-a");
        models.promote("20260102-b");
        assertThat(models.version(Alias.PREVIOUS)).isEqualTo("20260101-a");
    }

    @Test
    void whatIsNotThere_cannotServe() {
        assertThatThrownBy(() -> models.promote("20990101-x")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void pruned_theLatestStayAndThoseWithAnAlias() throws IOException {
        models.promote("20260101-a");
        models.promote("20260102-b");
        models.point(Alias.CHALLENGER, "20260102-b");
        assertThat(models.prune(1)).containsExactly("20260103-c");
        assertThat(models.versions()).containsExactly("20260104-d", "20260102-b", "20260101-a");
    }

    @Test
    void halfWrittenFiles_areNoVersions() throws IOException {
        Files.writeString(folder.resolve(".20260105-e.portent123.tmp"), "half");
        Files.writeString(folder.resolve(".20260105-e.portent"), "half");
        assertThat(models.versions()).hasSize(4);
    }

    private static RetrainReceipt receipt(String reason) {
        return new RetrainReceipt(
                Histories.minute(5),
                "process 7",
                Histories.START,
                Histories.minute(2),
                Histories.minute(4),
                RetrainReceipt.Verdict.KEPT,
                RetrainReceipt.Cause.NOT_BETTER_THAN_BASELINE,
                reason,
                null,
                "20260102-b",
                List.of(new RetrainReceipt.Contest("climatology", 0.1, Double.NEGATIVE_INFINITY, 1)),
                Map.of("red", 3),
                1.5);
    }

    @Test
    void receipts_comeBackAsTheyWereWritten() throws IOException {
        RetrainJournal journal = new RetrainJournal(folder);
        assertThat(journal.receipts()).isEmpty();
        journal.append(receipt("one"));
        journal.append(receipt("two\n\u2028 \ud800"));
        assertThat(journal.receipts()).containsExactly(receipt("one"), receipt("two\n\u2028 \ud800"));
    }

    @Test
    void receiptsOfANewerVersion_arePassedOverAndKept() throws IOException {
        RetrainJournal journal = new RetrainJournal(folder);
        journal.append(receipt("one"));
        Files.writeString(folder.resolve("retrain.jsonl"), "{\"verdict\":\"POSTPONED\"}\n", StandardOpenOption.APPEND);
        journal.append(receipt("two"));
        assertThat(journal.receipts()).containsExactly(receipt("one"), receipt("two"));
        assertThat(Files.readAllLines(folder.resolve("retrain.jsonl"))).hasSize(3);
    }

    @Test
    void journal_keepsTheLatestTwoHundred() throws IOException {
        RetrainJournal journal = new RetrainJournal(folder);
        Files.writeString(folder.resolve("retrain.jsonl"), (RetrainJournal.json(receipt("old")) + "\n").repeat(300));
        journal.append(receipt("new"));
        assertThat(journal.receipts()).hasSize(200).last().isEqualTo(receipt("new"));
    }

    @Test
    void summaries_tellAliasReceiptAndWhatCannotBeRead() throws IOException {
        models.promote("20260102-b");
        new RetrainJournal(folder).append(receipt("why not"));
        Files.writeString(folder.resolve("20260103-c.portent"), "no bundle");

        List<ModelSummary> all = ModelSummary.all(folder);

        assertThat(all)
                .extracting(ModelSummary::version)
                .containsExactly("20260104-d", "20260103-c", "20260102-b", "20260101-a");
        assertThat(all.get(1).problem()).contains("no bundle");
        assertThat(all.get(2).aliases()).containsExactly("champion");
        assertThat(all.get(2).receipt()).isEqualTo(receipt("why not"));
        assertThat(ModelSummary.json(all)).startsWith("[{").doesNotContain("\n");
    }

    @Test
    void summaries_readAFileAgainOnlyWhenItHasChanged() throws IOException {
        ModelSummaries summaries = new ModelSummaries(folder);
        List<ModelSummary> first = summaries.all();
        Path file = folder.resolve("20260102-b.portent");
        FileTime written = Files.getLastModifiedTime(file);

        Files.writeString(file, "no bundle");
        Files.setLastModifiedTime(file, written);
        assertThat(summaries.all()).isEqualTo(first);

        Files.setLastModifiedTime(file, FileTime.from(written.toInstant().plusSeconds(1)));
        assertThat(summaries.all())
                .filteredOn(one -> one.version().equals("20260102-b"))
                .singleElement()
                .satisfies(one -> assertThat(one.problem()).contains("no bundle"));
        models.promote("20260101-a");
        Files.delete(file);
        assertThat(summaries.all())
                .extracting(ModelSummary::version, ModelSummary::aliases)
                .contains(tuple("20260101-a", List.of("champion")))
                .doesNotContain(tuple("20260102-b", List.of()));
    }

    @Test
    void linesToTheParent_comeBack_andOthersAreNone() throws IOException {
        RetrainProgress progress = new RetrainProgress(1, 2, 3, 0.25, 0.5);
        assertThat(RetrainLines.parse(RetrainLines.of(progress))).isEqualTo(new RetrainLines.Line(progress, null));
        assertThat(RetrainLines.parse(RetrainLines.of(receipt("x"))))
                .isEqualTo(new RetrainLines.Line(null, receipt("x")));
        for (String other : List.of("", "WARNING: a library", "{", "{\"a\":1}", "[]")) {
            assertThat(RetrainLines.parse(other)).as(other).isNull();
        }
    }
}
