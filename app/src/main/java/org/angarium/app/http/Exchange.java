package org.angarium.app.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Fields;
import tools.jackson.databind.json.JsonMapper;

/** One HTTP request and its answer, as the resources see them. Used by one thread. */
public final class Exchange {
  public static final int OK = 200;
  public static final int CREATED = 201;
  public static final int UNAVAILABLE = 503;

  private final JsonMapper json;
  private final Request request;
  private final Response response;
  private final Fields query;

  Exchange(Request request, Response response, JsonMapper json) {
    this.json = json;
    this.request = request;
    this.response = response;
    this.query = Request.extractQueryParameters(request);
  }

  /** The value of a query parameter, empty if it is absent or empty. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.getValue(name)).filter(value -> !value.isEmpty());
  }

  /** Every value of a repeated query parameter. */
  public List<String> queries(String name) {
    return query.getValuesOrEmpty(name);
  }

  /** A switch: absent is false, {@code true} or no value is true. */
  public boolean flag(String name) throws Refusal {
    String value = query.getValue(name);
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.isEmpty() || value.equals("true")) {
      return true;
    }
    throw new Refusal(Refusal.BAD_REQUEST, name + " must be true or false, not " + value);
  }

  /** A whole number from 0. */
  public long number(String name, long otherwise) throws Refusal {
    Optional<String> value = query(name);
    return value.isPresent() ? number(name, value.get()) : otherwise;
  }

  public static long number(String name, String value) throws Refusal {
    try {
      long number = Long.parseLong(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new Refusal(Refusal.BAD_REQUEST, name + " must be a whole number from 0, not " + value);
  }

  /** The octets of the request. */
  public InputStream body() {
    return Content.Source.asInputStream(request);
  }

  /** Announced length of the body, -1 if it is not known yet. */
  public long bodyLength() {
    return request.getLength();
  }

  /** Announced type of the body, empty if it is not told. */
  public String bodyType() {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type == null ? "" : type;
  }

  /** Answers with a value as JSON. */
  public void answer(int status, Object value) throws IOException {
    byte[] octets = json.writeValueAsBytes(value);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, octets.length);
    if (!request.consumeAvailable()) {
      // The rest of the request is not waited for. Who is not told would send the next one into a connection that is being closed.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    try (Blocker.Callback written = Blocker.callback()) {
      response.write(true, ByteBuffer.wrap(octets), written);
      written.block();
    }
  }

  /**
   * Answers with a stream; the caller closes it.
   *
   * @param length octets, -1 if not known
   */
  public OutputStream stream(String contentType, long length) {
    response.setStatus(OK);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    if (length >= 0) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    }
    return Content.Sink.asOutputStream(response);
  }

  /** Whether the first octets of the answer have gone out: its status cannot be changed any more. */
  public boolean isAnswered() {
    return response.isCommitted();
  }
}
