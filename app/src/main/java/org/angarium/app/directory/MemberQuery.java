package org.angarium.app.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.angarium.mta.config.DirectoryConfig;
import org.angarium.mta.config.MemberSearch;
import org.angarium.mta.directory.LookupException;
import org.angarium.mta.directory.Membership;
import org.angarium.x400.address.OrName;
import org.jspecify.annotations.Nullable;

/** The questions of one look-up over one connection, and what comes of the answers. */
final class MemberQuery {
  private final MemberSearch search;
  private final LDAPConnection connection;
  private final BooleanSupplier late;
  private final List<OrName> members = new ArrayList<>();
  private final List<String> unusable = new ArrayList<>();
  /** Distinguished names of members that are still to be looked at, and of all that ever were. */
  private final Deque<String> named = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();

  /** @param late whether the time of the look-up is over */
  MemberQuery(MemberSearch search, LDAPConnection connection, BooleanSupplier late) {
    this.search = search;
    this.connection = connection;
    this.late = late;
  }

  /** @throws LookupException if the directory answers, but not with the members of a list */
  Membership run() throws LDAPException {
    boolean groups = search.memberAttribute().isPresent();
    for (SearchResultEntry entry : entries()) {
      if (groups) {
        nameMembers(entry);
      } else {
        member(entry);
      }
    }
    while (!named.isEmpty()) {
      follow(named.remove());
    }
    if (members.isEmpty() && !unusable.isEmpty()) {
      throw new LookupException("none of " + unusable.size() + " members has a usable address; the first: "
          + unusable.getFirst(), true);
    }
    return new Membership(members, unusable);
  }

  private String[] attributes() {
    return search.memberAttribute().isPresent()
        ? new String[]{search.addressAttribute(), search.memberAttribute().get()}
        : new String[]{search.addressAttribute()};
  }

  private List<SearchResultEntry> entries() throws LDAPException {
    List<SearchResultEntry> entries = new ArrayList<>();
    SearchScope scope = switch (search.scope()) {
      case BASE -> SearchScope.BASE;
      case ONE -> SearchScope.ONE;
      case SUBTREE -> SearchScope.SUB;
    };
    SearchRequest request = new SearchRequest(new Collected(entries), search.base(), scope, search.filter(),
        attributes());
    int pageSize = search.directory().pageSize();
    if (pageSize == 0) {
      // One more than there may be tells that there are too many.
      request.setSizeLimit(search.maximumMembers() + 1);
    }
    ASN1OctetString next = null;
    do {
      if (pageSize > 0) {
        request.setControls(new SimplePagedResultsControl(pageSize, next));
      }
      next = cookie(answer(request, entries));
      refuseTooMany(entries.size());
    } while (next != null);
    return entries;
  }

  private SearchResult answer(SearchRequest request, List<SearchResultEntry> entries) throws LDAPException {
    try {
      return connection.search(request);
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
        refuseTooMany(entries.size());
      }
      throw e;
    }
  }

  private static @Nullable ASN1OctetString cookie(SearchResult result) throws LDAPException {
    SimplePagedResultsControl page = SimplePagedResultsControl.get(result);
    return page != null && page.moreResultsToReturn() ? page.getCookie() : null;
  }

  /** What the server sends, one by one. */
  private final class Collected implements SearchResultListener {
    private static final long serialVersionUID = 1;
    private final transient List<SearchResultEntry> entries;

    Collected(List<SearchResultEntry> entries) {
      this.entries = entries;
    }

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
      if (entries.size() <= search.maximumMembers()) {
        entries.add(entry);
      }
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {
      if (search.directory().referrals() != DirectoryConfig.Referrals.IGNORE) {
        throw new LookupException(
            "directory " + search.directory().name() + " says that other members are in "
                + String.join(" ", reference.getReferralURLs())
                + ": name that server in url, or set referrals to \"follow\" or \"ignore\"",
            false);
      }
    }
  }

  private void refuseTooMany(int count) {
    if (count > search.maximumMembers()) {
      throw new LookupException(
          "there are more than maximum-members = " + search.maximumMembers() + " members", true);
    }
  }

  private void nameMembers(Entry group) throws LDAPException {
    for (String name : new RangedValues(connection, search.memberAttribute().orElseThrow()).of(group)) {
      if (known.add(DN.isValidDN(name) ? DN.normalize(name) : name)) {
        named.add(name);
        refuseTooMany(known.size());
      }
    }
  }

  private void follow(String name) throws LDAPException {
    if (late.getAsBoolean()) {
      throw new LDAPException(ResultCode.TIMEOUT, "the look-up took longer than lookup-timeout");
    }
    SearchResultEntry entry;
    try {
      entry = connection.getEntry(name, attributes());
    } catch (LDAPException e) {
      if (!e.getResultCode().equals(ResultCode.INVALID_DN_SYNTAX)) {
        throw e;
      }
      unusable.add(name + ": is no distinguished name");
      return;
    }
    if (entry == null) {
      unusable.add(name + ": there is no such entry");
    } else if (entry.hasAttribute(search.addressAttribute())) {
      member(entry);
    } else if (RangedValues.areIn(entry, search.memberAttribute().orElseThrow())) {
      nameMembers(entry);
    } else {
      member(entry);
    }
  }

  private void member(Entry entry) {
    Attribute attribute = entry.getAttribute(search.addressAttribute());
    MemberAddresses addresses = MemberAddresses.of(
        attribute == null ? List.of() : List.of(attribute.getValues()), search.everyValue());
    String fault = addresses.fault(search.everyValue());
    if (fault != null) {
      unusable.add(entry.getDN() + ": " + fault);
    } else if (addresses.names().isEmpty()) {
      unusable.add(entry.getDN() + ": has no " + search.addressAttribute());
    }
    members.addAll(addresses.names());
    refuseTooMany(members.size());
  }
}
