package org.angarium.mta.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Members of a list that an LDAP directory knows. Either the entry of a group is read, whose members are entries with an address, or
 * entries with an address are searched.
 *
 * @param host name or IP address of the server
 * @param group distinguished name of the group; empty if members are searched
 * @param base where the search starts; empty if a group is read
 * @param filter which entries are members
 * @param memberAttribute holds the distinguished names of a group's members
 * @param addressAttribute holds the O/R address of a member, as text
 * @param bindDn who we are to the server; empty for nobody
 * @param timeout bounds the whole look-up
 */
public record LdapMembersConfig(String host, int port, Optional<String> group, Optional<String> base,
    String filter, String memberAttribute, String addressAttribute, Optional<String> bindDn,
    Optional<Password> password, Duration timeout) {}
