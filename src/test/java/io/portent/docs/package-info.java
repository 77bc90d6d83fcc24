/** What lies beside the code, dashboards, alerts, image and documents, held against the code. */
@NullMarked
package io.portent.docs;

import org.jspecify.annotations.NullMarked;
