package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.angarium.mta.RequestException;
import org.angarium.mta.event.EventId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The link breaks at the very moment when one certain PDU is on it, which is lost: connect, bind, start, data, checkpoint, its
 * confirmation, the end, the confirmation of the end, turn passing, release. Mail goes both ways on the associations of one side.
 */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class PhaseFaultTest {
  @TempDir
  private Path directory;

  static Stream<Arguments> phases() {
    return Stream.of("CR", "CC", "CN", "AC", "AS", "DT", "MIP", "MIA", "AE", "AEA", "PT", "GTC", "GTA")
        .flatMap(pdu -> Stream.of(Fault.RESET, Fault.SILENCE).map(fault -> Arguments.of(pdu, fault)));
  }

  /** BRAVO's mail goes on the association that ALPHA keeps open, when it has got the turn. */
  private Link oneAssociation() {
    return new Link(directory, config -> config.defaults("checkpoint-size", 4),
        connector -> connector.with("permanent", true),
        connector -> connector.with("activation", "remote-initiated"));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void atThis(String pdu, Fault fault) throws RequestException {
    try (Link link = oneAssociation()) {
      link.toBravo.at(Tpkts.is(pdu), () -> link.begin(fault));
      link.submitToBert(40_000);
      link.submitToAnna(30_000);
      await("a " + pdu).atMost(Link.SOON).until(link.toBravo::happened);
      List<EventId> loss = List.of(EventId.CONNECTION_NOT_OPENED, EventId.ASSOCIATION_ENDED_ABNORMALLY);
      await("the loss is noticed").atMost(Link.SOON)
          .until(() -> link.alpha.count(event -> loss.contains(event.id())) >= 1);
      link.heal();
      link.allArrivedExactlyOnce();
      if (pdu.equals("AEA")) {
        List<EventId> recognised = List.of(EventId.DUPLICATE_DROPPED, EventId.TRANSFER_COMPLETED_BEFORE);
        assertThat(link.alpha.count(event -> recognised.contains(event.id()))
            + link.bravo.count(event -> recognised.contains(event.id())))
            .as("offered to be resumed and known as completed, or sent again and recognised by its identifier")
            .isEqualTo(1);
      }
    }
  }

  static Stream<Arguments> releases() {
    return Stream.of("FN", "DN").flatMap(
        pdu -> Stream.of(Fault.RESET, Fault.SILENCE).map(fault -> Arguments.of(pdu, fault)));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void whileAnAssociationIsReleased(String pdu, Fault fault) throws RequestException {
    try (Link link = new Link(directory, config -> config.defaults("association-lifetime", 0),
        UnaryOperator.identity(), UnaryOperator.identity())) {
      link.toBravo.at(Tpkts.is(pdu), () -> link.begin(fault));
      link.submitToBert(5_000);
      await("a " + pdu).atMost(Link.SOON).until(link.toBravo::happened);
      link.submitToBert(6_000);
      link.submitToAnna(7_000);
      link.heal();
      link.allArrivedExactlyOnce();
    }
  }

  /** Nothing tells either end, until there is mail. */
  @Test
  void whileAnAssociationIsIdle() throws RequestException {
    try (Link link = oneAssociation()) {
      link.submitToBert(5_000);
      link.allArrivedExactlyOnce();
      link.begin(Fault.SILENCE);
      link.heal();
      link.submitToBert(6_000);
      link.submitToAnna(7_000);
      link.allArrivedExactlyOnce();
      assertThat(link.alpha.count(EventId.ASSOCIATION_ENDED_ABNORMALLY)).isPositive();
    }
  }
}
