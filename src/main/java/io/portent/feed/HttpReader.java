package io.portent.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portent.json.BadJsonException;
import io.portent.json.JsonValue;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks another system for JSON. An answer is bounded in length and in time; a system that is overloaded or away is asked four times in
 * all. Redirections are not followed, because the token would go with them. Thread-safe.
 */
public final class HttpReader {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 4;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** As text; as values it takes some ten times as much, for a moment. */
    private static final int LARGEST_ANSWER = 2 << 20;

    private static final int LONGEST_EXPLANATION = 300;

    /** The word to send with a request. */
    @FunctionalInterface
    public interface Token {
        /** Null: none is sent. Asked for every request, as tokens in files change. */
        @Nullable
        String word() throws IOException;
    }

    private final URI base;
    private final Token token;
    private final Duration patience;
    private final Pause pause;
    private @Nullable HttpClient client;

    /** @param patience for one answer, from the request to its last byte */
    public HttpReader(URI base, Token token, Duration patience, Pause pause) {
        this.base = base;
        this.token = token;
        this.patience = patience;
        this.pause = pause;
    }

    /** What one attempt came to. */
    private record Attempt(
            int status,
            String body,
            @Nullable String retryAfter,
            @Nullable Throwable failure) {
        boolean retryHelps() {
            return failure != null || status == 429 || status >= 500;
        }
    }

    /**
     * @param path below the base, beginning with a slash
     * @throws FeedException if there is no answer of status 200 that is JSON
     */
    public JsonValue get(String path, List<Map.Entry<String, String>> query) {
        String place = base.toString().replaceFirst("/+$", "") + path;
        String full = query.stream()
                .map(each -> URLEncoder.encode(each.getKey(), UTF_8) + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&", place + "?", ""));
        Attempt last = attempt(URI.create(full), place);
        for (int i = 1; i < ATTEMPTS && last.retryHelps(); i++) {
            pause(last.retryAfter(), i, place);
            last = attempt(URI.create(full), place);
        }
        if (last.failure() != null) {
            throw new FeedException(place + " does not answer: " + reason(last.failure()), last.failure());
        }
        return answer(place, last);
    }

    private static JsonValue answer(String place, Attempt last) {
        if (last.status() != 200) {
            throw new FeedException(place + " answered " + last.status() + explanation(last), null);
        }
        try {
            return JsonValue.read(last.body());
        } catch (BadJsonException e) {
            throw new FeedException(place + " answered with something else than JSON: " + e.getMessage(), e);
        }
    }

    private Attempt attempt(URI uri, String place) {
        CompletableFuture<HttpResponse<byte[]>> answer = null;
        try {
            answer = client().sendAsync(request(uri), response -> new BoundedBody(LARGEST_ANSWER));
            HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Attempt(
                    response.statusCode(),
                    new String(response.body(), UTF_8),
                    response.headers().firstValue("Retry-After").orElse(null),
                    null);
        } catch (ExecutionException e) {
            if (causeOf(e) instanceof FeedException refused && refused.tooLarge()) {
                throw FeedException.tooLarge(place + " answered with " + refused.getMessage());
            }
            return new Attempt(0, "", null, causeOf(e));
        } catch (TimeoutException e) {
            return new Attempt(
                    0, "", null, new IOException("no whole answer within " + patience.toSeconds() + " s", e));
        } catch (IOException e) {
            throw new FeedException("the token for " + place + " cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(place, e);
        } finally {
            if (answer != null) {
                answer.cancel(true);
            }
        }
    }

    private HttpRequest request(URI uri) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(patience).header("Accept", "application/json");
        String word = token.word();
        if (word != null) {
            request.header("Authorization", "Bearer " + word.strip());
        }
        return request.build();
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }

    /** 1 s, 2 s, 4 s, or as long as the other asks for, within reason. */
    private void pause(@Nullable String retryAfter, int attempt, String place) {
        Duration length = Duration.ofSeconds(1L << (attempt - 1));
        if (retryAfter != null && retryAfter.matches("\\d{1,4}")) {
            Duration asked = Duration.ofSeconds(Long.parseLong(retryAfter));
            Duration longer = asked.compareTo(length) > 0 ? asked : length;
            length = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
        try {
            pause.forAWhile(length);
        } catch (InterruptedException e) {
            throw interrupted(place, e);
        }
    }

    private static FeedException interrupted(String place, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new FeedException("asking " + place + " was interrupted", cause);
    }

    private static Throwable causeOf(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof IOException && cause.getCause() instanceof FeedException inner ? inner : cause;
    }

    /** What has no words of its own gets some. */
    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        if (message != null) {
            return message;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "no host has this name";
            }
        }
        return failure instanceof ConnectException
                ? "no connection to it"
                : failure.getClass().getSimpleName();
    }

    /** The other's own words: Prometheus says {@code error}, Grafana {@code message}. */
    private static String explanation(Attempt last) {
        if (last.status() >= 300 && last.status() < 400) {
            return ", a redirection, which is not followed; configure the address it leads to";
        }
        String words = last.body();
        try {
            JsonValue body = JsonValue.read(words);
            words = body.at("error").text(body.at("message").text(""));
        } catch (BadJsonException e) {
            words = words.lines().findFirst().orElse("");
        }
        String cut = words.length() <= LONGEST_EXPLANATION ? words : words.substring(0, LONGEST_EXPLANATION) + "...";
        return cut.isBlank() ? "" : ": " + cut;
    }
}
