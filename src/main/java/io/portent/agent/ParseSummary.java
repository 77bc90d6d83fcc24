package io.portent.agent;

/**
 * What came of files, from lines to windows of a minute.
 *
 * @param bytes of log text, after decompression
 * @param allocated bytes on the heap, by all threads that worked on it
 */
public record ParseSummary(long bytes, long events, int templates, long windows, long allocated) {}
