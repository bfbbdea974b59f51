package org.angarium.osi.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The state table of X.225 Annex A for what RTSE uses, SPDUs down and states across. In data transfer it matters who has the tokens and
 * whether there is an activity: 713o own tokens, 713oa own tokens and activity, 713p peer's tokens, 713pa peer's tokens and activity.
 *
 * <p>A cell: P protocol error, AB sent, to state 16; p the same without AB; . nothing happens; i an indication; x transport connection
 * closed; +SPDU sent; then the new state where it changes. In an activity MIP 1 has been sent, AE has serial number 2.
 */
class SessionStateTableTest {
  private static final String TABLE = """
            01C  02A     08   713o   713oa  713p       713pa  04B   10B   05B    05C    11B 11C 19  20     18     03   09  16
      CN    i/08 P       P    P      P      P          P      P     P     P      P      P   P   P   P      P      P    P   .
      OA    p    P       P    P      P      P          P      P     P     P      P      P   P   P   P      P      P    P   .
      CDO   p    P       P    P      P      P          P      P     P     P      P      P   P   P   P      P      P    P   .
      AC    p    i/713   P    P      P      P          P      P     P     P      P      P   P   P   P      P      P    P   .
      RF    p    ix      P    P      P      P          P      P     P     P      P      P   P   P   P      P      P    P   .
      FN    p    P       P    P      P      i/09       P      P     P     P      P      P   P   P   P      P      P    P   .
      DN    p    P       P    P      P      P          P      P     P     P      P      P   P   P   P      P      ix   P   .
      AB    x    ix      ix   ix     ix     ix         ix     ix    ix    ix     ix     ix  ix  ix  ix     ix     ix   ix  x
      AA    p    P       P    P      P      P          P      P     P     P      P      P   P   P   P      P      P    P   x
      DT    p    P       P    P      P      P          i      P     P     P      P      .   .   P   .      P      P    P   .
      MIP   p    P       P    P      P      P          i      P     P     P      P      .   .   P   .      P      P    P   .
      MIA   p    P       P    .      i      .          .      i     P     .      .      P   P   .   P      .      .    P   .
      GT    p    P       P    P      P      i          i      P     .     P      P      P   P   P   i/713  P      P    P   .
      PT    p    P       P    i      i      .          .      i     .     i      i      P   P   i   P      .      .    P   .
      GTC   p    P       P    P      P      +GTAi      P      P     P     P      P      P   P   P   P      P      P    P   .
      GTA   p    P       P    P      P      P          P      P     P     P      P      P   P   P   P      i/713  P    P   .
      AS    p    P       P    P      P      i          P      P     P     P      P      P   P   P   P      P      P    P   .
      AR    p    P       P    P      P      i          P      P     P     P      P      P   P   P   P      P      P    P   .
      AI    p    P       P    P      P      i/11B      i/11B  P     i/11B P      P      P   P   P   i/11B  P      P    P   .
      AD    p    P       P    P      P      i/11C      i/11C  P     i/11C P      P      P   P   P   i/11C  P      P    P   .
      AIA   p    P       P    P      P      P          P      P     P     i/713  P      P   P   P   P      P      P    P   .
      ADA   p    P       P    P      P      P          P      P     P     P      i/713  P   P   P   P      P      P    P   .
      AE    p    P       P    P      P      P          i/10B  P     P     P      P      .   .   P   .      P      P    P   .
      AEA   p    P       P    P      P      P          P      i/713 P     .      .      P   P   .   P      P      P    P   .
      ED    p    P       P    P      i/19   P          P      i/19  P     .      .      P   P   .   P      .      P    P   .
      ER    p    P       P    P      i/19   P          i/20   i/19  i/20  .      .      P   P   .   P      .      P    P   .
      """;

  static Stream<Arguments> cells() {
    List<String> lines = TABLE.lines().toList();
    String[] states = lines.getFirst().strip().split("\\s+");
    List<Arguments> cells = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.strip().split("\\s+");
      assertThat(row).as(line).hasSize(states.length + 1);
      for (int i = 0; i < states.length; i++) {
        cells.add(Arguments.of(row[0], states[i], row[i + 1]));
      }
    }
    return cells.stream();
  }

  @ParameterizedTest(name = "{0} in {1}: {2}")
  @MethodSource("cells")
  void actsAsTheTableSays(String spdu, String state, String expected) {
    SessionMachine machine = machineIn(state);
    SessionState before = machine.state();
    assertThat(number(before)).isEqualTo(state.startsWith("713") ? "713" : state);
    List<SessionAction> actions = machine.on(new SessionEvent.TsduReceived(SpduCodec.encode(spdu(spdu))));
    assertThat(cell(before, machine.state(), actions)).isEqualTo(expected);
  }

  /** Every SPDU of the codec has its row. */
  @org.junit.jupiter.api.Test
  void noSpduIsForgotten() {
    List<String> rows = TABLE.lines().skip(1).map(line -> line.strip().split("\\s+")[0]).toList();
    assertThat(Stream.of(Spdu.class.getPermittedSubclasses()).flatMap(SessionStateTableTest::leaves)
        .map(type -> type.getSimpleName().toUpperCase(java.util.Locale.ROOT)))
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isRecord() ? Stream.of(type) : Stream.of(type.getPermittedSubclasses());
  }

  private static String cell(SessionState before, SessionState after, List<SessionAction> actions) {
    StringBuilder cell = new StringBuilder();
    boolean violation = false;
    boolean timer = false;
    for (SessionAction action : actions) {
      switch (action) {
        case SessionAction.SendTsdu tsdu -> cell.append('+').append(mnemonic(tsdu.octets()));
        case SessionAction.ProviderAborted aborted when aborted
            .cause() == SessionAction.AbortCause.LOCAL_PROTOCOL_ERROR -> {
          violation = true;
          assertThat(aborted.text()).startsWith("received ").contains("(STA " + number(before) + ")");
        }
        case SessionAction.Indication indication -> cell.append('i');
        case SessionAction.CloseTransport close -> cell.append('x');
        case SessionAction.StartTimer start -> timer = true;
        case SessionAction.StopTimer stop -> timer = false;
        case SessionAction.ConnectTransport connect -> cell.append('?');
      }
    }
    if (violation) {
      assertThat(after).isEqualTo(timer ? SessionState.AWAIT_TRANSPORT_DISCONNECT : SessionState.CLOSED);
      assertThat(cell.toString()).isEqualTo(timer ? "+AB" : "x");
      return timer ? "P" : "p";
    }
    if (after == SessionState.CLOSED) {
      assertThat(cell.toString()).endsWith("x");
    } else if (after != before) {
      cell.append('/').append(number(after));
    }
    return cell.isEmpty() ? "." : cell.toString();
  }

  private static String mnemonic(byte[] tsdu) {
    try {
      return SpduCodec.decode(tsdu).getFirst().mnemonic();
    } catch (SpduException e) {
      throw new AssertionError(e);
    }
  }

  private static String number(SessionState state) {
    String described = state.described();
    return described.substring(described.indexOf("(STA ") + 5, described.length() - 1);
  }

  private static Spdu spdu(String name) {
    byte[] none = new byte[0];
    byte[] one = {1};
    int released = Spdu.TRANSPORT_RELEASED;
    SessionConnectionReference reference = SessionPair.REFERENCE;
    Map<String, Spdu> spdus = new LinkedHashMap<>();
    for (Spdu spdu : List.of(
        new Spdu.Cn(reference, Spdu.TsduMaximumSize.NONE, 3, 0, FunctionalUnits.RTSE, none, none, false, one),
        new Spdu.Oa(Spdu.TsduMaximumSize.NONE, 2), new Spdu.Cdo(Enclosure.LAST, one),
        new Spdu.Ac(reference, Spdu.TsduMaximumSize.NONE, 2, 0, FunctionalUnits.RTSE, Enclosure.ABSENT, none,
            none, one),
        new Spdu.Rf(reference, released, 2, 2, one), new Spdu.Fn(released, Enclosure.ABSENT, one),
        new Spdu.Dn(Enclosure.ABSENT, one),
        new Spdu.Ab(released | Spdu.USER_ABORT, none, Enclosure.ABSENT, one), new Spdu.Aa(),
        new Spdu.Dt(Enclosure.ABSENT, one),
        new Spdu.Mip(2, true), new Spdu.Mia(1), new Spdu.Gt(0x15),
        new Spdu.Pt(Spdu.DATA_TOKEN, Enclosure.ABSENT, one), new Spdu.Gtc(),
        new Spdu.Gta(), new Spdu.As(one), new Spdu.Ar(one, one, 1, none, reference), new Spdu.Ai(5),
        new Spdu.Ad(5), new Spdu.Aia(),
        new Spdu.Ada(), new Spdu.Ae(2), new Spdu.Aea(2), new Spdu.Ed(5), new Spdu.Er(one))) {
      spdus.put(spdu.mnemonic(), spdu);
    }
    return spdus.get(name);
  }

  private static SessionMachine machineIn(String state) {
    return switch (state) {
      case "01C" -> after(SessionRole.RESPONDER, new SessionEvent.TransportConnected());
      case "02A" ->
        after(SessionRole.INITIATOR, SessionPair.connectRequest(FunctionalUnits.RTSE, true, new byte[1]),
            new SessionEvent.TransportConnected());
      case "08" -> after(SessionRole.RESPONDER, new SessionEvent.TransportConnected(), received("CN"));
      case "713o" -> owner();
      case "713oa" -> owner(start(), new SessionEvent.SyncMinor());
      case "713p" -> other();
      case "713pa" -> other(received("AS"), received(new Spdu.Mip(1, true)));
      case "04B" -> owner(start(), new SessionEvent.SyncMinor(), new SessionEvent.ActivityEnd());
      case "10B" -> other(received("AS"), received(new Spdu.Mip(1, true)), received("AE"));
      case "05B" -> owner(start(), new SessionEvent.SyncMinor(), new SessionEvent.ActivityInterrupt(5));
      case "05C" -> owner(start(), new SessionEvent.SyncMinor(), new SessionEvent.ActivityDiscard(5));
      case "11B" -> other(received("AS"), received("AI"));
      case "11C" -> other(received("AS"), received("AD"));
      case "19" -> owner(start(), new SessionEvent.SyncMinor(), received("ED"));
      case "20" ->
        other(received("AS"), received(new Spdu.Mip(1, true)), new SessionEvent.ExceptionReport(5));
      case "18" -> owner(new SessionEvent.ControlGive());
      case "03" -> owner(new SessionEvent.Release(new byte[0]));
      case "09" -> other(received("FN"));
      case "16" -> owner(new SessionEvent.Abort(new byte[0]));
      default -> throw new AssertionError(state);
    };
  }

  private static SessionEvent start() {
    return new SessionEvent.ActivityStart(new byte[]{1});
  }

  private static SessionEvent received(String name) {
    return received(spdu(name));
  }

  private static SessionEvent received(Spdu spdu) {
    return new SessionEvent.TsduReceived(SpduCodec.encode(spdu));
  }

  private static SessionMachine owner(SessionEvent... events) {
    List<SessionEvent> all = new ArrayList<>(
        List.of(SessionPair.connectRequest(FunctionalUnits.RTSE, true, new byte[1]),
            new SessionEvent.TransportConnected(), received("AC")));
    all.addAll(List.of(events));
    return after(SessionRole.INITIATOR, all.toArray(SessionEvent[]::new));
  }

  private static SessionMachine other(SessionEvent... events) {
    List<SessionEvent> all = new ArrayList<>(List.of(new SessionEvent.TransportConnected(), received("CN"),
        new SessionEvent.Accept(new byte[0], FunctionalUnits.RTSE, new byte[0])));
    all.addAll(List.of(events));
    return after(SessionRole.RESPONDER, all.toArray(SessionEvent[]::new));
  }

  private static SessionMachine after(SessionRole role, SessionEvent... events) {
    SessionMachine machine = new SessionMachine(role, SessionPair.LIMITS);
    for (SessionEvent event : events) {
      machine.on(event);
    }
    return machine;
  }

  @ParameterizedTest
  @MethodSource("states")
  void lossOfTheTransportEndsEveryState(String state) {
    SessionMachine machine = machineIn(state);
    List<SessionAction> actions = machine.on(new SessionEvent.TransportLost("connection reset by peer"));
    assertThat(machine.state()).isEqualTo(SessionState.CLOSED);
    switch (state) {
      case "01C" -> assertThat(actions).isEmpty();
      case "16" -> assertThat(actions).containsExactly(new SessionAction.StopTimer());
      default -> assertThat(actions).containsExactly(
          new SessionAction.ProviderAborted(SessionAction.AbortCause.TRANSPORT_LOST,
              "connection reset by peer"));
    }
    assertThat(machine.on(new SessionEvent.TransportLost("again"))).isEmpty();
    assertThat(machine.on(received("DT"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("states")
  void theUserMayAbortInEveryState(String state) {
    SessionMachine machine = machineIn(state);
    List<SessionAction> actions = machine.on(new SessionEvent.Abort(new byte[]{7}));
    switch (state) {
      case "01C" -> assertThat(actions).containsExactly(new SessionAction.CloseTransport());
      case "16" -> assertThat(actions).isEmpty();
      default -> {
        assertThat(actions).hasSize(2);
        assertThat(((SessionAction.SendTsdu) actions.get(0)).octets())
            .isEqualTo(new byte[]{0x19, 6, 0x11, 1, 3, (byte) 0xC1, 1, 7});
        assertThat(actions.get(1)).isEqualTo(new SessionAction.StartTimer(SessionPair.LIMITS.disconnect()));
        assertThat(machine.on(new SessionEvent.TimerExpired()))
            .containsExactly(new SessionAction.CloseTransport());
      }
    }
  }

  static Stream<String> states() {
    return Stream.of(TABLE.lines().findFirst().orElseThrow().strip().split("\\s+"));
  }
}
