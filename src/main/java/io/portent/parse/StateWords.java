package io.portent.parse;

import java.util.Locale;
import java.util.Set;

/**
 * Words whose change changes what happened: {@code VM started} and {@code VM paused} are two templates, however alike.
 * Also the small words of grammar, which are never parameters.
 */
final class StateWords {
    private static final Set<String> WORDS = Set.of(
            ("start started starting starts stop stopped stopping stops restart restarted restarting pause paused pausing"
                            + " resume resumed resuming suspend suspended running idle begin began begins beginning end ended"
                            + " ending ends finish finished finishing finishes complete completed completing completes done"
                            + " open opened opening close closed closing connect connected connecting disconnect disconnected"
                            + " disconnecting create created creating creates delete deleted deleting deletes remove removed"
                            + " removing add added adding update updated updating insert inserted load loaded loading unload"
                            + " unloaded unloading read reading write written writing send sending sent receive received"
                            + " receiving accept accepted accepting reject rejected rejecting refuse refused deny denied grant"
                            + " granted allow allowed enable enabled enabling disable disabled disabling up down online offline"
                            + " on off true false yes no ok okay success successful successfully succeeded fail failed failing"
                            + " fails failure failures error errors warn warning fatal critical info invalid valid unknown lost"
                            + " found missing timeout timed expired expire expiring healthy unhealthy alive dead ready"
                            + " registered registering unregistered deregistered lock locked unlock unlocked acquire acquired"
                            + " release released allocate allocated free freed increase increased decrease decreased retry"
                            + " retrying abort aborted aborting cancel cancelled canceled commit committed rollback login"
                            + " logout join joined leave left leaving enter entering exit exited exiting kill killed killing"
                            + " crash crashed recover recovered recovering active inactive initialized initializing initialize"
                            + " destroyed destroying destroy mounted unmounted attached detached bound unbound terminated"
                            + " terminating terminate startup shutdown input output read-only single not the a an is are was be"
                            + " to from of in into at for by with without and or if while when before after over under than as"
                            + " has have had been will would can cannot could should must does did this that it its")
                    .split(" "));

    private StateWords() {}

    static boolean[] among(String[] words) {
        boolean[] among = new boolean[words.length];
        for (int i = 0; i < words.length; i++) {
            among[i] = contains(words[i]);
        }
        return among;
    }

    static boolean contains(String token) {
        int from = 0;
        int to = token.length();
        while (from < to && !Character.isLetterOrDigit(token.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetterOrDigit(token.charAt(to - 1))) {
            to--;
        }
        return to - from <= 13 && WORDS.contains(token.substring(from, to).toLowerCase(Locale.ROOT));
    }
}
