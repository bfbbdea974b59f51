/**
 * The MTAs of an experiment as their configurations know them, and the mail between two of them: made here, written down when an MTA has taken it, looked for in the mailboxes afterwards, and
 * measured on the line. What is done to the line meanwhile lives elsewhere.
 */
@NullMarked
package org.angarium.lab.mail;

import org.jspecify.annotations.NullMarked;
