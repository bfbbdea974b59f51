/**
 * What became of every message, step by step: the vocabulary of message tracking, how steps are written, found and put together. Values
 * only; the store keeps them.
 */
@NullMarked
package org.angarium.mta.tracking;

import org.jspecify.annotations.NullMarked;
