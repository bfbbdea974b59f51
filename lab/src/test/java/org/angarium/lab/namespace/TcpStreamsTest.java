package org.angarium.lab.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.angarium.lab.namespace.Line.Side;
import org.junit.jupiter.api.Test;

class TcpStreamsTest {
  private static final int CALLER = 40_000;
  private static final int CALLED = 102;
  private static final int FIN = 0x01;
  private static final int SYN = 0x02;
  private static final int ACK = 0x10;

  private final List<String> heard = new ArrayList<>();
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final TcpStreams streams = new TcpStreams(new TcpStreams.Listener() {
    @Override
    public void attempted(Side caller) {
      heard.add("attempted " + caller);
    }

    @Override
    public void began(int connection, Side caller) {
      heard.add("began " + connection);
    }

    @Override
    public void passed(int connection, Side from, byte[] passed) {
      octets.writeBytes(passed);
    }

    @Override
    public void ended(int connection) {
      heard.add("ended " + connection);
    }
  });

  private static byte[] frame(int from, int to, int sequence, int flags, String data) {
    byte[] payload = data.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer frame = ByteBuffer.allocate(54 + payload.length);
    frame.putShort(12, (short) 0x0800).put(14, (byte) 0x45).putShort(16, (short) (40 + payload.length))
        .put(23, (byte) 6).putInt(26, from).putInt(30, to).putShort(34, (short) from).putShort(36, (short) to)
        .putInt(38, sequence).put(46, (byte) 0x50).put(47, (byte) flags).put(54, payload);
    return frame.array();
  }

  private void line(byte[] frame) {
    streams.sent(Side.LEFT, frame);
    streams.passed(Side.LEFT, frame);
  }

  @Test
  void octetsComeOnceAndInOrderWhateverIsSentAgainOrOvertakes() {
    line(frame(CALLER, CALLED, -3, SYN, ""));
    line(frame(CALLER, CALLED, -2, ACK, "abcd"));
    line(frame(CALLER, CALLED, 6, ACK, "ij"));
    line(frame(CALLER, CALLED, -2, ACK, "abcdef"));
    line(frame(CALLER, CALLED, 2, ACK, "efgh"));
    assertThat(octets.toString(StandardCharsets.US_ASCII)).isEqualTo("abcdefghij");
  }

  @Test
  void aCallThatIsRepeatedIsOneAttemptAndBeginsWhenItHasPassed() {
    byte[] call = frame(CALLER, CALLED, 1, SYN, "");
    streams.sent(Side.LEFT, call);
    streams.sent(Side.LEFT, call);
    assertThat(heard).containsExactly("attempted LEFT");
    line(call);
    line(frame(CALLER, CALLED, 2, FIN | ACK, ""));
    assertThat(heard).containsExactly("attempted LEFT", "began 1", "ended 1");
  }

  @Test
  void whatIsNoTcpIsLeftAlone() {
    line(new byte[60]);
    line(new byte[3]);
    assertThat(heard).isEmpty();
  }
}
