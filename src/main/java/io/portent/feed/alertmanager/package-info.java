/** Notifications of Alertmanager to labels. */
@NullMarked
package io.portent.feed.alertmanager;

import org.jspecify.annotations.NullMarked;
