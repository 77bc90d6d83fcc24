package io.portent.cli;

import io.portent.codec.CodecProvider;
import io.portent.codec.Codecs;
import io.portent.health.HealthState;
import io.portent.model.NetworkKind;
import io.portent.parse.FormatKind;
import io.portent.text.UpdaterKind;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Values that a shell offers for an option, written as the configuration and the documents write them. */
abstract class Candidates implements Iterable<String> {
    private final List<String> names;

    private Candidates(Stream<String> names) {
        this.names = names.toList();
    }

    @Override
    public final Iterator<String> iterator() {
        return names.iterator();
    }

    static final class Formats extends Candidates {
        Formats() {
            super(Stream.of(FormatKind.values()).map(FormatArguments::name));
        }
    }

    static final class States extends Candidates {
        States() {
            super(Stream.of(HealthState.values()).map(HealthState::label));
        }
    }

    /** Of a model of health. */
    static final class Networks extends Candidates {
        Networks() {
            super(Stream.concat(
                    Stream.of("auto"), Stream.of(NetworkKind.values()).map(NetworkKind::label)));
        }
    }

    /** Of a model that writes. */
    static final class TextNetworks extends Candidates {
        TextNetworks() {
            super(NetworkKind.forward().stream().map(NetworkKind::label));
        }
    }

    static final class Updaters extends Candidates {
        Updaters() {
            super(Stream.of(UpdaterKind.values()).map(UpdaterKind::label));
        }
    }

    static final class Choices extends Candidates {
        Choices() {
            super(Stream.of("hard", "soft"));
        }
    }

    static final class CodecNames extends Candidates {
        CodecNames() {
            super(Codecs.all().stream().map(CodecProvider::name));
        }
    }
}
