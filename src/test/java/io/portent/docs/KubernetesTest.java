package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.portent.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests of deploy/kubernetes, by the types of the API, and against what the agent wants of them. */
final class KubernetesTest {
    private static final Path FOLDER = Path.of("deploy/kubernetes");
    static final String DATA = "/portent/data";

    @Test
    void everyManifest_isReadStrictly() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                assertThat(Manifests.read(Files.readString(file)))
                        .as(file.toString())
                        .isNotEmpty();
            }
        }
    }

    /** Else the test above would be content with anything. */
    @Test
    void aFieldThatIsUnknown_misspeltTwiceOrOfAnotherType_isRefused() throws IOException {
        String good = Files.readString(FOLDER.resolve("sidecar.yaml"));
        for (Map.Entry<String, String> change : Map.of(
                        "readOnlyRootFilesystem", "readonlyRootFilesystem",
                        "periodSeconds: 2", "periodSeconds: often",
                        "  replicas: 1", "  replicas: 1\n  replicas: 2",
                        "enableServiceLinks", "serviceLinks",
                        "fieldPath", "path")
                .entrySet()) {
            String bad = good.replace(change.getKey(), change.getValue());
            assertThat(bad).isNotEqualTo(good);
            assertThatThrownBy(() -> Manifests.read(bad))
                    .as(change.getValue())
                    .isInstanceOfAny(IOException.class, RuntimeJsonMappingException.class);
        }
    }

    @Test
    void theSidecar_hasNoMoreRightsThanItNeeds() throws IOException {
        isHardened(spec(Manifests.the(StatefulSet.class, objects("sidecar.yaml"))));
    }

    /** What both the example and the chart must say of the agent's container and its pod. */
    static void isHardened(PodSpec pod) {
        Container agent = agent(pod);
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(10001);
        assertThat(pod.getSecurityContext().getFsGroupChangePolicy()).isEqualTo("OnRootMismatch");
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(agent.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(agent.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(agent.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(agent.getResources().getLimits()).containsKey("memory");
        assertThat(agent.getResources().getRequests()).containsKeys("memory", "cpu");
        assertThat(agent.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/-/healthy");
        assertThat(agent.getStartupProbe().getHttpGet().getPath()).isEqualTo("/-/healthy");
        assertThat(agent.getVolumeMounts())
                .allMatch(mount -> mount.getMountPath().equals(DATA) || Boolean.TRUE.equals(mount.getReadOnly()))
                .anyMatch(mount -> mount.getMountPath().equals(DATA));
        assertThat(agent.getPorts().get(0).getContainerPort()).isEqualTo(9781);
    }

    /** Of the agent on each node, which docs/SOURCES.md shows: it may read what is root's and write what is made for it. */
    @Test
    void theDaemonSet_mayReadTheLogs_andWriteItsData() throws IOException {
        Matcher block =
                Pattern.compile("(?ms)^```yml\n(.*?)^```").matcher(Files.readString(Path.of("docs/SOURCES.md")));
        assertThat(block.find()).isTrue();
        PodSpec pod = Manifests.the(DaemonSet.class, Manifests.read(block.group(1)))
                .getSpec()
                .getTemplate()
                .getSpec();
        Container owner = pod.getInitContainers().get(0);
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsGroup()).isZero();
        assertThat(owner.getCommand()).contains("10001", DATA);
        assertThat(owner.getSecurityContext().getRunAsUser()).isZero();
        assertThat(owner.getVolumeMounts().get(0).getMountPath()).isEqualTo(DATA);
        assertThat(agent(pod).getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals(DATA));
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
    }

    @Test
    void theSidecar_readsWhatTheServiceWrites_andDoesNotKeepItFromTraffic() throws IOException {
        PodSpec pod = spec(Manifests.the(StatefulSet.class, objects("sidecar.yaml")));
        assertThat(pod.getContainers().get(0).getVolumeMounts().get(0).getMountPath())
                .isEqualTo(agent(pod).getVolumeMounts().get(0).getMountPath());
        assertThat(agent(pod).getReadinessProbe()).isNull();
    }

    @Test
    void whatManifestsNameOfEachOther_isThere() throws IOException {
        StatefulSet set = Manifests.the(StatefulSet.class, objects("sidecar.yaml"));
        Service service = Manifests.the(Service.class, objects("sidecar.yaml"));
        Map<String, String> labels = set.getSpec().getTemplate().getMetadata().getLabels();
        assertThat(labels).containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels());
        assertThat(labels).containsAllEntriesOf(service.getSpec().getSelector());
        assertThat(set.getSpec().getServiceName())
                .isEqualTo(service.getMetadata().getName());
        ServiceMonitor monitor = Manifests.the(ServiceMonitor.class, objects("servicemonitor.yaml"));
        assertThat(service.getMetadata().getLabels())
                .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
        assertThat(service.getSpec().getPorts().get(0).getName())
                .isEqualTo(monitor.getSpec().getEndpoints().get(0).getPort());
        PodMonitor pods = Manifests.the(PodMonitor.class, objects("podmonitor.yaml"));
        assertThat(labels).containsAllEntriesOf(pods.getSpec().getSelector().getMatchLabels());
        Secret secret = Manifests.the(Secret.class, objects("secret.yaml"));
        var reference = agent(spec(set)).getEnv().get(1).getValueFrom().getSecretKeyRef();
        assertThat(secret.getMetadata().getName()).isEqualTo(reference.getName());
        assertThat(secret.getStringData()).containsKey(reference.getKey());
    }

    @Test
    void scrapedSeries_haveTheJobThatTheAlertsCountOn() throws IOException {
        var service = Manifests.the(ServiceMonitor.class, objects("servicemonitor.yaml"));
        var relabel = service.getSpec().getEndpoints().get(0).getRelabelings().get(0);
        assertThat(relabel.getTargetLabel() + "=" + relabel.getReplacement()).isEqualTo("job=portent");
        var pod = Manifests.the(PodMonitor.class, objects("podmonitor.yaml"));
        relabel = pod.getSpec().getPodMetricsEndpoints().get(0).getRelabelings().get(0);
        assertThat(relabel.getTargetLabel() + "=" + relabel.getReplacement()).isEqualTo("job=portent");
    }

    @Test
    void theConfiguration_isOneThatTheAgentTakes() throws Exception {
        ConfigMap map = Manifests.the(ConfigMap.class, objects("configmap.yaml"));
        isTaken(
                map.getData().getOrDefault("agent.yaml", ""),
                Map.of("PORTENT_ENTITY", "shop-0", "PORTENT_WEB_TOKEN", "x".repeat(16)));
    }

    static void isTaken(String config, Map<String, String> environment) {
        assertThat(ConfigFile.parse("agent.yaml", config, environment)).isNotNull();
    }

    @Test
    void theRules_areThoseOfTheDashboards() throws IOException {
        JsonNode there = new YAMLMapper()
                .readTree(FOLDER.resolve("prometheusrule.yaml").toFile())
                .at("/spec/groups");
        assertThat(there).as("deploy/rules.sh writes them").isEqualTo(ruleGroups());
        assertThat(Manifests.the(PrometheusRule.class, objects("prometheusrule.yaml"))
                        .getSpec()
                        .getGroups())
                .hasSize(there.size());
    }

    /** The groups of all rule files, in the order of their names. */
    static JsonNode ruleGroups() throws IOException {
        ArrayNode groups = JsonNodeFactory.instance.arrayNode();
        try (Stream<Path> files = Files.list(Path.of("dashboards/alerts"))) {
            List<Path> rules = files.filter(file -> file.toString().endsWith(".rules.yml"))
                    .sorted()
                    .toList();
            for (Path file : rules) {
                new YAMLMapper().readTree(file.toFile()).path("groups").forEach(groups::add);
            }
        }
        assertThat(groups).isNotEmpty();
        return groups;
    }

    static PodSpec spec(StatefulSet set) {
        return set.getSpec().getTemplate().getSpec();
    }

    static Container agent(PodSpec pod) {
        return pod.getContainers().stream()
                .filter(container -> container.getName().equals("portent"))
                .findFirst()
                .orElseThrow();
    }

    private static List<HasMetadata> objects(String file) throws IOException {
        return Manifests.read(Files.readString(FOLDER.resolve(file)));
    }
}
