package io.portent.cli;

import io.portent.explain.Cause;
import io.portent.explain.Explanation;
import io.portent.explain.ExplanationText;
import io.portent.explain.LoggedLine;
import org.jspecify.annotations.Nullable;

/** An explanation on the terminal of the machine that has the logs. */
final class WhyText {
    private WhyText() {}

    static String of(@Nullable Explanation why) {
        if (why == null) {
            return String.format("  why: nothing worse is forecast than what is observed%n");
        }
        StringBuilder text = new StringBuilder();
        text.append(String.format("  why: %s%n", ExplanationText.chance(why)));
        for (Cause cause : why.causes()) {
            text.append(String.format("    %s%n", ExplanationText.cause(cause, true)));
            for (LoggedLine line : cause.lines()) {
                text.append(String.format("      %s:%d  %s%n", line.file(), line.line(), line.text()));
            }
        }
        String like = ExplanationText.resemblance(why.resembles());
        text.append(
                String.format("  %s%n", like == null ? "Compared with no past incident: there is no store." : like));
        return text.toString();
    }
}
