package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.config.FeedsConfig.WebhookConfig;
import io.portent.config.Secret;
import io.portent.config.WebFile;
import io.portent.web.Guarding;
import io.portent.web.Refusal;
import io.portent.web.Tokens;
import io.portent.web.security.Followed;
import io.portent.web.security.ServerTls;
import io.portent.web.security.WebPolicy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who may ask and write, by configuration; files that it names are followed. */
public final class WebGuard {
    private WebGuard() {}

    /**
     * Reads the files that the configuration names.
     *
     * @param trouble told what is wrong with files that have changed since; those before stay in force
     * @param refused told of each request that is turned away
     * @throws io.portent.config.ConfigException with everything that is wrong with any of them
     */
    public static Guarding of(
            AgentConfig config, LongSupplier nanos, Consumer<String> trouble, Consumer<Refusal> refused) {
        WebFile.check(config).forEach(note -> trouble.accept("web.config_file: " + note));
        return new Guarding(
                policy(config.web().configFile(), nanos, trouble), tokens(config, nanos, trouble), nanos, refused);
    }

    private static Supplier<WebPolicy> policy(@Nullable Path file, LongSupplier nanos, Consumer<String> trouble) {
        if (file == null) {
            return () -> WebPolicy.OPEN;
        }
        AtomicReference<@Nullable WebPolicy> first = new AtomicReference<>();
        return new Followed<>(
                () -> {
                    WebPolicy read = WebFile.read(file);
                    if (!first.compareAndSet(null, read)) {
                        checkEncryption(file, read.tls(), first.get());
                    }
                    return new Followed.Read<>(read, read.files());
                },
                nanos,
                why -> trouble.accept("the web configuration has changed and is not taken, that before stays: " + why));
    }

    private static void checkEncryption(Path file, @Nullable ServerTls tls, @Nullable WebPolicy first) {
        if (first != null && (tls == null) != (first.tls() == null)) {
            throw new IllegalArgumentException(
                    file + ": whether there is TLS is settled at the start; restart the agent");
        }
    }

    private static Supplier<Tokens> tokens(AgentConfig config, LongSupplier nanos, Consumer<String> trouble) {
        WebhookConfig webhook = config.feeds().webhook();
        Supplier<@Nullable String> all =
                word("web.token_file", config.web().token(), config.web().tokenFile(), nanos, trouble);
        Supplier<@Nullable String> alerts = webhook.enabled()
                ? word("labels.webhook.token_file", webhook.token(), webhook.tokenFile(), nanos, trouble)
                : () -> null;
        return () -> new Tokens(all.get(), alerts.get());
    }

    private static Supplier<@Nullable String> word(
            String key, @Nullable Secret secret, @Nullable Path file, LongSupplier nanos, Consumer<String> trouble) {
        if (file == null) {
            String word = secret == null ? null : secret.reveal();
            return () -> word;
        }
        Followed<@Nullable String> followed = new Followed<>(
                () -> WebFile.token(key, file),
                nanos,
                why -> trouble.accept("a token is not taken anew, that before stays: " + why));
        return followed;
    }
}
