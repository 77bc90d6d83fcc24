package io.portent.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What docs/openapi.yaml promises, and which of it has been seen to be so. */
public final class OpenApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonSchemaFactory SCHEMAS = schemas();

    private final JsonNode document;
    private final Set<String> answered = new TreeSet<>();
    private final Set<String> sent = new TreeSet<>();

    public OpenApi(Path file) throws IOException {
        document = new YAMLMapper().readTree(file.toFile());
    }

    /** JSON Schema 2020-12, which is what OpenAPI 3.1 speaks, and the place that its references point to. */
    private static JsonSchemaFactory schemas() {
        JsonMetaSchema meta = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new NonValidationKeyword("components"))
                .keyword(new NonValidationKeyword("example"))
                .build();
        return JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(meta.getIri())
                .metaSchema(meta)
                .build();
    }

    /** The paths that it knows. */
    public Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        document.at("/paths").fieldNames().forEachRemaining(paths::add);
        return paths;
    }

    /** What of an answer is not as promised; empty where all is. */
    public List<String> wrong(String method, String path, HttpResponse<String> answer) throws IOException {
        String name = method + " " + path + " " + answer.statusCode();
        JsonNode promised = operation(method, path).path("responses").path(Integer.toString(answer.statusCode()));
        if (promised.isMissingNode()) {
            return List.of(name + " is not in the document");
        }
        answered.add(name);
        JsonNode response = resolved(promised);
        List<String> wrong = new ArrayList<>();
        response.path("headers").fieldNames().forEachRemaining(header -> {
            if (answer.headers().firstValue(header).isEmpty()) {
                wrong.add(name + " lacks the header " + header);
            }
        });
        if (!response.has("content")) {
            return answer.body().isEmpty() ? wrong : List.of(name + " has a body");
        }
        String media = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        JsonNode schema = response.path("content").path(media).path("schema");
        if (schema.isMissingNode()) {
            wrong.add(name + " is sent as " + media + ", which is not in the document");
        } else if (media.endsWith("json")) {
            wrong.addAll(body(name, schema, JSON.readTree(answer.body())));
        }
        return wrong;
    }

    /** Whether what is sent to the agent is as promised. */
    public List<String> wrongRequest(String method, String path, String media, String body) throws IOException {
        JsonNode schema = operation(method, path)
                .path("requestBody")
                .path("content")
                .path(media)
                .path("schema");
        return body("the request " + method + " " + path, schema, JSON.readTree(body));
    }

    /** A method that a path lacks has no operation there: its answer is promised by one of the others. */
    private JsonNode operation(String method, String path) {
        JsonNode operations = document.path("paths").path(path);
        JsonNode own = operations.path(method.toLowerCase(Locale.ROOT));
        for (JsonNode other : operations) {
            own = own.isMissingNode() && other.path("responses").has("405") ? other : own;
        }
        return own;
    }

    private List<String> body(String name, JsonNode schema, JsonNode instance) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("allOf", JSON.createArrayNode().add(schema));
        whole.set("components", document.path("components"));
        Set<ValidationMessage> messages = SCHEMAS.getSchema(whole)
                .validate(instance, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
        note("", schema, instance);
        return messages.stream().map(message -> name + ": " + message).toList();
    }

    /** Remembers which fields were there; named by the schema that has them, so that one place where they are sent is enough. */
    private void note(String where, JsonNode schema, JsonNode instance) {
        String at = schema.has("$ref") ? schema.get("$ref").asText() : where;
        JsonNode own = resolved(schema);
        own.path("anyOf").forEach(each -> {
            if (instance.isObject() == resolved(each).path("type").asText().equals("object")) {
                note(at, each, instance);
            }
        });
        own.path("properties").properties().forEach(property -> {
            JsonNode value = instance.path(property.getKey());
            if (!value.isMissingNode()) {
                sent.add(at + "." + property.getKey());
                note(at + "." + property.getKey(), property.getValue(), value);
            }
        });
        if (own.has("items")) {
            instance.forEach(one -> note(at + "[]", own.get("items"), one));
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** Promised answers that never came, and promised fields that were never sent. */
    public Set<String> unseen() {
        Set<String> unseen = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operation
                                .getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(
                                        status -> unseen.add(operation.getKey().toUpperCase(Locale.ROOT) + " "
                                                + path.getKey() + " " + status))));
        unseen.removeAll(answered);
        unseen.removeIf(one -> one.endsWith(" 405") && answered.stream().anyMatch(answer -> sameAnswer(answer, one)));
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> fields("#/components/schemas/" + schema.getKey(), schema.getValue(), unseen));
        unseen.removeAll(sent);
        return unseen;
    }

    /** A wrong method is no operation of the document: 405 belongs to the path. */
    private static boolean sameAnswer(String answer, String promised) {
        return answer.substring(answer.indexOf(' ')).equals(promised.substring(promised.indexOf(' ')));
    }

    private void fields(String at, JsonNode schema, Set<String> all) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            all.add(at + "." + property.getKey());
            fields(at + "." + property.getKey(), property.getValue(), all);
        }
        if (schema.has("items")) {
            fields(at + "[]", schema.get("items"), all);
        }
    }
}
