package io.portent.agent;
/** placeholder */
final class Demo {
    private Demo() {}
}
