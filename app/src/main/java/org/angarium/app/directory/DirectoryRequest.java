package org.angarium.app.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.angarium.mta.config.DirectoryConfig;
import org.angarium.mta.config.MemberSearch;
import org.angarium.mta.directory.LookupException;
import org.angarium.mta.directory.Membership;

/** One look-up, with whichever server of the directory answers. */
final class DirectoryRequest {
  private final MemberSearch search;
  private final DirectoryConfig directory;
  private final ScheduledExecutorService deadlines;
  private final long end;

  DirectoryRequest(MemberSearch search, ScheduledExecutorService deadlines) {
    this.search = search;
    this.directory = search.directory();
    this.deadlines = deadlines;
    this.end = System.nanoTime() + directory.lookupTimeout().toNanos();
  }

  /** @throws LookupException if no server tells the members in time */
  Membership members() {
    List<String> failures = new ArrayList<>();
    for (DirectoryConfig.Server server : directory.servers()) {
      if (left().isNegative() || left().isZero()) {
        failures.add("no time is left for " + server);
        break;
      }
      try {
        return members(server);
      } catch (LDAPException e) {
        failures.add(server + ": " + said(e));
        if (!anotherServerMayDo(e.getResultCode())) {
          throw new LookupException(told(failures), e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT));
        }
      } catch (IOException | GeneralSecurityException e) {
        failures.add(server + ": " + e.getMessage());
      }
    }
    throw new LookupException(told(failures), false);
  }

  private Membership members(DirectoryConfig.Server server)
      throws LDAPException, IOException, GeneralSecurityException {
    AtomicBoolean late = new AtomicBoolean();
    BoundedSockets sockets = DirectoryServer.sockets(directory, server);
    Future<?> deadline = deadlines.schedule(() -> {
      late.set(true);
      sockets.closeAll();
    }, left().toNanos(), TimeUnit.NANOSECONDS);
    try (LDAPConnection connection = DirectoryServer.connect(directory, server, sockets)) {
      return new MemberQuery(search, connection, late::get).run();
    } catch (LDAPException e) {
      throw late.get()
          ? new LDAPException(ResultCode.TIMEOUT, "the look-up took longer than lookup-timeout", e)
          : e;
    } finally {
      deadline.cancel(false);
    }
  }

  private Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }

  private String told(List<String> failures) {
    return "directory " + directory.name() + ": " + String.join("; ", failures);
  }

  /** The message of the library goes over several lines sometimes. */
  private static String said(LDAPException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    String referral = e.getReferralURLs().length > 0
        ? "; it refers to " + String.join(" ", e.getReferralURLs())
            + ": name that server in url, or set referrals to \"follow\" or \"ignore\""
        : "";
    return e.getResultCode().getName() + ", " + message + referral;
  }

  private static boolean anotherServerMayDo(ResultCode code) {
    return !code.isClientSideResultCode()
        ? code.equals(ResultCode.BUSY) || code.equals(ResultCode.UNAVAILABLE) || code.equals(ResultCode.OTHER)
            || code.equals(ResultCode.OPERATIONS_ERROR) || code.equals(ResultCode.UNWILLING_TO_PERFORM)
        : !code.equals(ResultCode.FILTER_ERROR);
  }
}
