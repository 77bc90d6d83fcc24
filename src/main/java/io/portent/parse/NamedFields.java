package io.portent.parse;

import io.portent.event.Severity;
import io.portent.parse.FieldNames.Name;
import org.jspecify.annotations.Nullable;

/**
 * A record of named fields while it is read, field by field: each goes to its place in the draft, or becomes a field of the
 * event. Not thread-safe; one per format.
 */
final class NamedFields {
    private static final int NONE = Integer.MAX_VALUE;

    private final FieldNames names;
    private final AnyTime times = new AnyTime();
    private final TimeFields time = new TimeFields();
    private Draft draft = new Draft();
    private int timeRank;
    private int levelRank;
    private int messageRank;
    private String messageName = "";
    private String name = "";
    private boolean namesLogger;

    NamedFields(FieldNames names) {
        this.names = names;
    }

    /** The draft has been cleared. */
    void begin(Draft into) {
        draft = into;
        timeRank = NONE;
        levelRank = NONE;
        messageRank = NONE;
        name = "";
        namesLogger = false;
    }

    /** What the field means; null: nothing in particular. */
    @Nullable
    Name meaning(String path) {
        return names.of(path);
    }

    /** The same, of a path that the caller keeps: see {@link FieldNames#ofSame}. */
    @Nullable
    Name meaningOfSame(String path) {
        return names.ofSame(path);
    }

    /** A field that is a text; {@code value} is whole where its meaning is the message or a stack trace. */
    void text(@Nullable Name meaning, String path, String value) {
        if (meaning == null) {
            draft.text(path, value);
            return;
        }
        switch (meaning.role()) {
            case TIME -> time(meaning, path, value);
            case LEVEL -> level(meaning, path, value);
            case LOGGER -> draft.logger = Draft.cut(value, Draft.MAX_TEXT);
            case NAME -> name = value;
            case MESSAGE -> message(meaning, path, value);
            case STACK -> draft.stack.readAll(value);
            case TYPE -> draft.stack.named(value);
            case SKIPPED -> {}
        }
    }

    private void time(Name meaning, String path, String value) {
        if (timeRank < meaning.rank() || !times.readAll(value, 0, value.length(), time)) {
            draft.text(path, value);
            return;
        }
        timed(meaning);
    }

    private void timed(Name meaning) {
        timeRank = meaning.rank();
        draft.timed = true;
        draft.time.copy(time);
    }

    private void level(Name meaning, String path, String value) {
        boolean number = !value.isEmpty() && value.length() <= 2 && IsoTime.isDigit(value.charAt(0));
        if (number && !Double.isNaN(Draft.plainNumber(value))) {
            level(meaning, path, Draft.plainNumber(value));
            return;
        }
        level(meaning, path, Levels.of(value), value);
        namesLogger |= path.equals("levelname");
    }

    private void level(Name meaning, String path, double value) {
        level(meaning, path, path.equals("levelno") ? Levels.ofPython(value) : Levels.ofNumber(value), null);
        namesLogger |= value >= 10;
    }

    private void level(Name meaning, String path, Severity severity, @Nullable String value) {
        if (severity != Severity.UNKNOWN && meaning.rank() < levelRank) {
            draft.severity = severity;
            levelRank = meaning.rank();
        } else if (value != null) {
            draft.text(path, value);
        }
    }

    private void message(Name meaning, String path, String value) {
        if (meaning.rank() > messageRank) {
            draft.text(path, value);
            return;
        }
        if (messageRank != NONE) {
            draft.text(messageName, draft.message);
        }
        messageRank = meaning.rank();
        messageName = path;
        draft.message(value);
    }

    /** A field that is a number. */
    void number(@Nullable Name meaning, String path, double value, String digits) {
        if (meaning == null) {
            draft.number(path, value);
        } else if (meaning.role() == FieldRole.TIME) {
            boolean read = timeRank > meaning.rank() && epoch(value, digits);
            if (read) {
                timed(meaning);
            } else {
                draft.number(path, value);
            }
        } else if (meaning.role() == FieldRole.LEVEL) {
            level(meaning, path, value);
        } else if (meaning.role() == FieldRole.MESSAGE) {
            message(meaning, path, digits);
        } else if (meaning.role() != FieldRole.SKIPPED) {
            draft.number(path, value);
        }
    }

    /** Digit by digit where that can be done: a double does not hold nanoseconds since 1970. */
    private boolean epoch(double value, String digits) {
        return EpochTime.read(digits, 0, time) == digits.length() || EpochTime.set(value, time);
    }

    /** False where nothing of it says that this is a log record: neither time nor level nor message. */
    boolean end() {
        if (!name.isEmpty()) {
            if (namesLogger && draft.logger.isEmpty()) {
                draft.logger = Draft.cut(name, Draft.MAX_TEXT);
            } else {
                draft.text("name", name);
            }
        }
        return timeRank != NONE || levelRank != NONE || messageRank != NONE;
    }

    /** Whether time, or level and message were there: enough to believe a line that might be free text. */
    boolean sure() {
        return timeRank != NONE || (levelRank != NONE && messageRank != NONE);
    }
}
