package io.portent.codec;

import io.portent.model.NetworkKind;
import io.portent.text.LearntByHeart;
import java.util.Map;

/** What a process with the example beside the agent sees and does; started by {@link CodecExampleTest}. */
final class ExampleUser {
    private ExampleUser() {}

    public static void main(String[] arguments) {
        Codecs.all().forEach(codec -> System.out.println("codec " + codec.name()));
        LearntByHeart learnt =
                LearntByHeart.of("codons", Map.of(), "ATGGCCTTATGCTAA".repeat(20), NetworkKind.GRU, 10, 60, 1);
        System.out.println("learnt " + learnt.after("ATG", 9));
    }
}
