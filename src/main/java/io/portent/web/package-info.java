/** The agent over HTTP: metrics, probes, the landing page, the last forecasts. The one place that names the JDK's HTTP server. */
@NullMarked
package io.portent.web;

import org.jspecify.annotations.NullMarked;
