@NullMarked
package io.portent.report;

import org.jspecify.annotations.NullMarked;
