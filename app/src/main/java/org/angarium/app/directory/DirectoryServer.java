package org.angarium.app.directory;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.angarium.mta.config.DirectoryConfig;
import org.jspecify.annotations.Nullable;

/** How a server of a directory is reached: connected, secured, bound. */
final class DirectoryServer {
  private DirectoryServer() {}

  /** The sockets that {@link #connect} is to use. */
  static BoundedSockets sockets(DirectoryConfig directory, DirectoryConfig.Server server)
      throws IOException, GeneralSecurityException {
    return new BoundedSockets(
        server.tls() ? tls(directory).getSocketFactory() : SocketFactory.getDefault(),
        (int) directory.timeout().toMillis());
  }

  /** @param sockets closed, they end whatever this waits for */
  static LDAPConnection connect(DirectoryConfig directory, DirectoryConfig.Server server,
      BoundedSockets sockets) throws LDAPException, IOException, GeneralSecurityException {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    int timeout = (int) directory.timeout().toMillis();
    options.setConnectTimeoutMillis(timeout);
    options.setResponseTimeoutMillis(timeout);
    // Without a reader thread the socket itself bounds each wait.
    options.setUseSynchronousMode(true);
    options.setFollowReferrals(directory.referrals() == DirectoryConfig.Referrals.FOLLOW);
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    LDAPConnection connection = new LDAPConnection(sockets, options, server.host(), server.port());
    try {
      if (directory.startTls()) {
        ExtendedResult secured = connection
            .processExtendedOperation(new StartTLSExtendedRequest(tls(directory)));
        if (!secured.getResultCode().equals(ResultCode.SUCCESS)) {
          throw new LDAPException(secured);
        }
      }
      if (directory.bindDn().isPresent()) {
        connection.bind(new SimpleBindRequest(directory.bindDn().get(), password(directory)));
      }
      return connection;
    } catch (LDAPException | IOException | GeneralSecurityException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static String password(DirectoryConfig directory) throws IOException {
    if (directory.passwordFile().isEmpty()) {
      return directory.password().map(password -> password.text()).orElse("");
    }
    Path file = directory.passwordFile().get();
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty() ? "" : lines.getFirst();
    } catch (IOException e) {
      throw new IOException("the password file " + file + " cannot be read: " + e, e);
    }
  }

  private static SSLContext tls(DirectoryConfig directory) throws IOException, GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(directory.trust().isPresent() ? trusted(directory.trust().get()) : null);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static @Nullable KeyStore trusted(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(file)) {
      int number = 0;
      for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("trusted-" + number++, certificate);
      }
      if (number == 0) {
        throw new IOException("the file " + file + " holds no certificate");
      }
    }
    return store;
  }
}
