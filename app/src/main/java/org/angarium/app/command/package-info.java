/**
 * The commands of the command line, one class each: options, one request, what is printed. No protocol and no HTTP here.
 */
@NullMarked
package org.angarium.app.command;

import org.jspecify.annotations.NullMarked;
