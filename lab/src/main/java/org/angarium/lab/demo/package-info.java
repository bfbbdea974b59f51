/**
 * The demonstration: two MTAs, a line between them that breaks in every way, and an account of every message. Has no knowledge of protocols
 * of its own.
 */
@NullMarked
package org.angarium.lab.demo;

import org.jspecify.annotations.NullMarked;
