package org.angarium.lab.simulation.planted;

import org.angarium.lab.simulation.Pieces;
import org.angarium.mta.association.ConnectorMachine;

/** Other connector machines. */
record WithMachine(ConnectorMachine.Maker machines) implements Pieces {}
