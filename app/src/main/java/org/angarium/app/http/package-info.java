/**
 * HTTP on the loopback address as the interfaces of this program speak it: a token with every request, resources by path, JSON answers,
 * errors that name what is wrong. Knows nothing of mail.
 */
@NullMarked
package org.angarium.app.http;

import org.jspecify.annotations.NullMarked;
