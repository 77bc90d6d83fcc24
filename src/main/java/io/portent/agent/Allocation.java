package io.portent.agent;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a thread has allocated on the heap, as the JVM counts it. */
final class Allocation {
    private Allocation() {}

    /** Bytes since its start; 0 on a JVM that does not count. */
    static long ofThisThread() {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                ? threads.getCurrentThreadAllocatedBytes()
                : 0;
    }
}
