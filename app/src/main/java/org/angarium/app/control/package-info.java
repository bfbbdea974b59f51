/**
 * The control interface of a running MTA: JSON over HTTP on the loopback address, its server and its client. Decides nothing about
 * messages or associations, and prints nothing for people.
 */
@NullMarked
package org.angarium.app.control;

import org.jspecify.annotations.NullMarked;
