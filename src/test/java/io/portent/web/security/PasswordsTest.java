package io.portent.web.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordsTest {
    /** Of "test", from the guide to basic authentication of Prometheus. */
    static final String TEST = "$2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay";

    /** Vectors of crypt_blowfish. */
    private static final String U_STAR_U = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    private static final String LONG = "$2y$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";

    private final Passwords passwords = new Passwords(
            Map.of("prometheus", new BcryptHash(TEST), "u", new BcryptHash(U_STAR_U), "y", new BcryptHash(LONG)));

    @Test
    void hashesOfOtherPrograms_areVerified() {
        assertThat(passwords.verify(basic("prometheus", "test"))).isTrue();
        assertThat(passwords.verify(basic("u", "U*U"))).isTrue();
        String all = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        assertThat(passwords.verify(basic("y", all + "0123456789chars after 72 are ignored")))
                .isTrue();
        assertThat(passwords.verify(basic("y", all + "012345678"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"prometheus,Test", "prometheus,''", "prometheus,'test '", "nobody,test", "'',test", "Prometheus,test"})
    void whatIsNotBoth_isRefused(String user, String password) {
        assertThat(passwords.verify(basic(user, password))).isFalse();
        assertThat(passwords.remember(basic(user, password))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!!!", "Bearer dGVzdA==", "Basic dGVzdA==", "dGVzdDp0ZXN0"})
    void whatIsNoCredentials_costsNothing(String header) {
        assertThat(Passwords.areGiven(header)).isFalse();
        assertThat(passwords.verify(header)).isFalse();
    }

    @Test
    void noHeader_andAHugeOne_areNoCredentials() {
        assertThat(Passwords.areGiven(null)).isFalse();
        assertThat(Passwords.areGiven(basic("a", "b".repeat(2000)))).isFalse();
        assertThat(Passwords.areGiven(basic("a", "b:c"))).isTrue();
    }

    @Test
    void whatWasRight_isRemembered_andNothingElseIs() {
        assertThat(passwords.remember(basic("u", "U*U"))).isFalse();
        assertThat(passwords.verify(basic("u", "U*U"))).isTrue();
        assertThat(passwords.remember(basic("u", "U*U"))).isTrue();
        assertThat(passwords.verify(basic("u", "U*V"))).isFalse();
        assertThat(passwords.remember(basic("u", "U*V"))).isFalse();
        assertThat(passwords.remember(basic("y", "U*U"))).isFalse();
        assertThat(passwords.remember(null)).isFalse();
        assertThat(passwords.remember(basic("u", "U*U"))).isTrue();
    }

    /** Else its quick refusal would tell that it is unknown. */
    @Test
    void anUnknownName_costsTheDearestOfTheKnownOnes() {
        BcryptHash cheap = new BcryptHash("$2y$04" + TEST.substring(6));
        BcryptHash dear = new BcryptHash(TEST);
        assertThat(cheap.cost()).isLessThan(dear.cost());
        Passwords two = new Passwords(Map.of("cheap", cheap, "dear", dear));
        assertThat(two.computed("nobody")).isEqualTo(dear);
        assertThat(two.computed("cheap")).isEqualTo(cheap);
    }

    @ParameterizedTest
    @CsvSource({
        "$2y$31$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui, must have a cost from 4 to 14",
        "$2y$15$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui, must have a cost from 4 to 14",
        "$2y$03$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui, must have a cost from 4 to 14",
        "$2x$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui, must be a bcrypt hash",
        "test, must be a bcrypt hash",
        "$apr1$abc, must be a bcrypt hash",
    })
    void whatIsNoHashOrTooDear_isRefused_andNotQuoted(String text, String why) {
        assertThatThrownBy(() -> new BcryptHash(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(why)
                .hasMessageNotContaining(text);
    }

    @Test
    void nothingIsShown() {
        assertThat(new BcryptHash(TEST)).hasToString("***");
        assertThat(passwords).hasToString("3 users");
    }

    static String basic(String user, @Nullable String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }
}
