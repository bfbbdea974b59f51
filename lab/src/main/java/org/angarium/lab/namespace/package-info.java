/**
 * Hosts and lines of an experiment: network namespaces of the Linux kernel, and between them a line through which every frame is handed on
 * by this program. Knows frames and TCP; what flows in TCP is read elsewhere. All of it ends with this process, however that ends.
 */
@NullMarked
package org.angarium.lab.namespace;

import org.jspecify.annotations.NullMarked;
