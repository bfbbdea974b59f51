package org.angarium.mta.config;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param line from 1; 0 if it concerns the whole file
 * @param column from 1; 0 if it concerns the whole file
 * @param text where, what, what is wrong, what is allowed and what the key means
 */
public record ConfigProblem(int line, int column, String text) {}
