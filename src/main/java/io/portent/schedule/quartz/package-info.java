/** Schedules by Quartz. The one place that names it. */
@NullMarked
package io.portent.schedule.quartz;

import org.jspecify.annotations.NullMarked;
