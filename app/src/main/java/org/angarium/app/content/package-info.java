/** What a content says, as values that become JSON. */
@NullMarked
package org.angarium.app.content;

import org.jspecify.annotations.NullMarked;
