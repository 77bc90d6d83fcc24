package io.portent.pipeline;

import io.portent.window.Window;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.UnaryOperator;

/** Windows under other ids, and with other counts of new templates. Each is renamed when it is asked for: none is kept. */
final class RenamedWindows extends AbstractList<Window> implements RandomAccess {
    private final List<Window> windows;
    private final UnaryOperator<String> ids;
    private final int[] newTemplates;

    /** @param newTemplates per window; owned by this list from here on */
    RenamedWindows(List<Window> windows, UnaryOperator<String> ids, int[] newTemplates) {
        this.windows = windows;
        this.ids = ids;
        this.newTemplates = newTemplates;
    }

    @Override
    public Window get(int index) {
        Window window = windows.get(index).renamed(ids);
        return window.newTemplates() == newTemplates[index]
                ? window
                : new Window(
                        window.entity(),
                        window.start(),
                        window.length(),
                        window.severities(),
                        window.templates(),
                        window.values(),
                        window.exceptions(),
                        window.fields(),
                        newTemplates[index],
                        window.longestGap());
    }

    @Override
    public int size() {
        return windows.size();
    }
}
