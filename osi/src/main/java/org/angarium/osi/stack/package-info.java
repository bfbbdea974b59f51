/**
 * The layers put together: one end of one association, octets and time in, octets and RTSE primitives out. No socket, thread or clock.
 */
@NullMarked
package org.angarium.osi.stack;

import org.jspecify.annotations.NullMarked;
