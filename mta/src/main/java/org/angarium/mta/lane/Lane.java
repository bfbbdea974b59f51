package org.angarium.mta.lane;

import java.util.concurrent.Executor;

/** Runs tasks one at a time in the order they were given; tasks of different lanes may run side by side. */
public interface Lane extends Executor {}
