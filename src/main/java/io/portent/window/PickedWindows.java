package io.portent.window;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Predicate;

/** Some windows of a list in its order, not copied: a list may decode each window when it is asked for it. */
public final class PickedWindows extends AbstractList<Window> implements RandomAccess {
    private final List<Window> all;
    private final int[] picked;

    private PickedWindows(List<Window> all, int[] picked) {
        this.all = all;
        this.picked = picked;
    }

    /** Asks for each window once. */
    public static List<Window> where(List<Window> all, Predicate<Window> wanted) {
        int[] picked = new int[all.size()];
        int size = 0;
        for (int i = 0; i < picked.length; i++) {
            if (wanted.test(all.get(i))) {
                picked[size++] = i;
            }
        }
        return size == picked.length ? all : new PickedWindows(all, Arrays.copyOf(picked, size));
    }

    @Override
    public Window get(int index) {
        return all.get(picked[index]);
    }

    @Override
    public int size() {
        return picked.length;
    }
}
