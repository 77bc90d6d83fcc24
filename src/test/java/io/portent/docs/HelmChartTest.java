package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart as Helm renders it, with values that a user may give, read by the types of the API. */
final class HelmChartTest {
    private static final Path CHART = Path.of("deploy/helm/portent");

    @TempDir
    Path directory;

    @BeforeEach
    void helmIsThere() {
        boolean there = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        Assumptions.assumeTrue(there, "NOT CHECKED: Helm's library is there for Linux on amd64 only");
    }

    @Test
    void lint_hasNothingAgainstIt() {
        LintResult result = new Helm(CHART).lint().strict().call();
        assertThat(result.isFailed()).as(String.valueOf(result.getMessages())).isFalse();
    }

    @Test
    void withoutValues_itIsAHardenedPodWithAVolume() throws IOException {
        List<HasMetadata> objects = rendered("");
        assertThat(objects).hasSize(3);
        StatefulSet set = Manifests.the(StatefulSet.class, objects);
        PodSpec pod = KubernetesTest.spec(set);
        KubernetesTest.isHardened(pod);
        assertThat(KubernetesTest.agent(pod).getImage()).isEqualTo("portent:0.1.0");
        assertThat(KubernetesTest.agent(pod).getReadinessProbe().getHttpGet().getPath())
                .isEqualTo("/-/ready");
        assertThat(set.getSpec().getVolumeClaimTemplates()).hasSize(1);
        assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels())
                .containsAllEntriesOf(
                        Manifests.the(Service.class, objects).getSpec().getSelector());
        KubernetesTest.isTaken(config(objects), Map.of());
    }

    /** The group of the service's own files stays as it is: kubelet leaves alone what the claim, and not the mount alone, calls read-only. */
    @Test
    void theServicesLogs_areNotTouched() throws IOException {
        PodSpec pod = pod("logs: {existingClaim: shop-logs}");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().equals("logs"))
                .singleElement()
                .satisfies(
                        volume -> assertThat(volume.getPersistentVolumeClaim().getReadOnly())
                                .isTrue());
    }

    /** Kubelet has neither a password nor a certificate. */
    @Test
    void withTls_itIsAskedAndScrapedByTls() throws IOException {
        String web = """
                config: {web: {config_file: /portent/web/web.yml}}
                extraVolumes: [{name: web, secret: {secretName: portent-web, defaultMode: 0440}}]
                extraVolumeMounts: [{name: web, mountPath: /portent/web, readOnly: true}]
                serviceMonitor: {enabled: true, endpoint: {scheme: https, tlsConfig: {insecureSkipVerify: true}}}
                probes: {by: %s}
                """;
        List<HasMetadata> objects = rendered(web.formatted("https"));
        PodSpec pod = KubernetesTest.spec(Manifests.the(StatefulSet.class, objects));
        KubernetesTest.isHardened(pod);
        Container agent = KubernetesTest.agent(pod);
        assertThat(List.of(agent.getStartupProbe(), agent.getLivenessProbe(), agent.getReadinessProbe()))
                .allMatch(probe -> probe.getHttpGet().getScheme().equals("HTTPS"));
        assertThat(config(objects)).contains("config_file: /portent/web/web.yml", "listen: 0.0.0.0:9781");
        assertThat(agent.getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/portent/web"));
        assertThat(pod.getVolumes()).anyMatch(volume -> volume.getName().equals("web"));
        assertThat(Manifests.the(ServiceMonitor.class, objects)
                        .getSpec()
                        .getEndpoints()
                        .get(0)
                        .getScheme())
                .isEqualTo("https");
        Container behind = KubernetesTest.agent(pod(web.formatted("tcp")));
        assertThat(List.of(behind.getStartupProbe(), behind.getLivenessProbe(), behind.getReadinessProbe()))
                .allMatch(probe -> probe.getHttpGet() == null && probe.getTcpSocket() != null);
    }

    /** A variable is read at the start only. */
    @Test
    void anotherToken_isAnotherPod() throws IOException {
        assertThat(annotations("token: {value: 0123456789abcdef}"))
                .isNotEqualTo(annotations("token: {value: fedcba9876543210}"));
        assertThat(annotations("token: {existingSecret: mine}")).isEqualTo(annotations(""));
    }

    private Map<String, String> annotations(String values) throws IOException {
        StatefulSet set = Manifests.the(StatefulSet.class, rendered(values));
        return set.getSpec().getTemplate().getMetadata().getAnnotations();
    }

    private PodSpec pod(String values) throws IOException {
        return KubernetesTest.spec(Manifests.the(StatefulSet.class, rendered(values)));
    }

    @Test
    void withEverything_itIsStillReadStrictly() throws IOException {
        List<HasMetadata> objects = rendered("""
                imagePullSecrets: [registry]
                logs: {existingClaim: shop-logs, supplementalGroups: [1000]}
                config:
                  entity: shop
                  sources: [{name: network, syslog: "0.0.0.0:5514"}]
                  web: {log_text: true}
                listeners: [{name: syslog-udp, port: 5514, protocol: UDP}]
                token: {value: 0123456789abcdef}
                env: [{name: PORTENT_FORECAST_EVERY, value: 30s}]
                retrain: {enabled: false}
                persistence: {enabled: false}
                service: {annotations: {a: b}}
                serviceMonitor: {enabled: true, labels: {release: prometheus}}
                prometheusRule: {enabled: true, labels: {release: prometheus}, runbook: "https://docs.example/RUNBOOK.md"}
                podAnnotations: {a: b}
                podLabels: {c: d}
                nodeSelector: {e: f}
                tolerations: [{operator: Exists}]
                affinity: {podAffinity: {}}
                """);
        PodSpec pod = KubernetesTest.spec(Manifests.the(StatefulSet.class, objects));
        KubernetesTest.isHardened(pod);
        assertThat(pod.getVolumes()).hasSize(3);
        assertThat(KubernetesTest.agent(pod).getReadinessProbe()).isNull();
        assertThat(KubernetesTest.agent(pod).getEnv()).hasSize(2);
        Secret secret = Manifests.the(Secret.class, objects);
        assertThat(secret.getStringData()).containsEntry("token", "0123456789abcdef");
        assertThat(config(objects)).contains("log_text: true", "listen: 0.0.0.0:9781", "2099");
        KubernetesTest.isTaken(config(objects), Map.of("PORTENT_WEB_TOKEN", "0123456789abcdef"));
        Service service = Manifests.the(Service.class, objects);
        ServiceMonitor monitor = Manifests.the(ServiceMonitor.class, objects);
        assertThat(service.getMetadata().getLabels())
                .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
        PrometheusRule rules = Manifests.the(PrometheusRule.class, objects);
        assertThat(rules.getSpec().getGroups())
                .hasSize(KubernetesTest.ruleGroups().size());
        assertThat(rules.getSpec().getGroups().get(0).getRules())
                .allMatch(rule -> rule.getRecord() != null
                        || rule.getAnnotations()
                                .getOrDefault("runbook_url", "")
                                .startsWith("https://docs.example/RUNBOOK.md#portent"));
    }

    @Test
    void aPodMonitor_findsThePod() throws IOException {
        List<HasMetadata> objects = rendered("podMonitor: {enabled: true}\ntoken: {existingSecret: mine, key: t}");
        PodMonitor monitor = Manifests.the(PodMonitor.class, objects);
        StatefulSet set = Manifests.the(StatefulSet.class, objects);
        assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
        assertThat(objects).noneMatch(Secret.class::isInstance);
    }

    @Test
    void whatContradictsItself_isRefused() {
        assertThatThrownBy(() -> rendered("logs: {existingClaim: a, hostPath: /b}"))
                .hasMessageContaining("at most one of them");
        assertThatThrownBy(() -> rendered("serviceMonitor: {enabled: true}\npodMonitor: {enabled: true}"))
                .hasMessageContaining("not both");
        assertThatThrownBy(() -> rendered("probes: {by: exec}")).hasMessageContaining("http, https or tcp");
    }

    @Test
    void itsRules_areThoseOfTheDashboards() throws IOException {
        JsonNode rules = new YAMLMapper()
                .readTree(CHART.resolve("files/rules.yml").toFile())
                .path("groups");
        assertThat(rules).as("deploy/rules.sh writes them").isEqualTo(KubernetesTest.ruleGroups());
    }

    @Test
    void everyValue_hasAComment_orStandsInASectionThatHasOne() throws IOException {
        List<String> lines = Files.readAllLines(CHART.resolve("values.yaml"));
        boolean commented = false;
        for (String line : lines) {
            if (line.startsWith("#")) {
                commented = true;
            } else if (line.isBlank()) {
                commented = false;
            } else if (line.matches("\\w+:.*")) {
                assertThat(commented).as(line).isTrue();
            }
        }
    }

    @Test
    void everyValue_standsInTheDocumentation() throws IOException {
        String text = Files.readString(Path.of("docs/DEPLOY.md"));
        new YAMLMapper()
                .readTree(CHART.resolve("values.yaml").toFile())
                .properties()
                .forEach(value -> {
                    assertThat(text).contains("`" + value.getKey());
                    if (value.getValue().isObject()
                            && !List.of("config", "resources").contains(value.getKey())) {
                        value.getValue()
                                .fieldNames()
                                .forEachRemaining(name -> assertThat(text)
                                        .containsAnyOf("`" + value.getKey() + "." + name + "`", "`" + name + "`"));
                    }
                });
    }

    private List<HasMetadata> rendered(String values) throws IOException {
        Path file = Files.writeString(directory.resolve("values.yaml"), values);
        TemplateCommand template = new Helm(CHART).template().withName("shop").withNamespace("shops");
        return Manifests.read(template.withValuesFile(file).call());
    }

    private static String config(List<HasMetadata> objects) {
        return Manifests.the(ConfigMap.class, objects).getData().getOrDefault("agent.yaml", "");
    }
}
