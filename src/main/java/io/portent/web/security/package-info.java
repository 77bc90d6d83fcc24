/** Who may ask the agent over HTTP, and how it is encrypted: certificates, passwords, limits by address. Serves nothing itself. */
@NullMarked
package io.portent.web.security;

import org.jspecify.annotations.NullMarked;
