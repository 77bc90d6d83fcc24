package io.portent.parse;

import io.portent.counted.CountingLoader;
import io.portent.counted.Steps;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the steps that parsing takes. Loads itself and the whole package a second time, in a {@link CountingLoader}: what goes
 * in and out are classes of Java's own.
 */
final class ParseWork {
    private static final String PACKAGE = ParseWork.class.getPackageName();

    private final BiFunction<List<String>, List<String>, Long> parsing;
    private final Function<List<String>, Long> mining;

    @SuppressWarnings("unchecked") // what is cast are the two classes below
    ParseWork() {
        CountingLoader loader = new CountingLoader(PACKAGE);
        try {
            parsing = (BiFunction<List<String>, List<String>, Long>) made(loader, Parsing.class);
            mining = (Function<List<String>, Long>) made(loader, Mining.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Object made(ClassLoader loader, Class<?> here) throws ReflectiveOperationException {
        var constructor = loader.loadClass(here.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /** Of these lines, one after the other by one parser, held and flushed. */
    long parse(FormatKind kind, @Nullable String pattern, String... lines) {
        return parsing.apply(pattern == null ? List.of(kind.name()) : List.of(kind.name(), pattern), List.of(lines));
    }

    /** Of these messages, by one miner. */
    long mine(String... messages) {
        return mining.apply(List.of(messages));
    }

    /** Runs inside the loader. */
    static final class Parsing implements BiFunction<List<String>, List<String>, Long> {
        @Override
        public Long apply(List<String> format, List<String> lines) {
            FormatKind kind = FormatKind.valueOf(format.get(0));
            String pattern = format.size() > 1 ? format.get(1) : null;
            Parsed parsed = new Parsed(new FormatSpec(kind, pattern, ZoneOffset.UTC), true);
            Steps.take();
            lines.forEach(parsed::accept);
            parsed.parser.flush(parsed.events::add);
            long steps = Steps.take();
            ParseCounts counts = parsed.parser.counts();
            if (counts.lines() != lines.size() || parsed.events.size() > counts.parsed()) {
                throw new AssertionError("lines are not counted once: " + counts);
            }
            return steps;
        }
    }

    /** Runs inside the loader. */
    static final class Mining implements Function<List<String>, Long> {
        @Override
        public Long apply(List<String> messages) {
            TemplateMiner miner = new TemplateMiner(MinerSpec.defaults());
            Steps.take();
            messages.forEach(miner::learn);
            return Steps.take();
        }
    }
}
