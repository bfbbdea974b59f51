package org.angarium.mta.association;

import org.angarium.osi.rtse.OpenProposal;
import org.angarium.x400.p1.MtaBind;

/**
 * A peer that wants to open an association.
 *
 * @param bind who it says it is
 * @param address where it calls from, for people
 */
public record BindRequest(OpenProposal proposal, MtaBind bind, String address) {}
