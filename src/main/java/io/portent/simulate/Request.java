package io.portent.simulate;

/** One request on its way. Mutable; owned by the simulation, which knows it in exactly one place at a time. */
final class Request {
    /** Where the request stands, and so what happens when its time comes. */
    enum Stage {
        ARRIVING,
        THINKING,
        QUERYING,
        CALLING,
        BACKING_OFF,
        WRITING
    }

    final Route route;
    /** Product, order or payment number. */
    final long number;
    /** 1 for the client's first try. */
    final int clientTry;

    Stage stage = Stage.ARRIVING;
    /** Milliseconds since the start of the simulation, as all times here. */
    long dueAt;

    long order;
    long arrivedAt;
    long waitingSince;
    /** Of the process that serves it: when the process dies, so do its requests. */
    int life;

    int worker = -1;
    boolean holdsConnection;
    int attempt;
    Upstream.Answer answer = Upstream.Answer.ACCEPTED;

    Request(Route route, long number, int clientTry) {
        this.route = route;
        this.number = number;
        this.clientTry = clientTry;
    }
}
