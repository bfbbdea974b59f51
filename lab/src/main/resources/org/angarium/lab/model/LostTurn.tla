------------------------------- MODULE LostTurn -------------------------------
(***************************************************************************)
(* The turn is handed over on an association that dies (Q166594).          *)
(* Afterwards each side believes that the other has it.                    *)
(*                                                                         *)
(* The turn outlives its association: what wasOpen a lost one goes on     *)
(* with the turn where each side last knew it, and nothing bounds the wait *)
(* for a turn.                                                             *)
(***************************************************************************)
EXTENDS Association

Remembered(m, a) ==
  IF link[m][a].phase = "open" \/ link[m][a].wasOpen
  THEN [NoLink EXCEPT !.phase = "lost", !.wasOpen = TRUE, !.turn = link[m][a].turn]
  ELSE NoLink

TurnAsBefore(m, a) == IF link[m][a].wasOpen THEN link[m][a].turn ELSE link[m][a].initiator

WaitForEver(m, a) == FALSE

(* The article's story: the link drops while the turn is on its way.  This *)
(* chooses among the histories, and is no part of the fault.               *)
CutUnderTurn ==
  /\ \E m \in MTA, a \in Slots : channel[m][a] # <<>> /\ Head(channel[m][a]).kind = "GiveTurn"
  /\ Fault
  /\ network
  /\ network' = FALSE
  /\ UNCHANGED <<durable, volatile, conn, channel, crashes>>
NoOtherFault(a) == FALSE
=============================================================================
