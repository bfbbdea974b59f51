package org.angarium.lab.demo;

import org.jspecify.annotations.Nullable;

/**
 * How the MTAs came through one fault.
 *
 * @param caught the message that was being transferred when it came
 * @param caughtOctets how much of that had passed
 * @param caughtOf its length
 * @param waiting messages that waited in both MTAs when the network came back
 * @param outageSeconds from the fault to "network back"
 * @param recoverySeconds from there to the first message delivered; null if none was until somebody restarted an MTA
 */
record FaultOutcome(DemoFault fault, String caught, long caughtOctets, long caughtOf, int waiting,
    double outageSeconds, @Nullable Double recoverySeconds) {}
