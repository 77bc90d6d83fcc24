package io.portent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way imports point, which package knows a library, and who may touch the world: as a build failure. */
final class ArchitectureTest {
    private static final String ROOT = "io.portent";
    private static final String ALLOWED = """
            event             | event
            parse             | event
            window            | event
            health            | health
            rule              | window health event
            codec             | window
            codec.log         | codec window event
            codec.text        | codec
            codec.series      | codec
            dataset           | codec health window event
            model             | dataset
            model.baseline    | model dataset health
            model.engine      | model
            model.dl4j        | model model.engine
            forecast          | model dataset health
            drift             | codec window
            evaluate          | outcome forecast model dataset health
            explain           | codec window event health
            outcome           | forecast health
            bundle            | drift model model.baseline dataset codec.log parse window health
            heatmap           | heatmap
            heatmap.png       | heatmap
            text              | codec codec.text dataset heatmap model model.engine
            bundle.file       | bundle text codec model.engine drift model model.baseline dataset codec.log parse window
            csv               | forecast health parse
            json              | forecast health event outcome explain evaluate dataset
            report            | json heatmap evaluate outcome dataset health
            source            | event
            source.compressed | source.compressed
            source.file       | source source.compressed event
            source.push       | source event
            metrics           | forecast health
            metrics.prometheus| metrics forecast health
            metrics.openmetrics| metrics forecast health
            store             | window forecast health
            store.memory      | store window forecast health
            store.jdbc        | store window forecast health event
            schedule          | schedule
            schedule.quartz   | schedule
            web               | web.security json forecast health explain
            web.security      | web.security
            simulate          | health
            pipeline          | bundle drift evaluate forecast heatmap model model.baseline model.engine dataset codec.log health window parse event
            labels            | rule store csv config health window event source.file pipeline
            retrain           | bundle bundle.file evaluate
            feed              | store health json
            feed.api          | feed store health json
            feed.alertmanager | feed store health json
            feed.prometheus   | feed store health json
            feed.grafana      | feed store health json
            config            | parse window model health rule feed feed.prometheus feed.grafana web.security
            """;

    private static final JavaClasses AGENT = load();

    /** The packages that compute. They are handed bytes, times and seeds, and hand back values. */
    private static final DescribedPredicate<JavaClass> STAGES = resideInAnyPackage(
            ROOT + ".event..",
            ROOT + ".parse..",
            ROOT + ".window..",
            ROOT + ".health..",
            ROOT + ".rule..",
            ROOT + ".codec..",
            ROOT + ".dataset..",
            ROOT + ".model",
            ROOT + ".model.baseline..",
            ROOT + ".text..",
            ROOT + ".heatmap",
            ROOT + ".forecast..",
            ROOT + ".evaluate..",
            ROOT + ".outcome..",
            ROOT + ".report..",
            ROOT + ".drift..",
            ROOT + ".explain..",
            ROOT + ".store",
            ROOT + ".pipeline..");

    /** Jackson's streaming parser declares it even on strings, and wants characters from a Reader; streams that a caller opened pass it through. */
    private static final DescribedPredicate<JavaClass> PASSED_THROUGH = type(IOException.class)
            .or(type(Closeable.class))
            .or(type(java.io.Reader.class))
            .or(type(java.io.Writer.class))
            .or(type(java.io.UncheckedIOException.class))
            .or(type(java.io.Serializable.class));

    private static JavaClasses load() {
        // The rules ask for names alone: reading the classes of every library took most of the time.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
    }

    /** Each package, and the only other packages of ours it may import. */
    @ParameterizedTest(name = "{0} imports only {1}")
    @CsvSource(delimiter = '|', textBlock = ALLOWED)
    void importsPointOneWay(String of, String others) {
        Set<String> may = new TreeSet<>(Set.of(ROOT + "." + of));
        for (String other : others.split(" ", -1)) {
            may.add(ROOT + "." + other);
        }
        classes()
                .that()
                .resideInAPackage(ROOT + "." + of)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(may.toArray(String[]::new)).or(not(resideInAPackage(ROOT + ".."))))
                .check(AGENT);
    }

    /** A package that no rule names would be free to import anything. */
    @Test
    void everyPackageHasARule() {
        Set<String> ruled = new TreeSet<>(Set.of("agent", "cli", "demo"));
        ALLOWED.lines()
                .map(line -> line.substring(0, line.indexOf('|')).strip())
                .forEach(ruled::add);
        Set<String> found = new TreeSet<>();
        for (JavaClass each : AGENT) {
            found.add(each.getPackageName().substring(ROOT.length() + 1));
        }
        assertThat(found).hasSizeGreaterThan(20).isSubsetOf(ruled);
    }

    @ParameterizedTest(name = "{0} is imported only by {1}")
    @CsvSource({
        "simulate, cli demo",
        "demo,     cli",
        "cli,      cli",
        "agent,    cli demo",
        "config,   agent cli demo labels",
        "labels,   agent cli",
        "model.dl4j, cli demo",
        "metrics.prometheus, agent",
        "schedule.quartz, agent",
        "web,      agent",
        "web.security, agent config web cli",
        "feed,     agent config cli feed.api feed.alertmanager feed.prometheus feed.grafana",
        "feed.api, agent",
        "feed.alertmanager, agent",
        "feed.prometheus, agent config",
        "feed.grafana, agent config",
        "store.jdbc, agent cli demo",
        "store.memory, agent cli demo",
    })
    void topPackagesAreImportedOnlyFromAbove(String lower, String upper) {
        Set<String> may = new TreeSet<>(Set.of(ROOT + "." + lower));
        for (String each : upper.split(" ", -1)) {
            may.add(ROOT + "." + each);
        }
        noClasses()
                .that()
                .resideOutsideOfPackages(may.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "." + lower)
                .check(AGENT);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(AGENT);
    }

    @Test
    void stagesKnowNoWorld() {
        DescribedPredicate<JavaClass> world = resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net..",
                        "java.sql..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "java.util.zip..",
                        "org.slf4j..",
                        "ch.qos..")
                .and(not(PASSED_THROUGH))
                .or(belongTo(type(Thread.class)))
                .or(type(Process.class))
                .or(type(ProcessBuilder.class))
                .or(type(Runtime.class))
                .or(type(Clock.class))
                .or(type(InstantSource.class));
        noClasses()
                .that(STAGES)
                .should()
                .dependOnClassesThat(world.as("files, sockets, threads, logging, a clock"))
                .check(AGENT);
        noClasses()
                .that(STAGES)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .check(AGENT);
    }

    /** Training draws batches in an order that its seed decides, and a bootstrap resamples by one; nothing else in the stages draws. */
    @Test
    void stagesKnowNoChanceButTheTrainersSeedAndTheBootstraps() {
        noClasses()
                .that(STAGES.and(not(resideInAnyPackage(ROOT + ".model", ROOT + ".evaluate", ROOT + ".text"))))
                .should()
                .dependOnClassesThat(
                        type(Random.class).or(type(SplittableRandom.class)).or(resideInAPackage("java.util.random..")))
                .check(AGENT);
    }

    @Test
    void stagesKnowNoLibraryButTheStreamingParser() {
        classes()
                .that(STAGES)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(ROOT + "..", "java..", "org.jspecify.annotations..")
                        .or(resideInAPackage("com.fasterxml.jackson.core..")))
                .check(AGENT);
    }

    /** A library is named in one package, so it can be replaced in one package. */
    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource({
        "org.deeplearning4j..,              model.dl4j",
        "org.nd4j..,                        model.dl4j",
        "org.bytedeco..,                    model.engine",
        "java.sql..,                        store.jdbc",
        "org.sqlite..,                      store.jdbc",
        "org.postgresql..,                  store.jdbc",
        "com.zaxxer..,                      store.jdbc",
        "org.quartz..,                      schedule.quartz",
        "io.prometheus..,                   metrics.prometheus",
        "com.sun.net.httpserver..,          web",
        "picocli..,                         cli",
        "at.favre..,                        web.security",
        "org.apache.commons.csv..,          csv",
        "com.fasterxml.jackson.databind..,  bundle.file",
        "com.fasterxml.jackson.dataformat.., config",
        "com.fasterxml.jackson.core..,      codec.series parse config bundle.file json",
        "java.net.http..,                   feed",
        "org.tukaani..,                     source.compressed",
        "io.airlift..,                      source.compressed",
        "ch.qos.logback..,                  simulate",
        "net.logstash..,                    simulate",
        "java.awt..,                        heatmap.png",
        "javax.imageio..,                   heatmap.png",
        "org.slf4j..,                       agent cli demo simulate",
    })
    void oneLibraryOnePackage(String library, String homes) {
        String[] packages = homes.split(" ", -1);
        for (int i = 0; i < packages.length; i++) {
            packages[i] = ROOT + "." + packages[i];
        }
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(AGENT);
    }

    /** The clock is asked once, by whoever starts the parts; the parts are handed it. */
    @Test
    void onlyTheCommandLineAsksTheClock() {
        outsideTheCommandLine()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "it asks the system's clock",
                        call -> call.getTarget().getName().startsWith("now")
                                && Set.of(
                                                Instant.class.getName(),
                                                LocalDate.class.getName(),
                                                LocalTime.class.getName(),
                                                LocalDateTime.class.getName(),
                                                OffsetDateTime.class.getName(),
                                                ZonedDateTime.class.getName())
                                        .contains(call.getTargetOwner().getName())))
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "it makes a clock of the system's",
                        call -> call.getTarget().getName().startsWith("system")
                                && call.getTargetOwner().isEquivalentTo(Clock.class)))
                .orShould()
                .callConstructor(Date.class)
                .check(AGENT);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".cli", ROOT + ".agent", ROOT + ".demo")
                .should()
                .callMethod(System.class, "nanoTime")
                .check(AGENT);
    }

    @Test
    void chanceHasASeed() {
        noClasses()
                .that()
                // A signature of the JDK's that it implements names the class; it draws nothing.
                .doNotHaveFullyQualifiedName(ROOT + ".web.RenewedContext$Spi")
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(StrictMath.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(SplittableRandom.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .check(AGENT);
    }

    @Test
    void onlyTheCommandLineExitsAndPrints() {
        outsideTheCommandLine()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "it prints a stack trace",
                        call -> call.getTarget().getName().equals("printStackTrace")))
                .check(AGENT);
        noClasses()
                .that(STAGES)
                .should()
                .dependOnClassesThat(type(PrintStream.class))
                .check(AGENT);
    }

    /** What is read from disk or network is data, never objects. */
    @Test
    void nothingIsReadByJavaSerialization() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectOutputStream")
                .check(AGENT);
    }

    private static ClassesShould outsideTheCommandLine() {
        return noClasses().that().resideOutsideOfPackage(ROOT + ".cli").should();
    }

    /** The rules above can fail: one that is known to be broken is. */
    @Test
    void aBrokenRuleIsNoticed() {
        ArchRule broken = noClasses().should().dependOnClassesThat().resideInAPackage("picocli..");
        assertThat(broken.evaluate(AGENT).hasViolation()).isTrue();
    }
}
