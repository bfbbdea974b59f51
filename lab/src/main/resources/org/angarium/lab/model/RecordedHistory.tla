--------------------------- MODULE RecordedHistory ---------------------------
(***************************************************************************)
(* Whether a history that was recorded is one of the model's: each record  *)
(* must be a step of it.  Module History is written from the record.       *)
(*                                                                         *)
(* Not recorded, and assumed where a record needs it: the end of the       *)
(* open-retry timer, the death of a connection, the recovery timeout, that *)
(* the peer does not recover an association.                               *)
(* Every association has a slot of its own.                                *)
(***************************************************************************)
EXTENDS Association, History, TLC

VARIABLE at  \* the next record

LengthOf(x) == MessageLength[x]
AnySlot(a) == TRUE

(* A request is recorded when the association reads it, which may be before *)
(* the connector has looked at what it read together with it.              *)
TurnWantedEarly(m, a) ==
  /\ Arrived(m, a, "PleaseTurn")
  /\ link' = [link EXCEPT ![m][a].wanted = @ \/ link[m][a].turn]
  /\ Take(m, a)
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

Recorded(r) ==
  LET m == r.mta
      a == r.association
      x == r.message
      n == r.checkpoint
      Is(action) == r.action = action
  IN  \/ Is("Accept") /\ Origin(x) = m /\ Accept(x)
      \/ Is("Open") /\ Open(m, a)
      \/ Is("OpenToRecover") /\ (OpenToRecover(m, a) \/ Open(m, a))
      \/ Is("AcceptedInbound") /\ AcceptedInbound(m, a)
      \/ Is("Opened") /\ Opened(m, a)
      \/ Is("OpenFailed") /\ OpenFailed(m, a)
      \/ Is("RecoveryRefused") /\ (RecoveryRefused(m, a) \/ OpenFailed(m, a))
      \/ (Is("Lost") \/ Is("Closed")) /\ Lost(m, a)
      \/ Is("Close") /\ Close(m, a)
      \/ Is("CloseIndicated") /\ CloseIndicated(m, a)
      \/ Is("PleaseTurn") /\ (PleaseTurn(m, a) \/ PleaseTurnToClose(m, a))
      \/ Is("TurnWanted") /\ TurnWantedEarly(m, a)
      \/ Is("GiveTurn") /\ GiveTurn(m, a)
      \/ Is("TurnReceived") /\ TurnReceived(m, a)
      \/ Is("Assign") /\ Assign(m, a) /\ link'[m][a].claim = x /\ resumeAt[x] = n
      \/ Is("Transfer") /\ Transfer(m, a) /\ link'[m][a].sent = n
      \/ Is("EndOfActivity") /\ EndOfActivity(m, a)
      \/ Is("CheckpointConfirmed") /\ CheckpointConfirmed(m, a) /\ link'[m][a].confirmed = n
      \/ Is("Transferred") /\ Transferred(m, a) /\ link[m][a].claim = x
      \/ Is("TransferFailed") /\ TransferFailed(m, a) /\ link[m][a].claim = x
      \/ Is("TransferCompleted") /\ TransferCompleted(m, a) /\ link[m][a].claim = x
      \/ Is("Interrupt") /\ Interrupt(m, a)
      \/ Is("InterruptAfterException") /\ InterruptAfterException(m, a)
      \/ Is("ExceptionCrossed") /\ ExceptionCrossed(m, a)
      \/ Is("CheckpointCrossed") /\ CheckpointCrossed(m, a)
      \/ Is("TransferInterrupted") /\ TransferInterrupted(m, a)
      \/ Is("TransferStopped") /\ TransferStopped(m, a) /\ link[m][a].claim = x
      \/ Is("Remove") /\ x \in removing /\ Remove(m) /\ x \notin removing'
      \/ Is("TransferStarted") /\ TransferStarted(m, a) /\ link'[m][a].incoming = x
      \/ Is("ResumeIndicated") /\ ResumeIndicated(m, a) /\ link'[m][a].incoming = x
      \/ Is("CompletedBefore") /\ Arriving(m, a).message = x /\ CompletedBefore(m, a)
      \/ Is("Checkpoint") /\ Checkpoint(m, a) /\ Arriving(m, a).number = n
      \/ Is("TransferEnded") /\ TransferEnded(m, a)
      \/ Is("Commit") /\ Commit(m) /\ \E c \in committing : c.message = x /\ c \notin committing'
      \/ Is("Confirm") /\ Confirm(m, a)
      \/ Is("RefuseTransfer") /\ RefuseTransfer(m, a)
      \/ Is("TransferDiscarded") /\ TransferDiscarded(m, a)
      \/ Is("Crash") /\ Crash(m)
      \/ Is("Restart") /\ Restart(m)

Assumed(r) ==
  LET m == r.mta
      a == r.association
      x == r.message
      Is(actions) == r.action \in actions
  IN  \/ Is({"Open", "OpenToRecover"}) /\ OpenRetryTimer(m)
      \/ Is({"Lost", "Closed", "OpenFailed", "RecoveryRefused"}) /\ BreakConnection(a)
      \/ Is({"RecoveryRefused"}) /\ RefuseRecovery(Peer(m), a)
      \/ Is({"Assign"}) /\ RecoveryTimeout(m) /\ resumeAt'[x] # resumeAt[x]
      \/ Is({"ResumeIndicated", "CompletedBefore"}) /\ RecoveryTimeout(m) /\ kept'[x] # kept[x]

HistoryInit ==
  /\ Init
  /\ at = 1
  /\ TLCSet(1, 0)

HistoryNext ==
  /\ at <= Len(History)
  /\ \/ Recorded(History[at]) /\ at' = at + 1
     \/ Assumed(History[at]) /\ at' = at

HistorySpec == HistoryInit /\ [][HistoryNext]_<<vars, at>>

(* Prints how far any behaviour has come; needs a single worker. *)
HowFar ==
  IF at > TLCGet(1) THEN TLCSet(1, at) /\ PrintT(<<"reached", at>>) ELSE TRUE

(* Found not to hold, this says that all of the history is the model's.   *)
NotAllOfIt == at <= Len(History)
=============================================================================
