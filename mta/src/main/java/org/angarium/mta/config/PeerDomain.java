package org.angarium.mta.config;

/** What is known of the management domain of a connector's peer; internal trace is for MTAs of our own domain only. */
public enum PeerDomain {
  /** Our own, or at least it may be. */
  OWN,
  /** Another one, as all addresses reached over the connector lie in other domains. */
  SUPPOSED_OTHER,
  /** Another one: the configuration says so. */
  OTHER
}
