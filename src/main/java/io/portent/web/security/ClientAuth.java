package io.portent.web.security;

import java.util.Arrays;
import java.util.List;

/** What is asked of a client's certificate, by the names that Go's TLS and so the exporter toolkit have for it. */
public enum ClientAuth {
    NONE("NoClientCert", false, false, false),
    REQUEST("RequestClientCert", true, false, false),
    REQUIRE_ANY("RequireAnyClientCert", true, true, false),
    VERIFY_IF_GIVEN("VerifyClientCertIfGiven", true, false, true),
    REQUIRE_AND_VERIFY("RequireAndVerifyClientCert", true, true, true);

    private final String goName;
    private final boolean asked;
    private final boolean required;
    private final boolean verified;

    ClientAuth(String goName, boolean asked, boolean required, boolean verified) {
        this.goName = goName;
        this.asked = asked;
        this.required = required;
        this.verified = verified;
    }

    public String goName() {
        return goName;
    }

    boolean asked() {
        return asked;
    }

    public boolean required() {
        return required;
    }

    /** Whether it must come from a client CA. */
    public boolean verified() {
        return verified;
    }

    public static List<String> goNames() {
        return Arrays.stream(values()).map(ClientAuth::goName).toList();
    }
}
