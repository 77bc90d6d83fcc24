package io.portent.agent;

import io.portent.parse.Template;
import io.portent.pipeline.Novelty;
import io.portent.window.AssemblerState;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an agent must know to go on with its windows, as the texts that a checkpoint keeps.
 *
 * @param model version that recognises; empty: none
 * @param adopted windows that start up to here were counted under another model, wholly or in part
 * @param counted by source: of the events that will be read again, the first so many have been counted in metrics
 */
record Memos(String model, Instant adopted, AssemblerState windows, Novelty novelty, Map<String, Long> counted) {
    /** Before any window. */
    static final Instant NEVER = Instant.EPOCH.minusMillis(Long.MAX_VALUE / 4);

    static final Memos NONE = new Memos("", NEVER, new AssemblerState(null, List.of()), Novelty.NONE, Map.of());

    private static final String MODEL = "model";
    private static final String ADOPTED = "adopted";
    private static final String CLOCK = "clock";
    private static final String ROWS = "rows";
    private static final String NOVELTY = "novelty";
    private static final String COUNTED = "counted";

    Memos {
        counted = Map.copyOf(counted);
    }

    Map<String, String> write() {
        Instant time = windows.time();
        StringBuilder rows = new StringBuilder();
        for (AssemblerState.Row row : windows.rows()) {
            line(rows, Long.toString(row.next().toEpochMilli()), Integer.toString(row.silent()), row.entity());
        }
        StringBuilder seen = new StringBuilder();
        line(seen, Long.toString(novelty.span()));
        novelty.templates().forEach(template -> line(seen, template.id(), template.text()));
        StringBuilder already = new StringBuilder();
        new TreeMap<>(counted).forEach((source, events) -> line(already, source, Long.toString(events)));
        return Map.of(
                MODEL,
                model,
                ADOPTED,
                Long.toString(adopted.toEpochMilli()),
                CLOCK,
                time == null ? "" : Long.toString(time.toEpochMilli()),
                ROWS,
                rows.toString(),
                NOVELTY,
                seen.toString(),
                COUNTED,
                already.toString());
    }

    /** @throws IllegalArgumentException if the texts were not written by {@link #write} */
    static Memos read(Map<String, String> memos) {
        if (memos.isEmpty()) {
            return NONE;
        }
        List<AssemblerState.Row> rows = new ArrayList<>();
        for (List<String> row : lines(memos, ROWS)) {
            rows.add(new AssemblerState.Row(row.get(2), millis(row.get(0)), Integer.parseInt(row.get(1))));
        }
        List<List<String>> seen = lines(memos, NOVELTY);
        List<Template> templates = new ArrayList<>();
        for (List<String> line : seen.subList(1, seen.size())) {
            templates.add(new Template(line.get(0), line.get(1)));
        }
        Map<String, Long> counted = new HashMap<>();
        if (memos.containsKey(COUNTED)) {
            lines(memos, COUNTED).forEach(line -> counted.put(line.get(0), Long.valueOf(line.get(1))));
        }
        String clock = memos.getOrDefault(CLOCK, "");
        return new Memos(
                memos.getOrDefault(MODEL, ""),
                millis(memos.getOrDefault(ADOPTED, Long.toString(NEVER.toEpochMilli()))),
                new AssemblerState(clock.isEmpty() ? null : millis(clock), rows),
                new Novelty(Long.parseLong(seen.get(0).get(0)), templates),
                counted);
    }

    private static Instant millis(String text) {
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    private static void line(StringBuilder out, String... words) {
        for (int i = 0; i < words.length; i++) {
            out.append(i == 0 ? "" : " ").append(URLEncoder.encode(words[i], StandardCharsets.UTF_8));
        }
        out.append('\n');
    }

    private static List<List<String>> lines(Map<String, String> memos, String name) {
        @Nullable String text = memos.get(name);
        if (text == null) {
            throw new IllegalArgumentException("the memo " + name + " is missing");
        }
        List<List<String>> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            List<String> words = new ArrayList<>();
            for (String word : line.split(" ", -1)) {
                words.add(URLDecoder.decode(word, StandardCharsets.UTF_8));
            }
            lines.add(words);
        }
        return lines;
    }
}
