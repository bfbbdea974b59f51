/**
 * Submissions as programs write them: the JSON form of an envelope, and requests that carry it together with the content octets. Submits
 * nothing. The form is told in docs/http-api.md.
 */
@NullMarked
package org.angarium.app.submission;

import org.jspecify.annotations.NullMarked;
