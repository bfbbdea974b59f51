/**
 * The formal model of association recovery and what runs it: TLA+ modules as resources, TLC in a process of its own, its verdicts. What
 * the model says belongs into the modules; nothing here knows a protocol.
 */
@NullMarked
package org.angarium.lab.model;

import org.jspecify.annotations.NullMarked;
