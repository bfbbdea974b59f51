/**
 * The simulator: histories of whole MTAs on virtual time, a simulated network and simulated disks, each from one seed. The code under
 * test is the product's; nothing of the product is imitated here.
 */
@NullMarked
package org.angarium.lab.simulation;

import org.jspecify.annotations.NullMarked;
