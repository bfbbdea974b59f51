----------------------------- MODULE Association -----------------------------
(***************************************************************************)
(* Two MTAs, A and B, the associations between them, and a network and     *)
(* processes that fail.  What is checked: responsibility for a message is  *)
(* never lost and never doubled, the turn is never with both, a claim      *)
(* never outlives its association, and once faults end every message that  *)
(* was accepted is delivered.                                              *)
(*                                                                         *)
(* Actions carry the names of the events and decisions in                  *)
(* org.angarium.mta.association (ConnectorMachine, PeerAssociation,        *)
(* TransferIn, TransferOut) and org.angarium.osi.rtse (X.228).  Time is    *)
(* left out: a timer that runs may expire at any moment.                   *)
(*                                                                         *)
(* Associations live in a few slots that are used again.  The MTA numbers  *)
(* its associations and never uses a number twice; a slot is free again    *)
(* only when both ends and everything under way are gone, which is the     *)
(* same as long as nothing refers to an association that has ended.        *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  MessagesOfA, MessagesOfB,  \* what A has for B, and B for A
  None,                      \* no message
  Slots,                     \* places for associations, numbers from 1
  Checkpoints,               \* checkpoints in each message
  Window,                    \* checkpoints under way without confirmation
  Threshold,                 \* waiting messages per association
  CanResume,                 \* whether transfers resume at a checkpoint
  CanInterrupt,              \* whether transfers are interrupted to go on later
  CommitsFail,               \* whether a commit may fail although its process lives on
  MaxFaults, MaxCrashes      \* after these, network and processes are good

VARIABLES
  (* Durable: what survives a crash. *)
  accepted,   \* messages an MTA has ever taken responsibility for (history)
  stored,     \* messages in the queue of their origin's store
  delivered,  \* how often the other MTA took responsibility for a message
  kept,       \* checkpoint up to which the receiver has the octets
  keptOurs,   \* messages of the peer's that have arrived so far on an association we had opened
  resumeAt,   \* checkpoint up to which the sender knows that
  (* Volatile: gone after a crash. *)
  up,         \* whether the process runs
  waiting,    \* the queue of the connector: stored, and claimed by nobody
  retry,      \* whether the open-retry timer of the connector runs
  unavailable, \* whether routing was told that the peer is not available, while nothing waited
  toRecover,  \* messages of the peer's that were cut on an association we had opened: it is to be recovered
  removing,   \* confirmed by the peer, removal not yet durable
  committing, \* received, commit not yet durable
  link,       \* the ends of associations, per MTA and slot
  (* The world between them. *)
  conn,       \* transport connection of a slot: "free", "up", "broken"; "ending" until an abort that says something has arrived
  channel,    \* what is under way to an MTA, per slot, in order
  network,    \* whether the network carries anything
  faults, crashes  \* how many there have been

durable  == <<accepted, stored, delivered, kept, keptOurs, resumeAt>>
volatile == <<up, waiting, retry, unavailable, toRecover, removing, committing, link>>
world    == <<conn, channel, network, faults, crashes>>
vars     == <<durable, volatile, world>>

MTA     == {"A", "B"}
Peer(m) == IF m = "A" THEN "B" ELSE "A"
Message == MessagesOfA \cup MessagesOfB
Origin(x) == IF x \in MessagesOfA THEN "A" ELSE "B"
Length(x) == Checkpoints
Orphan  == 0  \* in place of a slot: the association has gone

NoLink ==
  [ phase     |-> "none",    \* "opening", "open", "closing"; "lost" in a variant only
    initiator |-> FALSE,
    recovers  |-> None,      \* it is opened in place of the one that this message was cut on
    turn      |-> FALSE,     \* the turn is here
    asked     |-> FALSE,     \* we have asked for it
    wanted    |-> FALSE,     \* the peer has asked for it
    claim     |-> None,      \* the message that is being transferred to the peer
    sent      |-> 0,         \* checkpoints sent; one more: the end, too
    confirmed |-> 0,         \* checkpoints the peer has confirmed
    stopping  |-> FALSE,     \* the peer was asked to interrupt it
    incoming  |-> None,      \* the message that is being received
    got       |-> 0,         \* checkpoints received
    coming    |-> "nothing", \* "octets", "committing", "committed", "refused"
    wasOpen   |-> FALSE]     \* variants only: what is left of an association that was open

Pdu(kind, x, n) == [kind |-> kind, message |-> x, number |-> n]

Alive(l) == l.phase \notin {"none", "lost"}
Living(m) == {a \in Slots : Alive(link[m][a])}

-----------------------------------------------------------------------------
(* Sending and receiving *)

(* What is sent on a connection that is broken goes nowhere. *)
Sent(ch, m, a, pdu) ==
  IF conn[a] = "up" THEN [ch EXCEPT ![Peer(m)][a] = Append(@, pdu)] ELSE ch

Send(m, a, pdu) == channel' = Sent(channel, m, a, pdu)

(* What a broken connection had already carried across may still be read. *)
Arrived(m, a, kind) ==
  /\ up[m]
  /\ channel[m][a] # <<>>
  /\ Head(channel[m][a]).kind = kind
  /\ network \/ conn[a] = "broken"

Arriving(m, a) == Head(channel[m][a])
Taken(m, a)    == [channel EXCEPT ![m][a] = Tail(@)]
Take(m, a)     == channel' = Taken(m, a)
Answer(m, a, pdu) == channel' = Sent(Taken(m, a), m, a, pdu)

-----------------------------------------------------------------------------
(* The connector's situation: ConnectorMachine.dispatch, Demand *)

Usable(m) == {a \in Slots : link[m][a].phase \in {"opening", "open"}}
Reached(m) == \E a \in Usable(m) : link[m][a].phase = "open"
ForMail(m) ==
  LET ready == Cardinality(waiting[m])
  IN  IF ready = 0 THEN 0 ELSE 1 + (ready - 1) \div Threshold

(* Mail may have been routed around a peer that is not available: it is     *)
(* tried without mail, too, until there is a way to it (law 7).             *)
Wanted(m) == IF unavailable[m] /\ ForMail(m) = 0 THEN 1 ELSE ForMail(m)
Asked(m) == {a \in Usable(m) : link[m][a].asked}

CanAssign(m, a) ==
  /\ link[m][a].phase = "open"
  /\ link[m][a].turn
  /\ link[m][a].claim = None
  /\ waiting[m] # {}

-----------------------------------------------------------------------------
(* Ends of associations *)

(* What the queue gets back when the association in this slot ends (law 2). *)
GiveBack(m, a) == {link[m][a].claim} \ {None}

(* The state of the slot once the association has ended: nothing (law 6). *)
Forgotten(m, a) == NoLink

(* The one place where an end of an association goes: turn, claim, timers.  *)
(* A commit under way goes on without it.  The other end learns of it later *)
(* or is told by its own bounds.                                            *)
Ends(m, a, back, lastWords) ==
  LET bindWaits == channel[Peer(m)][a] # <<>> /\ Head(channel[Peer(m)][a]).kind = "Bind"
      remains == Alive(link[Peer(m)][a]) \/ bindWaits
      said == IF conn[a] = "up" THEN lastWords ELSE <<>>
      left == IF said = <<>> THEN "broken" ELSE "ending"
  IN  /\ link' = [link EXCEPT ![m][a] = Forgotten(m, a)]
      /\ waiting' = [waiting EXCEPT ![m] = @ \cup back]
      /\ committing' = {IF Origin(c.message) # m /\ c.slot = a THEN [c EXCEPT !.slot = Orphan] ELSE c
                          : c \in committing}
      /\ conn' = [conn EXCEPT ![a] = IF remains THEN left ELSE "free"]
      /\ channel' = [channel EXCEPT ![m][a] = <<>>, ![Peer(m)][a] = IF remains THEN @ \o said ELSE <<>>]

EndsHere(m, a) == Ends(m, a, GiveBack(m, a), <<>>)

(* What can go on once this association is recovered, which only its        *)
(* initiator may do: what has arrived of a message of the peer's.           *)
CutWith(m, a) ==
  LET l == link[m][a]
  IN  IF l.initiator /\ l.coming \in {"octets", "refused"} /\ kept[l.incoming] > 0 THEN {l.incoming} ELSE {}

Drop(m, a) ==
  /\ EndsHere(m, a)
  /\ toRecover' = [toRecover EXCEPT ![m] = @ \cup CutWith(m, a)]

(* A bind that its sender gave up and its receiver never read. *)
Vanish(a) ==
  /\ conn[a] = "broken"
  /\ \A m \in MTA : ~Alive(link[m][a])
  /\ conn' = [conn EXCEPT ![a] = "free"]
  /\ channel' = [m \in MTA |-> [channel[m] EXCEPT ![a] = <<>>]]
  /\ UNCHANGED <<durable, volatile, network, faults, crashes>>

-----------------------------------------------------------------------------
(* Mail *)

(* A user or another MTA hands a message over; the store has it (X.411 12). *)
Accept(x) ==
  /\ x \notin accepted
  /\ up[Origin(x)]
  /\ accepted' = accepted \cup {x}
  /\ stored' = stored \cup {x}
  /\ waiting' = [waiting EXCEPT ![Origin(x)] = @ \cup {x}]
  /\ UNCHANGED <<delivered, kept, keptOurs, resumeAt, up, retry, unavailable, toRecover, removing, committing, link, world>>

-----------------------------------------------------------------------------
(* Opening (X.228 7.1) *)

(* Slots are alike, so that it is always the first free one that is taken. *)
First(a) == \A b \in Slots : conn[b] = "free" => a <= b

(* Until the peer has answered one attempt, it is not bothered with more.  *)
Open(m, a) ==
  /\ up[m]
  /\ conn[a] = "free"
  /\ First(a)
  /\ ~retry[m]
  /\ Cardinality(Usable(m)) < Wanted(m)
  /\ Usable(m) = {} \/ Reached(m)
  /\ link' = [link EXCEPT ![m][a] =
                [@ EXCEPT !.phase = "opening", !.initiator = TRUE]]
  /\ conn' = [conn EXCEPT ![a] = "up"]
  /\ channel' = [channel EXCEPT ![Peer(m)][a] = <<Pdu("Bind", None, 0)>>]
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, network, faults, crashes>>

(* What could go on on an association that is recovered, and has none.  For *)
(* ours any association is opened, if there is none.                       *)
Recoverable(m) ==
  (toRecover[m] \cup IF Usable(m) = {} THEN {} ELSE {x \in waiting[m] : resumeAt[x] > 0})
    \ {link[m][a].recovers : a \in Usable(m)}

(* One that is recovered comes in place of the lost one, whatever else is  *)
(* open, and also if nothing waits here: the peer's transfer goes on only  *)
(* if we recover its association (X.228 7.8).  It need not happen: the     *)
(* recovery timeout may come first.                                        *)
OpenToRecover(m, a) ==
  /\ up[m]
  /\ conn[a] = "free"
  /\ First(a)
  /\ ~retry[m]
  /\ Usable(m) = {} \/ Reached(m)
  /\ \E x \in Recoverable(m) :
       /\ link' = [link EXCEPT ![m][a] =
                     [@ EXCEPT !.phase = "opening", !.initiator = TRUE, !.recovers = x]]
       /\ channel' = [channel EXCEPT ![Peer(m)][a] = <<Pdu("Bind", x, 0)>>]
  /\ conn' = [conn EXCEPT ![a] = "up"]
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, network, faults, crashes>>

(* Where the bind puts the turn: with the initiator. *)
InitialTurn(m, a) == link[m][a].initiator

(* The peer has opened one: a sign of life, whatever waits for a retry is   *)
(* tried now (law 4).                                                       *)
AcceptedInbound(m, a) ==
  /\ Arrived(m, a, "Bind")
  /\ ~Alive(link[m][a])
  /\ link' = [link EXCEPT ![m][a] = [NoLink EXCEPT !.phase = "open", !.turn = InitialTurn(m, a)]]
  /\ retry' = [retry EXCEPT ![m] = FALSE]
  /\ unavailable' = [unavailable EXCEPT ![m] = FALSE]
  /\ Answer(m, a, Pdu("Bound", None, 0))
  /\ UNCHANGED <<durable, up, waiting, toRecover, removing, committing, conn, network, faults, crashes>>

(* What the peer was sending can go on from here on; what we were sending  *)
(* once it is assigned.                                                    *)
Opened(m, a) ==
  LET x == link[m][a].recovers
  IN  /\ Arrived(m, a, "Bound")
      /\ link[m][a].phase = "opening"
      /\ link' = [link EXCEPT ![m][a] =
                    [NoLink EXCEPT !.phase = "open", !.initiator = TRUE, !.turn = InitialTurn(m, a),
                                   !.recovers = IF x \in waiting[m] THEN x ELSE None]]
      /\ toRecover' = [toRecover EXCEPT ![m] = @ \ {x}]
      /\ retry' = [retry EXCEPT ![m] = FALSE]
      /\ unavailable' = [unavailable EXCEPT ![m] = FALSE]
      /\ Take(m, a)
      /\ UNCHANGED <<durable, up, waiting, removing, committing, conn, network, faults, crashes>>

(* The peer does not know the association that is to be recovered, or not  *)
(* any longer.                                                             *)
RefuseRecovery(m, a) ==
  /\ Arrived(m, a, "Bind")
  /\ ~Alive(link[m][a])
  /\ Arriving(m, a).message # None
  /\ conn[a] = "up"
  /\ Answer(m, a, Pdu("Refused", None, 0))
  /\ UNCHANGED <<durable, volatile, conn, network, faults, crashes>>

(* What is not to be recovered any more. *)
NoMore(x) == {x}

(* What was to go on starts again, and the next association is a new one.  *)
(* So it is if the peer has aborted what it had accepted.                  *)
RecoveryRefused(m, a) ==
  LET x == link[m][a].recovers
  IN  /\ up[m]
      /\ link[m][a].phase = "opening"
      /\ Arrived(m, a, "Refused") \/ (x # None /\ conn[a] = "broken")
      /\ EndsHere(m, a)
      /\ toRecover' = [toRecover EXCEPT ![m] = @ \ NoMore(x)]
      /\ resumeAt' = IF x \in waiting[m] THEN [resumeAt EXCEPT ![x] = 0] ELSE resumeAt
      /\ UNCHANGED <<accepted, stored, delivered, kept, keptOurs, up, retry, unavailable, removing, network, faults, crashes>>

(* Whether routing is told with the end of this association that the peer   *)
(* is not available.  It makes a difference only if nothing waits: what     *)
(* waits leaves only once there is a way again.                             *)
Unreached(m, a) ==
  /\ waiting'[m] = {}
  /\ \A b \in Usable(m) \ {a} : link[m][b].phase # "open"

(* Refused, no answer within the bounds, no network, nobody there. *)
OpenFailed(m, a) ==
  /\ up[m]
  /\ link[m][a].phase = "opening"
  /\ ~network \/ conn[a] = "broken" \/ ~up[Peer(m)]
  /\ Drop(m, a)
  /\ retry' = [retry EXCEPT ![m] = TRUE]
  /\ unavailable' = [unavailable EXCEPT ![m] = @ \/ Unreached(m, a)]
  /\ UNCHANGED <<durable, up, removing, network, faults, crashes>>

(* The timer belongs to the connector: no association can take it along (law 3). *)
OpenRetryTimer(m) ==
  /\ up[m]
  /\ retry[m]
  /\ retry' = [retry EXCEPT ![m] = FALSE]
  /\ UNCHANGED <<durable, up, waiting, unavailable, toRecover, removing, committing, link, world>>

-----------------------------------------------------------------------------
(* Losing and closing *)

(* Whether the next attempt is made at once or after the open interval. *)
HoldAfterLoss(m, a) == {FALSE, link[m][a].initiator /\ link[m][a].phase = "open"}

(* A reset, an abort, or a bound that expired: every wait has one (law 1),  *)
(* so an end whose connection is broken always comes here.                  *)
Lost(m, a) ==
  /\ up[m]
  /\ link[m][a].phase \in {"open", "closing"}
  /\ ~network \/ conn[a] = "broken"
  /\ Drop(m, a)
  /\ \E hold \in HoldAfterLoss(m, a) :
       /\ retry' = [retry EXCEPT ![m] = @ \/ hold]
       /\ unavailable' = [unavailable EXCEPT ![m] = @ \/ (hold /\ link[m][a].phase = "open" /\ Unreached(m, a))]
  /\ UNCHANGED <<durable, up, removing, network, faults, crashes>>

(* The initiator closes what has been idle; it needs the turn for that.  *)
Close(m, a) ==
  /\ up[m]
  /\ link[m][a].phase = "open"
  /\ link[m][a].initiator
  /\ link[m][a].turn
  /\ link[m][a].claim = None
  /\ ~link[m][a].wanted
  /\ waiting[m] = {}
  /\ link' = [link EXCEPT ![m][a].phase = "closing"]
  /\ Send(m, a, Pdu("Release", None, 0))
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

CloseIndicated(m, a) ==
  /\ Arrived(m, a, "Release")
  /\ Drop(m, a)
  /\ UNCHANGED <<durable, up, retry, unavailable, removing, network, faults, crashes>>

-----------------------------------------------------------------------------
(* The turn (X.228 7.3) *)

PleaseTurn(m, a) ==
  /\ up[m]
  /\ link[m][a].phase = "open"
  /\ ~link[m][a].turn
  /\ ~link[m][a].asked
  /\ Cardinality(Asked(m)) < ForMail(m)
  /\ link' = [link EXCEPT ![m][a].asked = TRUE]
  /\ Send(m, a, Pdu("PleaseTurn", None, 0))
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

(* An association that has been idle for too long is closed by its          *)
(* initiator, which needs the turn for that.                                *)
PleaseTurnToClose(m, a) ==
  /\ up[m]
  /\ link[m][a].phase = "open"
  /\ link[m][a].initiator
  /\ ~link[m][a].turn
  /\ ~link[m][a].asked
  /\ link[m][a].coming = "nothing"
  /\ waiting[m] = {}
  /\ link' = [link EXCEPT ![m][a].asked = TRUE]
  /\ Send(m, a, Pdu("PleaseTurn", None, 0))
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

(* The connector has used the turn before it looks at the next event.      *)
(* A request that crossed the turn on its way has been met.                *)
TurnWanted(m, a) ==
  /\ Arrived(m, a, "PleaseTurn")
  /\ ~CanAssign(m, a)
  /\ link' = [link EXCEPT ![m][a].wanted = @ \/ link[m][a].turn]
  /\ Take(m, a)
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

(* Between transfers; ours may go first if they are more urgent. *)
GiveTurn(m, a) ==
  /\ up[m]
  /\ link[m][a].phase = "open"
  /\ link[m][a].turn
  /\ link[m][a].wanted
  /\ link[m][a].claim = None
  /\ link' = [link EXCEPT ![m][a].turn = FALSE, ![m][a].wanted = FALSE]
  /\ Send(m, a, Pdu("GiveTurn", None, 0))
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

TurnReceived(m, a) ==
  /\ Arrived(m, a, "GiveTurn")
  /\ link' = [link EXCEPT ![m][a].turn = TRUE, ![m][a].asked = FALSE, ![m][a].wanted = FALSE]
  /\ Take(m, a)
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

(* Whether the turn of an association is nowhere: at neither end and not   *)
(* on its way (Q166594).  TurnKept says that the connection is dead then.  *)
TurnGone(a) ==
  /\ \A m \in MTA : ~link[m][a].turn
  /\ \A m \in MTA : \A i \in 1..Len(channel[m][a]) : channel[m][a][i].kind \notin {"Bound", "GiveTurn"}

(* The bound of the wait for a turn (law 1): the association is of no use. *)
TurnNotGiven(m, a) ==
  /\ up[m]
  /\ link[m][a].phase = "open"
  /\ link[m][a].asked
  /\ ~link[m][a].turn
  /\ link[m][a].coming = "nothing"
  /\ TurnGone(a)
  /\ Drop(m, a)
  /\ UNCHANGED <<durable, up, retry, unavailable, removing, network, faults, crashes>>

-----------------------------------------------------------------------------
(* Transfer: the sender (X.228 7.4; TransferOut) *)

(* The claim is the association's from here on.  The activity starts, or   *)
(* resumes at the checkpoint up to which the peer has confirmed.           *)
Assign(m, a) ==
  /\ up[m]
  /\ CanAssign(m, a)
  /\ \E x \in waiting[m] :
       /\ waiting' = [waiting EXCEPT ![m] = @ \ {x}]
       /\ link' = [link EXCEPT ![m] =
                     [b \in Slots |->
                       LET l == [link[m][b] EXCEPT !.recovers = IF @ = x THEN None ELSE @]
                       IN  IF b # a THEN l
                           ELSE [l EXCEPT !.claim = x, !.sent = resumeAt[x], !.confirmed = resumeAt[x]]]]
       /\ Send(m, a, Pdu("Start", x, resumeAt[x]))
  /\ UNCHANGED <<durable, up, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

(* Octets up to the next checkpoint. *)
Transfer(m, a) ==
  /\ up[m]
  /\ link[m][a].claim # None
  /\ ~link[m][a].stopping
  /\ link[m][a].sent < Length(link[m][a].claim)
  /\ link[m][a].sent - link[m][a].confirmed < Window
  /\ link' = [link EXCEPT ![m][a].sent = @ + 1]
  /\ Send(m, a, Pdu("Data", None, link[m][a].sent + 1))
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

EndOfActivity(m, a) ==
  /\ up[m]
  /\ link[m][a].claim # None
  /\ ~link[m][a].stopping
  /\ link[m][a].sent = Length(link[m][a].claim)
  /\ link' = [link EXCEPT ![m][a].sent = @ + 1]
  /\ Send(m, a, Pdu("End", None, 0))
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

CheckpointConfirmed(m, a) ==
  /\ Arrived(m, a, "Checkpoint")
  /\ link[m][a].claim # None
  /\ ~link[m][a].stopping
  /\ link' = [link EXCEPT ![m][a].confirmed = Arriving(m, a).number]
  /\ resumeAt' = IF CanResume THEN [resumeAt EXCEPT ![link[m][a].claim] = Arriving(m, a).number] ELSE resumeAt
  /\ Take(m, a)
  /\ UNCHANGED <<accepted, stored, delivered, kept, keptOurs, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

(* The peer has said that the message is its own: ours ends once the store *)
(* has recorded that (Remove).                                             *)
Transferred(m, a) ==
  /\ Arrived(m, a, "Confirm")
  /\ link[m][a].claim # None
  /\ removing' = removing \cup {link[m][a].claim}
  /\ link' = [link EXCEPT ![m][a].claim = None, ![m][a].sent = 0, ![m][a].confirmed = 0]
  /\ Take(m, a)
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, committing, conn, network, faults, crashes>>

Remove(m) ==
  /\ up[m]
  /\ \E x \in removing :
       /\ Origin(x) = m
       /\ stored' = stored \ {x}
       /\ removing' = removing \ {x}
       /\ resumeAt' = [resumeAt EXCEPT ![x] = 0]
  /\ UNCHANGED <<accepted, delivered, kept, keptOurs, up, waiting, retry, unavailable, toRecover, committing, link, world>>

(* The receiver cannot go on with this activity: it is given up, and the   *)
(* message waits again.                                                    *)
TransferFailed(m, a) ==
  LET x == link[m][a].claim
  IN  /\ Arrived(m, a, "Exception")
      /\ x # None
      /\ ~link[m][a].stopping
      /\ waiting' = [waiting EXCEPT ![m] = @ \cup {x}]
      /\ resumeAt' = [resumeAt EXCEPT ![x] = 0]
      /\ link' = [link EXCEPT ![m][a].claim = None, ![m][a].sent = 0, ![m][a].confirmed = 0]
      /\ Answer(m, a, Pdu("Discard", None, 0))
      /\ UNCHANGED <<accepted, stored, delivered, kept, keptOurs, up, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

(* The receiver had all of it before, and has aborted the association to   *)
(* say so.                                                                 *)
TransferCompleted(m, a) ==
  /\ Arrived(m, a, "Completed")
  /\ link[m][a].claim # None
  /\ removing' = removing \cup {link[m][a].claim}
  /\ Ends(m, a, {}, <<>>)
  /\ UNCHANGED <<durable, up, retry, unavailable, toRecover, network, faults, crashes>>

-----------------------------------------------------------------------------
(* Interruption (X.228 7.4): the transfer goes on later at what has been    *)
(* confirmed, on this association or another.                              *)

Interruptible(l) == CanInterrupt /\ l.claim # None /\ ~l.stopping /\ l.confirmed > 0

(* Something more urgent waits, and not all of it is sent.  A message is    *)
(* not interrupted for ever: here as often as there may be faults.         *)
Interrupt(m, a) ==
  /\ faults < MaxFaults
  /\ faults' = faults + 1
  /\ up[m]
  /\ Interruptible(link[m][a])
  /\ link[m][a].sent <= Length(link[m][a].claim)
  /\ link' = [link EXCEPT ![m][a].stopping = TRUE]
  /\ Send(m, a, Pdu("Interrupt", None, 0))
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, crashes>>

(* The receiver cannot go on now, but may be able to later: exception 1,    *)
(* even if all of it is sent.                                              *)
InterruptAfterException(m, a) ==
  /\ Arrived(m, a, "Exception")
  /\ Arriving(m, a).number = 1
  /\ Interruptible(link[m][a])
  /\ link' = [link EXCEPT ![m][a].stopping = TRUE]
  /\ Answer(m, a, Pdu("Interrupt", None, 0))
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

(* It is being stopped already. *)
ExceptionCrossed(m, a) ==
  /\ Arrived(m, a, "Exception")
  /\ link[m][a].stopping
  /\ Take(m, a)
  /\ UNCHANGED <<durable, volatile, conn, network, faults, crashes>>

(* The session hands up nothing between the interruption and its answer     *)
(* (X.225): what was confirmed then is sent again.                          *)
CheckpointCrossed(m, a) ==
  /\ Arrived(m, a, "Checkpoint")
  /\ link[m][a].stopping
  /\ Take(m, a)
  /\ UNCHANGED <<durable, volatile, conn, network, faults, crashes>>

(* The receiver keeps what it has confirmed. *)
TransferInterrupted(m, a) ==
  /\ Arrived(m, a, "Interrupt")
  /\ link' = [link EXCEPT ![m][a].incoming = None, ![m][a].got = 0, ![m][a].coming = "nothing"]
  /\ Answer(m, a, Pdu("Interrupted", None, 0))
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

(* Where the message is once its transfer has been stopped. *)
PutBack(x) == {x}

TransferStopped(m, a) ==
  /\ Arrived(m, a, "Interrupted")
  /\ link[m][a].claim # None
  /\ waiting' = [waiting EXCEPT ![m] = @ \cup PutBack(link[m][a].claim)]
  /\ link' = [link EXCEPT ![m][a].claim = None, ![m][a].sent = 0, ![m][a].confirmed = 0, ![m][a].stopping = FALSE]
  /\ Take(m, a)
  /\ UNCHANGED <<durable, up, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

-----------------------------------------------------------------------------
(* Transfer: the receiver (TransferIn) *)

TransferStarted(m, a) ==
  /\ Arrived(m, a, "Start")
  /\ Arriving(m, a).number = 0
  /\ link' = [link EXCEPT ![m][a].incoming = Arriving(m, a).message, ![m][a].got = 0, ![m][a].coming = "octets"]
  /\ kept' = [kept EXCEPT ![Arriving(m, a).message] = 0]
  /\ keptOurs' = keptOurs \ {Arriving(m, a).message}
  /\ Take(m, a)
  /\ UNCHANGED <<accepted, stored, delivered, resumeAt, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

(* The receiver goes on at the checkpoint that the sender names, even if it *)
(* has more: its last confirmation may have been lost.                     *)
GoesOnAt(x, n) == n

(* Exception 6: not known, send it from the start. *)
ResumeIndicated(m, a) ==
  LET x == Arriving(m, a).message
      n == Arriving(m, a).number
  IN  /\ Arrived(m, a, "Start")
      /\ n > 0
      /\ IF kept[x] >= n
         THEN /\ link' = [link EXCEPT ![m][a].incoming = x, ![m][a].got = GoesOnAt(x, n), ![m][a].coming = "octets"]
              /\ kept' = [kept EXCEPT ![x] = n]
              /\ Take(m, a)
         ELSE /\ link' = [link EXCEPT ![m][a].incoming = x, ![m][a].coming = "refused"]
              /\ kept' = kept
              /\ Answer(m, a, Pdu("Exception", None, 6))
      /\ UNCHANGED <<accepted, stored, delivered, keptOurs, resumeAt, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

(* All of it has been committed, and the receiver still knows which         *)
(* activity that was.  The abort says so (X.228 7.5).                       *)
CompletedBefore(m, a) ==
  LET x == Arriving(m, a).message
  IN  /\ Arrived(m, a, "Start")
      /\ Arriving(m, a).number > kept[x]
      /\ delivered[x] > 0
      /\ Ends(m, a, {}, <<Pdu("Completed", None, 0)>>)
      /\ UNCHANGED <<durable, up, retry, unavailable, toRecover, removing, network, faults, crashes>>

(* The octets are durable before the checkpoint is confirmed, if anything  *)
(* is ever resumed there.                                                  *)
Checkpoint(m, a) ==
  LET n == Arriving(m, a).number
  IN  /\ Arrived(m, a, "Data")
      /\ IF link[m][a].coming = "octets"
         THEN /\ link' = [link EXCEPT ![m][a].got = n]
              /\ kept' = IF CanResume THEN [kept EXCEPT ![link[m][a].incoming] = n] ELSE kept
              /\ keptOurs' = keptOurs \cup IF CanResume /\ link[m][a].initiator THEN {link[m][a].incoming} ELSE {}
              /\ Answer(m, a, Pdu("Checkpoint", None, n))
         ELSE /\ Take(m, a)
              /\ UNCHANGED <<link, kept, keptOurs>>
      /\ UNCHANGED <<accepted, stored, delivered, resumeAt, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

TransferEnded(m, a) ==
  /\ Arrived(m, a, "End")
  /\ IF link[m][a].coming = "octets"
     THEN /\ link' = [link EXCEPT ![m][a].coming = "committing"]
          /\ committing' = committing \cup {[message |-> link[m][a].incoming, slot |-> a]}
     ELSE UNCHANGED <<link, committing>>
  /\ Take(m, a)
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, conn, network, faults, crashes>>

(* Whether the receiver knows the MTS-identifier.  It is recorded in the   *)
(* same commit as the message.                                             *)
IsDuplicate(x) == delivered[x] > 0

(* The store has it.  From here on the message is the receiver's, even if  *)
(* the association has gone in the meantime.                               *)
Commit(m) ==
  /\ up[m]
  /\ \E c \in committing :
       /\ Origin(c.message) = Peer(m)
       /\ committing' = committing \ {c}
       /\ delivered' = [delivered EXCEPT ![c.message] = IF IsDuplicate(c.message) THEN @ ELSE @ + 1]
       /\ kept' = [kept EXCEPT ![c.message] = 0]
       /\ keptOurs' = keptOurs \ {c.message}
       /\ link' = IF c.slot # Orphan /\ link[m][c.slot].coming = "committing"
                  THEN [link EXCEPT ![m][c.slot].coming = "committed"] ELSE link
  /\ UNCHANGED <<accepted, stored, resumeAt, up, waiting, retry, unavailable, toRecover, removing, world>>

(* When the end of the activity may be confirmed. *)
MayConfirm(l) == l.coming = "committed"

(* The end of the activity is confirmed (S-ACTIVITY-END response, AEA).    *)
Confirm(m, a) ==
  /\ up[m]
  /\ MayConfirm(link[m][a])
  /\ link' = [link EXCEPT ![m][a].incoming = None, ![m][a].got = 0, ![m][a].coming = "nothing"]
  /\ Send(m, a, Pdu("Confirm", None, 0))
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

TransferDiscarded(m, a) ==
  /\ Arrived(m, a, "Discard")
  /\ link' = [link EXCEPT ![m][a].incoming = None, ![m][a].got = 0, ![m][a].coming = "nothing"]
  /\ kept' = [kept EXCEPT ![link[m][a].incoming] = 0]
  /\ keptOurs' = keptOurs \ {link[m][a].incoming}
  /\ Take(m, a)
  /\ UNCHANGED <<accepted, stored, delivered, resumeAt, up, waiting, retry, unavailable, toRecover, removing, committing, conn, network, faults, crashes>>

(* The recovery timeout: what was kept for a resumption that did not come. *)
RecoveryTimeout(m) ==
  /\ CanResume
  /\ up[m]
  /\ \E x \in Message :
       \/ /\ Origin(x) = m
          /\ resumeAt[x] > 0
          /\ x \in waiting[m]
          /\ resumeAt' = [resumeAt EXCEPT ![x] = 0]
          /\ UNCHANGED <<kept, keptOurs>>
       \/ /\ Origin(x) # m
          /\ kept[x] > 0
          /\ \A a \in Slots : link[m][a].incoming # x
          /\ kept' = [kept EXCEPT ![x] = 0]
          /\ keptOurs' = keptOurs \ {x}
          /\ resumeAt' = resumeAt
  /\ UNCHANGED <<accepted, stored, delivered, volatile, world>>

-----------------------------------------------------------------------------
(* Faults.  They come without warning, and there are only so many. *)

Fault == faults < MaxFaults /\ faults' = faults + 1

(* Everything between the two stands still, silently. *)
CutLink ==
  /\ Fault
  /\ network
  /\ network' = FALSE
  /\ UNCHANGED <<durable, volatile, conn, channel, crashes>>

HealLink ==
  /\ ~network
  /\ network' = TRUE
  /\ UNCHANGED <<durable, volatile, conn, channel, faults, crashes>>

(* One connection dies: a reset, damaged octets, a refused bind, a bound   *)
(* that expired although all was well.  Each end learns of it in its own   *)
(* time; until then the association is half open.                          *)
BreakConnection(a) ==
  /\ Fault
  /\ conn[a] \in {"up", "ending"}
  /\ conn' = [conn EXCEPT ![a] = "broken"]
  /\ UNCHANGED <<durable, volatile, channel, network, crashes>>

(* The receiver's store fails, while octets arrive or when they are to be   *)
(* committed; or the octets are no message.                                *)
RefuseTransfer(m, a) ==
  /\ Fault
  /\ up[m]
  /\ link[m][a].coming \in {"octets"} \cup IF CommitsFail THEN {"committing"} ELSE {}
  /\ link' = [link EXCEPT ![m][a].coming = "refused"]
  /\ committing' = {c \in committing : Origin(c.message) = m \/ c.slot # a}
  /\ Send(m, a, Pdu("Exception", None, 1))
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, conn, network, crashes>>

(* The same for what has outlived its association: nobody is to be told.   *)
CommitFailed(m) ==
  /\ CommitsFail
  /\ Fault
  /\ up[m]
  /\ \E c \in committing :
       /\ Origin(c.message) = Peer(m)
       /\ c.slot = Orphan
       /\ committing' = committing \ {c}
  /\ UNCHANGED <<durable, up, waiting, retry, unavailable, toRecover, removing, link, conn, channel, network, crashes>>

(* Only what is durable remains.  The peer is not told. *)
Crash(m) ==
  LET bindWaits(a) == channel[Peer(m)][a] # <<>> /\ Head(channel[Peer(m)][a]).kind = "Bind"
      remains(a) == Alive(link[Peer(m)][a]) \/ bindWaits(a)
  IN  /\ crashes < MaxCrashes
      /\ up[m]
      /\ crashes' = crashes + 1
      /\ up' = [up EXCEPT ![m] = FALSE]
      /\ waiting' = [waiting EXCEPT ![m] = {}]
      /\ retry' = [retry EXCEPT ![m] = FALSE]
      /\ unavailable' = [unavailable EXCEPT ![m] = FALSE]
      /\ toRecover' = [toRecover EXCEPT ![m] = {}]
      /\ removing' = {x \in removing : Origin(x) # m}
      /\ committing' = {c \in committing : Origin(c.message) = m}
      /\ link' = [link EXCEPT ![m] = [a \in Slots |-> NoLink]]
      /\ conn' = [a \in Slots |-> IF remains(a) THEN "broken" ELSE "free"]
      /\ channel' = [channel EXCEPT ![m] = [a \in Slots |-> <<>>],
                                    ![Peer(m)] = [a \in Slots |-> IF remains(a) THEN @[a] ELSE <<>>]]
      /\ UNCHANGED <<durable, network, faults>>

(* The connector gets back what the store holds for it, and the associations *)
(* whose receptions are kept.                                              *)
Restart(m) ==
  /\ ~up[m]
  /\ up' = [up EXCEPT ![m] = TRUE]
  /\ waiting' = [waiting EXCEPT ![m] = {x \in stored : Origin(x) = m}]
  /\ toRecover' = [toRecover EXCEPT ![m] = {x \in keptOurs : Origin(x) # m /\ kept[x] > 0}]
  /\ UNCHANGED <<durable, retry, unavailable, removing, committing, link, world>>

-----------------------------------------------------------------------------

Init ==
  /\ accepted = {}
  /\ stored = {}
  /\ delivered = [x \in Message |-> 0]
  /\ kept = [x \in Message |-> 0]
  /\ keptOurs = {}
  /\ resumeAt = [x \in Message |-> 0]
  /\ up = [m \in MTA |-> TRUE]
  /\ waiting = [m \in MTA |-> {}]
  /\ retry = [m \in MTA |-> FALSE]
  /\ unavailable = [m \in MTA |-> FALSE]
  /\ toRecover = [m \in MTA |-> {}]
  /\ removing = {}
  /\ committing = {}
  /\ link = [m \in MTA |-> [a \in Slots |-> NoLink]]
  /\ conn = [a \in Slots |-> "free"]
  /\ channel = [m \in MTA |-> [a \in Slots |-> <<>>]]
  /\ network = TRUE
  /\ faults = 0
  /\ crashes = 0

(* What the two MTAs do by themselves. *)
Progress ==
  \/ \E m \in MTA : OpenRetryTimer(m) \/ Commit(m) \/ Remove(m)
  \/ \E m \in MTA, a \in Slots :
       \/ Open(m, a) \/ AcceptedInbound(m, a) \/ Opened(m, a) \/ OpenFailed(m, a) \/ RecoveryRefused(m, a)
       \/ Lost(m, a) \/ CloseIndicated(m, a)
       \/ PleaseTurn(m, a) \/ TurnWanted(m, a) \/ GiveTurn(m, a) \/ TurnReceived(m, a) \/ TurnNotGiven(m, a)
       \/ Assign(m, a) \/ Transfer(m, a) \/ EndOfActivity(m, a) \/ CheckpointConfirmed(m, a)
       \/ Transferred(m, a) \/ TransferFailed(m, a) \/ TransferCompleted(m, a) \/ CompletedBefore(m, a)
       \/ InterruptAfterException(m, a) \/ ExceptionCrossed(m, a) \/ CheckpointCrossed(m, a)
       \/ TransferInterrupted(m, a) \/ TransferStopped(m, a)
       \/ TransferStarted(m, a) \/ ResumeIndicated(m, a) \/ Checkpoint(m, a) \/ TransferEnded(m, a)
       \/ Confirm(m, a) \/ TransferDiscarded(m, a)
  \/ \E a \in Slots : Vanish(a)

(* What may happen, and need not. *)
Chance ==
  \/ \E x \in Message : Accept(x)
  \/ \E m \in MTA : RecoveryTimeout(m) \/ Crash(m) \/ CommitFailed(m)
  \/ \E m \in MTA, a \in Slots : OpenToRecover(m, a) \/ RefuseRecovery(m, a)
                                 \/ Close(m, a) \/ PleaseTurnToClose(m, a)
                                 \/ RefuseTransfer(m, a) \/ Interrupt(m, a)
  \/ \E a \in Slots : BreakConnection(a)
  \/ CutLink

Next == Progress \/ Chance \/ HealLink \/ \E m \in MTA : Restart(m)

(* The network comes back, a process is started again, and an MTA that can *)
(* do something does something.  Nothing is said about what it does first. *)
Fairness ==
  /\ WF_vars(Progress)
  /\ WF_vars(HealLink)
  /\ \A m \in MTA : WF_vars(Restart(m))

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
(* Safety *)

(* Responsibility for a message is held durably by one side at all times.  *)
NothingLost == \A x \in accepted : x \in stored \/ delivered[x] > 0

NothingDoubled == \A x \in Message : delivered[x] <= 1

OneTurnHolder == \A a \in Slots : ~(link["A"][a].turn /\ link["B"][a].turn)

(* While a connection is good, the turn of its association is not lost.   *)
TurnKept ==
  \A a \in Slots :
    conn[a] = "up" /\ (\A m \in MTA : link[m][a].phase \in {"opening", "open"}) => ~TurnGone(a)

(* While a process runs, each message in its store waits in the queue, or  *)
(* is claimed by exactly one living association, or is being removed.      *)
Claims(m, x) == {a \in Living(m) : link[m][a].claim = x}
ClaimsLive ==
  \A x \in stored :
    up[Origin(x)] =>
      Cardinality(Claims(Origin(x), x))
        + (IF x \in waiting[Origin(x)] THEN 1 ELSE 0)
        + (IF x \in removing THEN 1 ELSE 0) = 1

(* Octets arrive once each and in order, also after a resumption: what is  *)
(* committed is whole.                                                     *)
NoGap ==
  \A m \in MTA, a \in Slots :
    link[m][a].coming = "octets" /\ channel[m][a] # <<>> =>
      LET pdu == Arriving(m, a)
      IN  /\ pdu.kind = "Data" => pdu.number = link[m][a].got + 1
          /\ pdu.kind = "End" => link[m][a].got = Length(link[m][a].incoming)

(* Nothing arrives that its receiver does not expect: an MTA would abort.  *)
NoProtocolError ==
  \A m \in MTA, a \in Slots :
    channel[m][a] # <<>> =>
      LET kind == Arriving(m, a).kind
          l == link[m][a]
      IN  CASE kind = "Bind"  -> ~Alive(l)
            [] kind \in {"Bound", "Refused"} -> l.phase = "opening"
            [] kind \in {"Checkpoint", "Confirm", "Exception", "Interrupted", "Completed"} -> Alive(l) /\ l.claim # None
            [] kind = "Start" -> Alive(l) /\ ~l.turn /\ l.coming = "nothing"
            [] kind \in {"Data", "End", "Interrupt"} -> Alive(l) /\ ~l.turn /\ l.coming \in {"octets", "refused"}
            [] kind \in {"GiveTurn", "Release"} -> Alive(l) /\ ~l.turn /\ l.coming = "nothing"
            [] OTHER -> Alive(l)

TypeOK ==
  /\ accepted \subseteq Message
  /\ stored \subseteq accepted
  /\ removing \subseteq stored
  /\ \A m \in MTA : waiting[m] \subseteq stored
  /\ \A m \in MTA : \A x \in toRecover[m] : Origin(x) # m
  /\ \A x \in keptOurs : kept[x] > 0
  /\ \A a \in Slots : conn[a] \in {"free", "up", "ending", "broken"}
  /\ \A a \in Slots : conn[a] = "free" <=> /\ \A m \in MTA : ~Alive(link[m][a]) /\ channel[m][a] = <<>>
  /\ \A m \in MTA : ~up[m] => Living(m) = {}

(* Liveness *)

(* Every accepted message is delivered, and its origin comes to know.  *)
EveryMessageArrives == \A x \in Message : x \in accepted ~> delivered[x] > 0 /\ x \notin stored
=============================================================================
