package io.portent.evaluate;

import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * One model's answers to one kind of question, an entity's in time order: a score of bytes each, since there are millions. A
 * chance comes from a network as a float and stays one. Not thread-safe.
 */
final class Answers extends AbstractList<Question> implements RandomAccess {
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final BitSet onsets = new BitSet();
    private final BitSet alarms = new BitSet();
    private int[] entities = new int[64];
    private long[] moments = new long[64];
    private float[] chances = new float[64];
    private int size;

    @Override
    public boolean add(Question question) {
        if (size == entities.length) {
            int wider = 2 * size;
            entities = Arrays.copyOf(entities, wider);
            moments = Arrays.copyOf(moments, wider);
            chances = Arrays.copyOf(chances, wider);
        }
        entities[size] = ids.computeIfAbsent(question.entity(), name -> {
            names.add(name);
            return names.size() - 1;
        });
        moments[size] = question.moment().toEpochMilli();
        chances[size] = (float) question.chance();
        onsets.set(size, question.onset());
        alarms.set(size, question.alarm());
        size++;
        return true;
    }

    @Override
    public Question get(int i) {
        if (i >= size) {
            throw new IndexOutOfBoundsException(i);
        }
        return new Question(
                names.get(entities[i]),
                Instant.ofEpochMilli(moments[i]),
                chances[i],
                onsets.get(i),
                alarms.get(i),
                false);
    }

    @Override
    public int size() {
        return size;
    }
}
