package io.portent.parse;

/**
 * {@code 2024-03-05T10:11:12.123456789Z stdout F order paid}: what containerd and CRI-O write below /var/log/containers. A
 * line longer than the runtime's buffer comes in parts, {@code P} each but the last.
 */
final class CriEnvelope implements Envelope {
    @Override
    public boolean open(String line, Opened into) {
        if (line.length() < 20 || line.charAt(10) != 'T') {
            return false;
        }
        int time = IsoTime.read(line, 0, into.time);
        if (time < 0 || into.time.offset == TimeFields.NO_OFFSET) {
            return false;
        }
        boolean out = line.startsWith(" stdout ", time);
        int tag = time + 8;
        if ((!out && !line.startsWith(" stderr ", time)) || tag >= line.length()) {
            return false;
        }
        char kind = line.charAt(tag);
        int end = line.indexOf(' ', tag);
        boolean sound = kind == 'F' || kind == 'P';
        if (!sound || (tag + 1 < line.length() && line.charAt(tag + 1) != ' ' && line.charAt(tag + 1) != ':')) {
            return false;
        }
        into.stream = out ? "stdout" : "stderr";
        into.partial = kind == 'P';
        into.text = end < 0 ? "" : line.substring(end + 1);
        return true;
    }

    @Override
    public String describe() {
        return "cri";
    }
}
