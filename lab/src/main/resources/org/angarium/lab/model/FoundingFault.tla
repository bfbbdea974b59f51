---------------------------- MODULE FoundingFault ----------------------------
(***************************************************************************)
(* The fault in the article Angarium began with (Q232602): the link drops  *)
(* while a message is being transferred, comes back, and the queue never   *)
(* moves again until the service is restarted.                             *)
(*                                                                         *)
(* A lost association leaves its control block behind.  The claim on the   *)
(* message and the open-retry timer belong to that block.  As long as the  *)
(* block is there when the timer expires, all is well, and on a test bench *)
(* it is.  But the layers below still have an event to report for it.  If  *)
(* that comes first, the block is cleared, timer and claim with it; the    *)
(* timer's expiry is then an event for something that is not known (1209). *)
(* The connector goes on believing that a retry is under way.              *)
(***************************************************************************)
EXTENDS Association

(* The block stays, and the claim with it. *)
BlockLeft(m, a) ==
  [NoLink EXCEPT !.phase = "lost", !.claim = link[m][a].claim, !.wasOpen = link[m][a].phase = "open"]
ClaimStays(m, a) == {}
CallerHolds(m, a) == {link[m][a].initiator}

Left(m) == {a \in Slots : link[m][a].phase = "lost"}

(* In place of OpenRetryTimer: only a block that is still there hears it.  *)
TimerOfBlock(m) ==
  /\ up[m]
  /\ retry[m]
  /\ Left(m) # {}
  /\ retry' = [retry EXCEPT ![m] = FALSE]
  /\ waiting' = [waiting EXCEPT ![m] = @ \cup ({link[m][a].claim : a \in Left(m)} \ {None})]
  /\ link' = [link EXCEPT ![m] = [a \in Slots |-> IF a \in Left(m) THEN NoLink ELSE link[m][a]]]
  /\ UNCHANGED <<durable, up, unavailable, toRecover, removing, committing, world>>

(* In place of Vanish: the event from below that is late comes, for what was open. *)
LateEvent(a) ==
  \/ \E m \in MTA :
       /\ link[m][a].phase = "lost"
       /\ link[m][a].wasOpen
       /\ link' = [link EXCEPT ![m][a] = NoLink]
       /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, world>>
  \/ /\ conn[a] = "broken"
     /\ \A m \in MTA : ~Alive(link[m][a])
     /\ conn' = [conn EXCEPT ![a] = "free"]
     /\ channel' = [m \in MTA |-> [channel[m] EXCEPT ![a] = <<>>]]
     /\ UNCHANGED <<durable, volatile, network, faults, crashes>>

(* The article's story: the link drops during a transfer.  This chooses    *)
(* among the histories, and is no part of the fault.                       *)
CutDuringTransfer ==
  /\ \E m \in MTA, a \in Slots : link[m][a].sent > 0
  /\ Fault
  /\ network
  /\ network' = FALSE
  /\ UNCHANGED <<durable, volatile, conn, channel, crashes>>
NoOtherFault(a) == FALSE
=============================================================================
