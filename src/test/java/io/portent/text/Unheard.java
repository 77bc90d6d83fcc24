package io.portent.text;

/** Training that nobody listens to. */
public final class Unheard implements TextListener {
    @Override
    public boolean stop() {
        return false;
    }

    @Override
    public void info(TextProgress progress) {}

    @Override
    public void sample(TextProgress progress, String text) {}

    @Override
    public void epoch(TextProgress progress) {}

    @Override
    public void backup(TextBundle<?> bundle) {}
}
