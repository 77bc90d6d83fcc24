package io.portent.web;

import java.util.function.Supplier;

/** The path by which the configuration is read again: who may, and what the answer is. */
final class ReloadRoute {
    static final String PATH = "/-/reload";

    private final Reload reload;
    private final boolean enabled;
    private final Supplier<Tokens> tokens;

    /** @param enabled whether anybody may */
    ReloadRoute(Reload reload, boolean enabled, Supplier<Tokens> tokens) {
        this.reload = reload;
        this.enabled = enabled;
        this.tokens = tokens;
    }

    Reply answer(Request request) {
        if (!request.method().equals("POST")) {
            return Reply.of(405, Reply.TEXT, "Only POST here.\n").with("Allow", "POST");
        }
        Tokens known = enabled ? tokens.get() : Tokens.NONE;
        Reply refusal = known.refusal(
                request,
                Tokens.Grant.ALL,
                "Reloading by request is off: set web.reload and web.token in the agent's configuration.\n");
        return refusal == null ? answer(reload.reload()) : refusal;
    }

    private static Reply answer(Reload.Answer answer) {
        Reply reply = Reply.of(status(answer.outcome()), Reply.TEXT, answer.text() + "\n");
        return answer.outcome() == Reload.Outcome.BUSY ? reply.with("Retry-After", "5") : reply;
    }

    private static int status(Reload.Outcome outcome) {
        return switch (outcome) {
            case TAKEN -> 200;
            case REFUSED -> 400;
            case RESTART -> 409;
            case BUSY -> 503;
        };
    }
}
