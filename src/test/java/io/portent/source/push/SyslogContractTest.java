package io.portent.source.push;

/** Lines to a port of syslog are lines. */
final class SyslogContractTest extends TcpContractTest {
    @Override
    Listener.Protocol protocol() {
        return Listener.Protocol.SYSLOG;
    }
}
