package io.portent.simulate;

import static io.portent.simulate.Line.debug;
import static io.portent.simulate.Line.error;
import static io.portent.simulate.Line.info;
import static io.portent.simulate.Line.warn;

/** What pool, collector, disk, batch and start-up log. */
final class SystemLine {
    private static final String HIKARI = "com.zaxxer.hikari.pool.HikariPool";
    private static final String POOL = "com.shop.data.ConnectionTimer";
    private static final String SQL = "com.shop.data.SlowQueryLog";
    private static final String GC = "com.shop.ops.GcLog";
    private static final String DISK = "com.shop.ops.DiskCheck";
    private static final String JOURNAL = "com.shop.order.OrderJournal";
    private static final String BATCH = "com.shop.batch.NightlyJob";
    private static final String APP = "com.shop.ShopApplication";

    static final Line POOL_STATS = debug(
            HIKARI,
            "shop-pool - Pool stats (total={}, active={pool_active}, idle={pool_idle}, waiting={pool_waiting})");
    static final Line POOL_TIGHT =
            warn(HIKARI, "shop-pool - {pool_idle} of {} connections idle, {pool_waiting} waiting");
    static final Line POOL_WAIT =
            warn(POOL, "Waited {wait_ms} ms for a connection (active={pool_active}, waiting={pool_waiting})");
    static final Line POOL_TIMEOUT = error(POOL, "No connection for {path} within {wait_ms} ms");
    static final Line LEAK_SUSPECT = warn(
            "com.zaxxer.hikari.pool.ProxyLeakTask",
            "Connection leak detection triggered for conn{} on thread {}, stack trace follows");
    static final Line POOL_EVICTED =
            debug(HIKARI, "shop-pool - Closing connection conn{}: (connection has passed maxLifetime)");
    static final Line POOL_ADDED = debug(HIKARI, "shop-pool - Added connection conn{}");
    static final Line POOL_STARTING = info("com.zaxxer.hikari.HikariDataSource", "shop-pool - Starting...");
    static final Line POOL_STARTED = info("com.zaxxer.hikari.HikariDataSource", "shop-pool - Start completed.");
    static final Line POOL_STOPPED = info("com.zaxxer.hikari.HikariDataSource", "shop-pool - Shutdown completed.");
    static final Line SLOW_QUERY = warn(SQL, "Slow query ({duration_ms} ms): {}");
    static final Line DEADLOCK =
            warn("com.shop.data.RetryTemplate", "Deadlock detected on order {}, transaction repeated");
    static final Line ANALYZED = info("com.shop.data.Maintenance", "ANALYZE stock_level finished in {duration_ms} ms");
    static final Line VACUUM = info("com.shop.data.Maintenance", "Autovacuum of {} removed {} dead rows");

    static final Line GC_YOUNG =
            info(GC, "GC({}) Pause Young (Normal) {gc_before_mb}M->{gc_after_mb}M({}M) {gc_pause_ms} ms");
    static final Line GC_MIXED =
            info(GC, "GC({}) Pause Young (Mixed) {gc_before_mb}M->{gc_after_mb}M({}M) {gc_pause_ms} ms");
    static final Line GC_FULL =
            warn(GC, "GC({}) Pause Full (Allocation Failure) {gc_before_mb}M->{gc_after_mb}M({}M) {gc_pause_ms} ms");
    static final Line JVM_PAUSED = warn("com.shop.ops.PauseDetector", "JVM stood still for {gc_pause_ms} ms");
    static final Line HEAP_STATS = info(
            "com.shop.metrics.HeapReporter",
            "heap: used {heap_used_mb} MB, ratio {heap_used_ratio}, {gc_count} collections");
    static final Line HEAP_HIGH =
            warn("com.shop.metrics.HeapReporter", "Heap usage after collection is above threshold: {heap_used_ratio}");
    static final Line OUT_OF_MEMORY = error("com.shop.web.ErrorHandler", "Handler dispatch failed for {path}");

    static final Line DISK_STATS = info(DISK, "disk /data: used ratio {disk_used_ratio}, free {disk_free_gb} GB");
    static final Line DISK_HIGH =
            warn(DISK, "Disk space on /data is low: used ratio {disk_used_ratio}, free {disk_free_gb} GB");
    static final Line DISK_VERY_HIGH = warn(
            DISK,
            "Disk space on /data is below the high watermark: used ratio {disk_used_ratio}, free {disk_free_gb} GB");
    static final Line DISK_CRITICAL =
            error(DISK, "Disk space on /data is critical: used ratio {disk_used_ratio}, free {disk_free_gb} GB");
    static final Line JOURNAL_SLOW = warn(JOURNAL, "Writing entry {} took {duration_ms} ms");
    static final Line JOURNAL_FAILED = error(JOURNAL, "Entry {} could not be written");
    static final Line LOGS_ROTATED = info("com.shop.ops.LogRotation", "Removed {} old files, freed {} GB");
    static final Line EXPORTS_PURGED = info("com.shop.ops.ExportCleaner", "Purged /data/exports, freed {} GB");

    static final Line BATCH_STARTED = info(BATCH, "Nightly job {} started, {} rows to do");
    static final Line BATCH_CHUNK = info("com.shop.batch.ChunkStep", "Chunk {} written in {duration_ms} ms");
    static final Line BATCH_CHUNK_SLOW =
            warn("com.shop.batch.ChunkStep", "Chunk {} took {duration_ms} ms, lowering the commit interval to {}");
    static final Line BATCH_SKIPPED = warn("com.shop.batch.SkipListener", "Skipped row {}: unknown article {}");
    static final Line BATCH_LOCK = warn("com.shop.batch.ChunkStep", "Row lock on stock_level not obtained, retry {}");
    static final Line BATCH_DONE = info(BATCH, "Nightly job {} finished with {} skipped rows");
    static final Line REPORT_STARTED = info("com.shop.report.ReportBuilder", "Building report '{}' over {} orders");
    static final Line REPORT_DONE = info("com.shop.report.ReportBuilder", "Report '{}' done in {} s");

    static final Line STOPPING = info(
            "org.springframework.boot.web.embedded.tomcat.GracefulShutdown",
            "Commencing graceful shutdown. Waiting for active requests to complete");
    static final Line STOP_ABORTED = warn(
            "org.springframework.boot.web.embedded.tomcat.GracefulShutdown",
            "Graceful shutdown aborted with {} requests still active");
    static final Line STARTING =
            info(APP, "Starting ShopApplication v{} using Java 17.0.14 with PID 1 (/app/shop.jar)");
    static final Line PROFILE = info(APP, "The following 1 profile is active: \"production\"");
    static final Line MIGRATED =
            info("org.flywaydb.core.internal.command.DbMigrate", "Schema \"shop\" is up to date at version {}");
    static final Line TOMCAT = info(
            "org.springframework.boot.web.embedded.tomcat.TomcatWebServer",
            "Tomcat started on port 8080 (http) with context path ''");
    static final Line STARTED = info(APP, "Started ShopApplication in {startup_s} seconds (process running for {})");
    static final Line CACHE_COLD =
            warn("com.shop.catalog.ProductCache", "Cache is cold, {} entries of the last run lost");
    static final Line FEATURE = info("com.shop.ops.FeatureToggles", "Toggle {} is {}");
    static final Line CONFIG = info("com.shop.ops.ConfigWatcher", "Configuration re-read, {} of {} keys changed");

    private SystemLine() {}
}
