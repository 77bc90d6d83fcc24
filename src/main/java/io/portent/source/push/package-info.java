/** Lines that others send: a bounded queue, and what fills it from sockets, standard input and HTTP requests. */
@NullMarked
package io.portent.source.push;

import org.jspecify.annotations.NullMarked;
