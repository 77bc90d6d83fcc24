package io.portent.simulate;

/** Why a request got no answer, and the status its client saw. */
enum Failure {
    /** The load balancer found no process. */
    REFUSED(503),
    REJECTED(503),
    CLIENT_GONE(499),
    NO_CONNECTION(500),
    PROVIDER_TIMEOUT(504),
    PROVIDER_UNAVAILABLE(502),
    NO_SPACE(500),
    OUT_OF_MEMORY(500);

    final int status;

    Failure(int status) {
        this.status = status;
    }
}
