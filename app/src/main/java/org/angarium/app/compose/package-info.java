/**
 * Makes the content of a message from what a local user gives: a text, or a file of any size. Submits nothing.
 */
@NullMarked
package org.angarium.app.compose;

import org.jspecify.annotations.NullMarked;
