package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.FakeNetworks;
import io.portent.StoredService;
import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.RetrainReceipt.Verdict;
import io.portent.bundle.file.Alias;
import io.portent.bundle.file.ModelDirectory;
import io.portent.bundle.file.RetrainJournal;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.model.NetworkFactory;
import io.portent.model.TrainingListener;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.store.Leases;
import io.portent.store.ModelShelf;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit fills the directory
final class RetrainingTest {
    private static final int DAYS = 5;
    private static final int NEVER = 99;

    @TempDir
    Path directory;

    private final Store store = new MemoryStore();
    private StoredService service;
    private ModelDirectory models;

    @BeforeEach
    void service() {
        service = new StoredService(directory, DAYS);
        models = new ModelDirectory(service.models());
    }

    private RetrainReceipt retrain(TimeSpan span) throws IOException {
        return retrain(new Dl4jNetworks(), span, false);
    }

    private RetrainReceipt retrain(NetworkFactory networks, TimeSpan span, boolean dryRun) throws IOException {
        return new Retraining(service.config(), networks, store, clock(), quiet(), "the test").run(span, dryRun);
    }

    private InstantSource clock() {
        return InstantSource.fixed(service.end());
    }

    private static TrainingListener quiet() {
        return new TrainingListener() {
            @Override
            public void epoch(int member, int epoch, double loss, double heldOut) {}

            @Override
            public boolean stop() {
                return false;
            }
        };
    }

    private List<RetrainReceipt> receipts() throws IOException {
        return new RetrainJournal(service.models()).receipts();
    }

    @Test
    void firstRun_promotesWhatBeatsTheBaselines() throws IOException {
        service.fill(store, NEVER).label();

        RetrainReceipt receipt = retrain(service.span());

        assertThat(receipt.verdict()).as(receipt.reason()).isEqualTo(Verdict.PROMOTED);
        assertThat(models.championVersion()).isNotNull().isEqualTo(receipt.challenger());
        assertThat(models.load(String.valueOf(receipt.challenger()))
                        .bundle()
                        .card()
                        .trainedUntil())
                .as("what serves has learnt from everything")
                .isEqualTo(service.end());
        assertThat(receipts()).containsExactly(receipt);
        assertThat(store.models().moves("champion"))
                .singleElement()
                .extracting(ModelShelf.Move::reason)
                .isEqualTo(receipt.reason());
        assertThat(receipt.contests())
                .extracting(RetrainReceipt.Contest::other)
                .containsExactly("climatology", "persistence", "error-rate", "history", "logistic");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void challengerThatLearntFromShuffledLabels_isRefused(long seed) throws IOException {
        Random random = new Random(seed);
        service.fill(store, NEVER)
                .label(random.ints(30, 0, DAYS * 1440).sorted().boxed().toList());

        RetrainReceipt receipt = retrain(service.span());

        assertThat(receipt.verdict()).as(receipt.reason()).isEqualTo(Verdict.KEPT);
        assertThat(models.championVersion()).isNull();
        assertThat(models.version(Alias.CHALLENGER)).isEqualTo(receipt.challenger());
    }

    @Test
    void rightAfterAPromotion_thereAreTooFewIncidentsToCompareBy() throws IOException {
        service.fill(store, NEVER).label();
        retrain(service.span());
        String champion = models.championVersion();

        RetrainReceipt receipt = retrain(service.span());

        assertThat(receipt.verdict()).isEqualTo(Verdict.TOO_FEW);
        assertThat(receipt.reason()).isEqualTo("needs 5 more incidents: there are 0 since the champion was trained");
        assertThat(models.championVersion()).isEqualTo(champion);
        assertThat(receipts()).hasSize(2).last().isEqualTo(receipt);
    }

    @Test
    void deployThatRewordsTheWarning_letsTheChallengerIn_andTheFormerChampionIsThePreviousOne() throws IOException {
        service.fill(store, 2).label();
        retrain(StoredService.span(0, 2));
        String old = models.championVersion();
        assertThat(old).isNotNull();

        RetrainReceipt receipt = retrain(service.span());

        // The champion is older than half of the history: the last fifth is scored, and the days after the deploy are
        // learnt.
        assertThat(receipt.verdict()).as(receipt.reason()).isEqualTo(Verdict.PROMOTED);
        assertThat(receipt.contests()).last().satisfies(one -> {
            assertThat(one.other()).isEqualTo("champion");
            assertThat(one.low()).isPositive();
        });
        assertThat(models.version(Alias.PREVIOUS)).isEqualTo(old);
        assertThat(receipt.champion()).isEqualTo(old);
    }

    @ParameterizedTest(name = "model.max_drift {0}")
    @CsvSource({"1000, KEPT", "0.000001, PROMOTED"})
    void championThatSaysUnknownBecauseOfDrift_makesWayForOneThatIsNoBetter(String maxDrift, Verdict verdict)
            throws IOException {
        service.fill(store, NEVER).label();
        retrain(StoredService.span(0, 3));
        String champion = models.championVersion();
        // A margin that no challenger reaches here.
        AgentConfig config = ConfigFile.load(
                service.configFile(), Map.of("PORTENT_MODEL_MAX_DRIFT", maxDrift, "PORTENT_RETRAIN_MARGIN", "0.5"));

        RetrainReceipt receipt = new Retraining(config, new Dl4jNetworks(), store, clock(), quiet(), "the test")
                .run(service.span(), false);

        assertThat(receipt.verdict()).as(receipt.reason()).isEqualTo(verdict);
        assertThat(receipt.champion()).isEqualTo(champion);
        assertThat(receipt.contests()).last().satisfies(one -> {
            assertThat(one.other()).isEqualTo("champion");
            assertThat(one.gain()).isLessThan(0.5);
        });
    }

    @Test
    void badChallenger_leavesTheChampion() throws IOException {
        service.fill(store, NEVER).label();
        retrain(StoredService.span(0, 2));
        String champion = models.championVersion();
        assertThat(champion).isNotNull();

        service.label(new Random(3).ints(40, 0, DAYS * 1440).sorted().boxed().toList());
        RetrainReceipt receipt = retrain(service.span());

        assertThat(receipt.verdict()).as(receipt.reason()).isEqualTo(Verdict.KEPT);
        assertThat(models.championVersion()).isEqualTo(champion);
    }

    @Test
    void fewIncidents_areCountedUp() throws IOException {
        service.fill(store, NEVER).label(List.of(1000, 3000));
        RetrainReceipt receipt = retrain(service.span());
        assertThat(receipt.verdict()).isEqualTo(Verdict.TOO_FEW);
        assertThat(receipt.reason()).isEqualTo("needs 3 more incidents: in the history, there are 2");
        assertThat(models.versions()).isEmpty();
    }

    @Test
    void emptyStore_isTooFew() throws IOException {
        service.label();
        assertThat(retrain(service.span()).reason()).startsWith("the store has no windows from");
    }

    @Test
    void dryRun_decidesAndLeavesNothing() throws IOException {
        service.fill(store, NEVER).label();
        RetrainReceipt receipt = retrain(new Dl4jNetworks(), service.span(), true);
        assertThat(receipt.verdict()).isEqualTo(Verdict.PROMOTED);
        try (var files = Files.list(service.models())) {
            assertThat(files).isEmpty();
        }
        assertThat(store.models().models()).isEmpty();
    }

    @Test
    void whileAnotherRuns_itSaysWho() throws IOException {
        service.fill(store, NEVER).label();
        Leases.Lease other =
                store.leases().acquire("retrain", "process 7 on blade-3", service.end(), Duration.ofMinutes(1));

        assertThatThrownBy(() -> retrain(service.span()))
                .isInstanceOf(HeldException.class)
                .hasMessageContaining("process 7 on blade-3");

        assertThat(other).isNotNull();
        assertThat(receipts()).isEmpty();
    }

    @Test
    void failureMidway_leavesAReceiptAndTheWayFree() throws IOException {
        service.fill(store, NEVER).label();
        FakeNetworks broken = new FakeNetworks((seed, fits, memory, output) -> {
            throw new IllegalStateException("no such operation");
        });

        assertThatThrownBy(() -> retrain(broken, service.span(), false)).hasMessage("no such operation");

        assertThat(receipts()).singleElement().satisfies(receipt -> {
            assertThat(receipt.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(receipt.reason()).isEqualTo("no such operation");
        });
        assertThat(holder()).isNull();
        assertThat(retrain(service.span()).verdict()).isEqualTo(Verdict.PROMOTED);
    }

    private Leases.@Nullable Lease holder() {
        Instant now = service.end();
        return store.leases().holder("retrain", now);
    }

    @Test
    void manyRuns_keepTheLatestBundlesAndThoseThatAnAliasNames() throws IOException {
        service.fill(store, NEVER).label();
        retrain(service.span());
        String champion = String.valueOf(models.championVersion());
        byte[] bytes = models.bytes(champion);
        for (int i = 0; i < 8; i++) {
            Files.write(service.models().resolve("20990101T00000" + i + "Z-simple-rnn-x.portent"), bytes);
        }
        retrain(service.span());
        assertThat(models.versions()).hasSize(6).contains(champion);
        assertThat(models.championVersion()).isEqualTo(champion);
    }
}
