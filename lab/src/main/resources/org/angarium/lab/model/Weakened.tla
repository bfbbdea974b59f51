------------------------------- MODULE Weakened -------------------------------
(***************************************************************************)
(* The model with one law taken out at a time.  Each must break the        *)
(* property named beside it; otherwise the property would say nothing.     *)
(***************************************************************************)
EXTENDS Association

(* NothingLost: the end of the activity is confirmed before the commit. *)
ConfirmEarly(l) == l.coming \in {"committing", "committed"}

(* NothingDoubled: the receiver does not look at the MTS-identifier. *)
NeverDuplicate(x) == FALSE

(* ClaimsLive: an association that ends keeps its claim. *)
ClaimKept(m, a) == {}

(* OneTurnHolder: who has waited too long for the turn takes it. *)
TurnTaken(m, a) ==
  /\ up[m]
  /\ link[m][a].phase = "open"
  /\ link[m][a].asked
  /\ ~link[m][a].turn
  /\ link' = [link EXCEPT ![m][a].turn = TRUE]
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, world>>

(* NoGap: the receiver goes on at its own last checkpoint. *)
GoesOnAtOwn(x, n) == kept[x]

(* ClaimsLive: what was interrupted goes back to no queue. *)
GoesNowhere(x) == {}

(* EveryMessageArrives: the peer refuses to recover an association, and is *)
(* asked again at once.  The rest chooses among the histories.             *)
RefusedInVain(x) == {}
CutOfReception(a) ==
  /\ \E m \in MTA : link[m][a].initiator /\ link[m][a].got > 0
  /\ Fault
  /\ conn[a] = "up"
  /\ conn' = [conn EXCEPT ![a] = "broken"]
  /\ UNCHANGED <<durable, volatile, channel, network, crashes>>
NoOtherFault == FALSE
NoRefusal(m, a) == FALSE
=============================================================================
