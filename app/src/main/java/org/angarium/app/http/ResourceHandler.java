package org.angarium.app.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.angarium.mta.NotNowException;
import org.angarium.mta.RequestException;
import org.angarium.mta.store.StoreException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Checks the token, finds the resource of a request, and turns what goes wrong into an answer. */
final class ResourceHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(ResourceHandler.class);
  private static final int UNAUTHORIZED = 401;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int INTERNAL_ERROR = 500;

  private static final String BEARER = "Bearer ";

  private final TokenHolders holders;
  private final JsonMapper json;

  ResourceHandler(TokenHolders holders, JsonMapper json) {
    this.holders = holders;
    this.json = json;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      Exchange exchange = new Exchange(request, response, json);
      answer(request, exchange);
      callback.succeeded();
    } catch (IOException | RuntimeException e) {
      // The answer cannot be given or completed: the reader has gone, or its parameters are no text.
      LOG.debug("request {} failed", request.getHttpURI(), e);
      callback.failed(e);
    }
    return true;
  }

  private void answer(Request request, Exchange exchange) throws IOException {
    try {
      Optional<List<Route>> routes = holders.routes(token(request));
      if (routes.isEmpty()) {
        refuse(exchange, UNAUTHORIZED, "the token is missing or wrong; " + holders.whereTheTokenIs(), null);
        return;
      }
      dispatch(request, exchange, routes.get());
    } catch (Refusal e) {
      refuse(exchange, e.status(), e.getMessage(), e.field());
    } catch (NotNowException e) {
      refuse(exchange, Exchange.UNAVAILABLE, e.getMessage(), null);
    } catch (RequestException e) {
      refuse(exchange, Refusal.UNPROCESSABLE, e.getMessage(), null);
    } catch (StoreException e) {
      refuse(exchange, Exchange.UNAVAILABLE, e.getMessage(), null);
    } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
      LOG.error("request {} failed", request.getHttpURI(), e);
      refuse(exchange, INTERNAL_ERROR, "the MTA failed to answer: " + e.getMessage(), null);
    }
  }

  /** Empty if the request has none. */
  private static String token(Request request) {
    String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return given != null && given.startsWith(BEARER) ? given.substring(BEARER.length()) : "";
  }

  private static void dispatch(Request request, Exchange exchange, List<Route> routes)
      throws IOException, Refusal, RequestException {
    List<String> path = path(request);
    List<String> allowed = new ArrayList<>();
    for (Route route : routes) {
      Optional<String> variable = route.match(path);
      if (variable.isPresent() && route.method().equals(request.getMethod())) {
        route.action().answer(exchange, variable.get());
        return;
      }
      variable.ifPresent(ignored -> allowed.add(route.method()));
    }
    if (allowed.isEmpty()) {
      throw Refusal.notFound("there is no resource /" + String.join("/", path));
    }
    throw new Refusal(METHOD_NOT_ALLOWED,
        "/" + String.join("/", path) + " takes " + String.join(" or ", allowed) + ", not "
            + request.getMethod());
  }

  /** The segments as they were meant: a name may hold an encoded slash. */
  private static List<String> path(Request request) throws Refusal {
    String path = request.getHttpURI().getPath();
    if (path == null || path.isEmpty()) {
      return List.of();
    }
    try {
      return Arrays.stream(path.substring(1).split("/"))
          .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8)).toList();
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.BAD_REQUEST, "the path " + path + " is not encoded as it should be");
    }
  }

  /** Once octets of an answer are out, the only honest answer left is to break it off. */
  private static void refuse(Exchange exchange, int status, @Nullable String message,
      @Nullable String field) throws IOException {
    if (exchange.isAnswered()) {
      throw new IOException(message);
    }
    String error = String.valueOf(message);
    exchange.answer(status, field == null ? Map.of("error", error) : new WrongField(error, field));
  }

  /** An error that concerns one field of the request. */
  record WrongField(String error, String field) {}
}
