package io.portent.parse;

import java.util.ArrayList;
import java.util.List;

/** The patterns that frameworks and servers come with, compiled once for all parsers. */
final class UsualPatterns {
    private static final List<PatternFormat> ALL = new UsualPatterns().all;

    private final List<PatternFormat> all = new ArrayList<>();

    private UsualPatterns() {
        python();
        java();
        servers();
    }

    /** For one parser; in the order to prefer them. */
    static List<LineFormat> copies() {
        List<LineFormat> copies = new ArrayList<>();
        for (PatternFormat format : ALL) {
            copies.add(format.copy());
        }
        return copies;
    }

    private void pattern(String name, String pattern) {
        all.add(new PatternFormat(name + ": " + pattern.replace(TimePattern.ANY_ISO, "ISO8601"), pattern));
    }

    private void python() {
        pattern("Python, dashes", "%d{ANY_ISO} - %c - %p - %m%n");
        pattern("Python, basic", "%p:%c:%m%n");
        pattern("Python, gunicorn", "[%d{ANY_ISO}] [%pid] [%p] %m%n");
        pattern("Python, Flask", "[%d{ANY_ISO}] %p in %c: %m%n");
        pattern("Python, Celery", "[%d{ANY_ISO}: %p/%t] %m%n");
        pattern("Python, loguru", "%d{ANY_ISO} | %-8p | %c - %m%n");
    }

    /** The default patterns of Java's frameworks and servers. */
    private void java() {
        pattern("Spring Boot", "%d{ANY_ISO} %5p %pid --- [%t] %-40.40logger{39} : %m%n");
        pattern("WildFly, Quarkus", "%d{ANY_ISO} %-5p [%c] (%t) %m%n");
        pattern("class and line", "%d{ANY_ISO} [%t] %-5p %C{25}:%L - %m%n");
        pattern("logback basic", "%d{ANY_ISO} [%thread] %-5level %logger{36} - %msg%n");
        pattern("ZooKeeper", "%d{ANY_ISO} [myid:%X{myid}] - %-5p [%t] - %m%n");
        pattern("log4j", "%d{ANY_ISO} %-5p [%t] %c: %m%n");
        pattern("log4j, thread last", "%d{ANY_ISO} - %-5p [%t] - %m%n");
        pattern("logback, level first", "%d{ANY_ISO} %-5level [%thread] %logger - %msg%n");
        pattern("Kafka", "[%d{ANY_ISO}] %p %m (%c)%n");
        pattern("Elasticsearch", "[%d{ANY_ISO}][%-5p][%-25c{1.}] %m%n");
        pattern("Cassandra", "%-5level [%thread] %date{ANY_ISO} %F:%L - %msg%n");
        pattern("Dropwizard", "%-5p [%d{ANY_ISO}] %c: %m%n");
        pattern("Spark", "%d{yy/MM/dd HH:mm:ss} %p %c: %m%n");
        pattern("log4j TTCC", "%r [%t] %p %c - %m%n");
    }

    private void servers() {
        pattern("Apache's error log", "[%d{EEE MMM dd HH:mm:ss.SSS yyyy}] [%c:%p] [%t] %m%n");
        pattern("Apache's error log", "[%d{EEE MMM dd HH:mm:ss.SSS yyyy}] [%p] %m%n");
        pattern("nginx's error log", "%d{yyyy/MM/dd HH:mm:ss} [%p] %t: %m%n");
        all.add(new PatternFormat(
                "Redis",
                Log4jPattern.compile("%pid:%t %d{dd MMM yyyy HH:mm:ss.SSS} %p{DEBUG=., TRACE=-, INFO=*, WARN=#} %m%n")
                        .get(0)));
        pattern("OpenStack", "%d{ANY_ISO} %pid %p %c [%t] %m%n");
        pattern("Tomcat", "%d{dd-MMM-yyyy HH:mm:ss.SSS} %p [%t] %c %m%n");
        pattern("Hadoop 1", "%d{yyMMdd HHmmss} %pid %p %c: %m%n");
        pattern("Windows servicing", "%d{ANY_ISO}, %-21p %-6c %m%n");
        pattern("Android", "%d{MM-dd HH:mm:ss.SSS} %5pid %5tid %p %c: %m%n");
        pattern("Rails", "%t, [%d{ANY_ISO} #%pid] %5p -- %c: %m%n");
        pattern("zap's console", "%d{ANY_ISO}\\t%p\\t%c\\t%m%n");
        pattern("Proxifier", "[%d{MM.dd HH:mm:ss}] %X{program} - %m%n");
    }
}
