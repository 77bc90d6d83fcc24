/** The store in SQLite (one agent, one file) or PostgreSQL (a fleet). The one package that knows SQL. */
@NullMarked
package io.portent.store.jdbc;

import org.jspecify.annotations.NullMarked;
