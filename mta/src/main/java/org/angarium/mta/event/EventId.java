package org.angarium.mta.event;

/**
 * The catalogue of events. Where the classic MTA had an event of this meaning, it has that event's id; ours start at 10000. Each has
 * its text, what it means, and what to do about it.
 */
public enum EventId {
  CONNECTOR_SUSPENDED(37, Level.WARNING, Category.SECURITY,
      "{peer} tried to open an association while connector {connector} is switched off.",
      "The activation of the connector is \"never\"; that refuses the peer's calls, too.",
      "Set the activation to \"always\" or \"remote-initiated\", or ask the peer's administrator to "
          + "stop calling."), //
  CREDENTIALS_REFUSED(48, Level.WARNING, Category.SECURITY,
      "The credentials of {peer} could not be authenticated: {reason}.",
      "The MTA name or password the peer gave, as caller or in its answer, is not the one its "
          + "connector has.",
      "Compare remote-mta and remote-password with what the peer's administrator has set; capital and "
          + "small letters differ."), //
  UNKNOWN_MTA(51, Level.WARNING, Category.SECURITY,
      "An unknown MTA tried to bind: name \"{name}\", from {address}. No connector has this remote MTA "
          + "name.",
      "Somebody calls for whom no connector is configured, or the name is spelt differently.",
      "If it is a neighbour, add a connector with exactly this name as remote-mta."), //
  DIALOGUE_MODE_REFUSED(55, Level.WARNING, Category.SECURITY,
      "{connector} proposed two-way alternate dialogue, but the connector is monologue.",
      "Both ends must agree on whether one association carries messages both ways.",
      "Set dialogue to \"two-way-alternate\" here, or to monologue there."), //
  ASSOCIATION_LIMIT(57, Level.WARNING, Category.X400_SERVICE,
      "The limit of {limit} associations with {connector} has been reached.",
      "More messages wait than the allowed associations are meant for; they wait a little longer.",
      "If it lasts, raise maximum-associations or threshold, or look for what makes the link slow."), //
  DELIVERY_FAILURE(62, Level.WARNING, Category.X400_SERVICE,
      "Message {mtsId} was not delivered to {recipient}: reason {reason}, diagnostic {diagnostic} ({why}).",
      "The decision that leads to event 290.",
      "See the reason and diagnostic (X.411 §8.3.1.2.1)."), //
  REPORT_UNROUTABLE(141, Level.WARNING, Category.X400_SERVICE,
      "The report {mtsId} cannot be routed to {recipient} and is dropped.",
      "Nobody can be told about a report that finds no way or is too long to be sent on, X.411 lets it be "
          + "dropped. Tracking says which it was.",
      "Add an address space that holds the originator's address."), //
  RECIPIENT_UNROUTABLE(142, Level.WARNING, Category.X400_SERVICE,
      "Recipient {recipient} of {mtsId} cannot be routed. Check the address spaces.",
      "No mailbox has the address and no connector's address space holds it, or only the one the "
          + "message came from.",
      "Add the mailbox, or an address space to a connector."), //
  UNABLE_TO_DOWNGRADE(175, Level.WARNING, Category.X400_SERVICE,
      "{mtsId} cannot be downgraded to 1984 for {connector}, recipient {recipient}: {reason}.",
      "The peer speaks the protocol of 1984, in which this cannot be said. The recipient, counted from 1 "
          + "as in the envelope, is reported as not delivered; a report itself, recipient 0, is dropped.",
      "If the peer can speak 1988, set conformance to \"1988-normal\" on both sides; else the sender has "
          + "to do without what the reason names."), //
  APDU_UNDECODABLE(200, Level.WARNING, Category.X400_SERVICE,
      "An APDU from {connector} cannot be decoded: {reason}. Its {octets} octets are in the "
          + "quarantine.",
      "The peer sent something that is no P1. It is kept for study, once, and refused: the peer reports it "
          + "to its originator after its own retries.",
      "Look at it with the quarantine commands; send the reason to the peer's maker."), //
  LOOP_DETECTED(201, Level.WARNING, Category.X400_SERVICE,
      "Message {mtsId} from {connector} loops: {reason}.",
      "The trace shows that the message was here before in the same way. It is returned with "
          + "diagnostic loop-detected.",
      "Find out why the next MTA sends it back: usually two MTAs have address spaces for the same "
          + "addresses that point at each other."), //
  MESSAGE_EXPIRED(208, Level.WARNING, Category.SECURITY,
      "Message {mtsId} expired at {expiry} while it waited for {connector}.",
      "The lifetime of its priority, or its latest delivery time, has passed. It is returned with "
          + "maximum-time-expired.",
      "If messages expire at once, a clock is wrong here or where they were submitted."), //
  DOMAIN_INCONSISTENT(209, Level.WARNING, Category.X400_SERVICE,
      "The first trace element of {mtsId} from {connector} names another domain than its identifier: "
          + "{reason}.",
      "Some MTA or gateway on the way writes a wrong trace. The message is transferred all the same.",
      "Tell the administrator of the submitting domain."), //
  MESSAGE_SENT(271, Level.INFORMATION, Category.X400_SERVICE,
      "{kind} {mtsId} ({octets} octets) was transferred to {connector} on association {association}.",
      "The peer has taken responsibility.",
      "Nothing."), //
  MESSAGE_RECEIVED(272, Level.INFORMATION, Category.X400_SERVICE,
      "{kind} {mtsId} ({octets} octets) was received from {connector} on association {association}.",
      "It is safe in the store, and the peer may forget it.",
      "Nothing."), //
  DEFERRED_DUE(273, Level.INFORMATION, Category.X400_SERVICE,
      "The deferred delivery time of {mtsId} has come.",
      "The message is routed now.",
      "Nothing."), //
  DEFERRED(275, Level.INFORMATION, Category.X400_SERVICE,
      "Message {mtsId} is held until {due}.",
      "Its originator asked for deferred delivery.",
      "Nothing."), //
  MESSAGE_REROUTED(287, Level.WARNING, Category.X400_SERVICE,
      "Message {mtsId} was re-routed from {from} to {connector}.",
      "The connector it waited for is in trouble, or a cheaper way has opened.",
      "Nothing."), //
  CONNECTION_NOT_OPENED(289, Level.WARNING, Category.X400_SERVICE,
      "A connection to {connector} could not be opened: {reason}.",
      "An attempt failed; an open retry follows.",
      "The reason names the layer and the peer's code. Below 1290 or 9215 there is more."), //
  NON_DELIVERY_REPORT(290, Level.WARNING, Category.X400_SERVICE,
      "A non-delivery report was generated for {mtsId}, recipient {recipient}: reason {reason}, "
          + "diagnostic {diagnostic} ({why}).",
      "The originator is told that the recipient will not get the message.",
      "See the reason and diagnostic; event 62, 142, 201 or 208 of the same message says why."), //
  OPEN_RETRY_STARTED(301, Level.INFORMATION, Category.X400_SERVICE,
      "An open retry timer was started for {connector}; attempt {attempt} of {maximum} follows in "
          + "{seconds} seconds.",
      "The connector is in open retry. Messages wait, or take another way if there is one.",
      "None needed; \"retry now\" tries at once."), //
  PROTOCOL_ERROR(1198, Level.WARNING, Category.X400_SERVICE,
      "Association {association} with {connector}: {layer} state check failed: {reason}. The "
          + "association is ended.",
      "The peer sent something that its state does not allow, or octets that cannot be decoded. A new "
          + "association is opened.",
      "Single ones come from bad lines. If they repeat, record the line and send the reason to the "
          + "peer's maker."), //
  UNKNOWN_ASSOCIATION_EVENT(1209, Level.WARNING, Category.X400_SERVICE,
      "An event for association {association} of {connector}, which no longer exists, was dropped: "
          + "{what}.",
      "Something came late for an association that has ended. Nothing waits for it.",
      "Nothing."), //
  ASSOCIATION_REFUSED_BY_PEER(1290, Level.WARNING, Category.X400_SERVICE,
      "The association to {connector} was refused by {layer}: {reason}.",
      "The peer was reached and said no.",
      "Validation failure: compare names and passwords. Busy: the peer has no free association. "
          + "Unknown selector: compare remote-selectors."), //
  ASSOCIATION_REFUSED_HERE(1293, Level.WARNING, Category.X400_SERVICE,
      "An association from {peer} was refused: {reason}.",
      "This MTA said no to a caller.",
      "See the reason; events 37, 48, 51, 55 or 57 say more."), //
  ASSOCIATION_ENDED_ABNORMALLY(1294, Level.WARNING, Category.X400_SERVICE,
      "Association {association} with {connector} ended abnormally: {reason}. {returned} messages went "
          + "back to the queue.",
      "It was aborted, or the connection was lost. What was confirmed is not sent again.",
      "None if single. If many, look at the line; a smaller checkpoint-size helps on bad ones."), //
  CONNECTIONS_LOST(2035, Level.WARNING, Category.X400_SERVICE,
      "The last connection with {connector} was lost; {queued} messages wait.",
      "No association with the peer is left. Recovery begins.",
      "None needed; \"retry now\" tries at once."), //
  STORE_FAILED(2143, Level.ERROR, Category.FIELD_ENGINEERING,
      "The message store failed: {reason}.",
      "Nothing can be made safe, so nothing is accepted or confirmed until it works again.",
      "Look at the disk that holds the data directory: full, read-only, broken."), //
  MESSAGE_TOO_LARGE(3144, Level.WARNING, Category.X400_SERVICE,
      "{kind} {mtsId} from {from} has {octets} octets, more than {limit}, and is returned.",
      "It is longer than maximum-message-size.",
      "Raise maximum-message-size if such messages are wanted."), //
  CONNECTION_ERROR(4284, Level.WARNING, Category.X400_SERVICE,
      "Error during connection or disconnection with {connector}: {reason}.",
      "Goes with events 289, 1294 or 9215; while a link is down it repeats every open interval.",
      "See those."), //
  TEARDOWN_ERROR(4287, Level.WARNING, Category.X400_SERVICE,
      "Association {association} with {connector} was not torn down in order: {reason}.",
      "The peer did not answer a release or disconnect in time; the connection was dropped.",
      "Nothing."), //
  SELECTOR_UNKNOWN(4293, Level.WARNING, Category.FIELD_ENGINEERING,
      "A connection from {address} to {listener} was refused: it called transport selector {selector}. Calls from there "
          + "since this was last told: {calls}.",
      "The listener has another transport-selector. Of the calls of one host this is told at most once in ten minutes.",
      "Correct it here, or ask the peer's administrator to call the right one."), //
  ACCEPT_FAILED(9202, Level.WARNING, Category.OPERATING_SYSTEM,
      "The listener {address} failed: {reason}. It is tried again.",
      "Another program uses the port, ports below 1024 are not allowed, or the system has no more "
          + "handles.",
      "Stop the other program, allow the port, or choose another; peers must be told."), //
  CONNECT_FAILED(9215, Level.WARNING, Category.OPERATING_SYSTEM,
      "Connecting to {address} for {connector} failed: {reason}.",
      "No TCP connection: refused (nothing listens there), timed out or unreachable (network, "
          + "firewall), unknown host (name service).",
      "Check host and port, and that a firewall lets TCP pass both ways."), //
  RECEIVE_FAILED(9221, Level.WARNING, Category.OPERATING_SYSTEM,
      "The connection with {connector} was lost: {reason}. It will be recovered.",
      "The network, or the peer's system, dropped it.",
      "Nothing."), //
  MTA_STARTED(9298, Level.INFORMATION, Category.X400_SERVICE,
      "MTA {mta} has started: version {version}, {queued} messages queued, listening on {address}.",
      "It accepts and transfers messages.",
      "Nothing."), //
  MTA_STOPPED(9299, Level.INFORMATION, Category.X400_SERVICE,
      "MTA {mta} has stopped.",
      "It was stopped in order.",
      "Nothing."), //
  UNEXPECTED_ERROR(9405, Level.ERROR, Category.FIELD_ENGINEERING,
      "Unexpected error: {reason}.",
      "Something happened that the program was not made for. It goes on; an association or operation "
          + "may have been given up.",
      "Report it with the events around it."), //
  DISK_LOW(9411, Level.ERROR, Category.FIELD_ENGINEERING,
      "Only {free} octets are free on the disk of {directory}, less than {limit}: no messages are "
          + "accepted until there is room.",
      "Peers that call are told that we are busy, unless mail waits for them; submitters are refused. They keep "
          + "their messages and try again. What is here is still sent.",
      "Make room on the disk."), //
  ASSOCIATION_OPENED(10001, Level.INFORMATION, Category.X400_SERVICE,
      "Association {association} with {connector} is open ({direction}, {conformance}, {dialogue}, "
          + "checkpoint {checkpoint} K, window {window}).",
      "Messages can be transferred.",
      "Nothing."), //
  ASSOCIATION_CLOSED(10002, Level.INFORMATION, Category.X400_SERVICE,
      "Association {association} with {connector} was closed: {reason}.",
      "It was released in order.",
      "Nothing."), //
  SIGN_OF_LIFE(10003, Level.INFORMATION, Category.X400_SERVICE,
      "{connector} is tried again at once: {reason}.",
      "Something showed that the peer may be back; the open interval is cut short.",
      "Nothing."), //
  MESSAGES_RETURNED(10004, Level.WARNING, Category.X400_SERVICE,
      "{connector} could not be opened {attempts} times; {returned} messages are returned to their "
          + "originators. Retries go on.",
      "The maximum of open retries has been reached.",
      "Mend the link. Originators must send again."), //
  TRANSFER_FAILED(10005, Level.WARNING, Category.X400_SERVICE,
      "Transfer {attempt} of {mtsId} to {connector} failed: {reason}. It is tried again in {seconds} "
          + "seconds.",
      "The association is alive, but this message did not pass.",
      "If it always fails for one message, look at that message."), //
  TRANSFER_RESUMED(10006, Level.INFORMATION, Category.X400_SERVICE,
      "The transfer of {mtsId} to {connector} goes on after checkpoint {serial}, {octets} octets.",
      "What the peer confirmed before the loss is not sent again.",
      "Nothing."), //
  DUPLICATE_DROPPED(10007, Level.INFORMATION, Category.X400_SERVICE,
      "{mtsId} from {connector} was received before and is dropped.",
      "The peer did not get our confirmation and sent it again. It is confirmed, and delivered once.",
      "Nothing."), //
  CONFIGURATION_RELOADED(10008, Level.INFORMATION, Category.CONFIGURATION,
      "The configuration was read anew: {changes}.",
      "The changes are in force.",
      "If it says that a restart is needed, the values it names are still the old ones."), //
  MESSAGE_SUBMITTED(10009, Level.INFORMATION, Category.X400_SERVICE,
      "{mtsId} was submitted by {originator} for {recipients} recipients, {octets} octets.",
      "It is safe in the store.",
      "Nothing."), //
  MESSAGE_DELIVERED(10010, Level.INFORMATION, Category.X400_SERVICE,
      "{mtsId} was delivered to mailbox {mailbox}.",
      "The recipient can fetch it.",
      "Nothing."), //
  DELIVERY_REPORT(10011, Level.INFORMATION, Category.X400_SERVICE,
      "A delivery report was generated for {mtsId}, recipient {recipient}.",
      "The originator had asked for it.",
      "Nothing."), //
  CONFIGURATION_REFUSED(10012, Level.ERROR, Category.CONFIGURATION,
      "The new configuration is not used, the old one stays in force: {reason}.",
      "The file has errors.",
      "Correct what the reason names, and read it anew. Check a file before with \"config check\"."), //
  EVENTS_DROPPED(10013, Level.WARNING, Category.RESOURCE,
      "{count} events were dropped because the event log could not be written fast enough.",
      "Nothing that transfers messages ever waits for the event log.",
      "If it lasts, look at the disk of the event log."), //
  EVENT_LOG_UNWRITABLE(10014, Level.ERROR, Category.OPERATING_SYSTEM,
      "The event log {file} cannot be written: {reason}. It is tried again.",
      "Messages are transferred all the same. Events are kept in memory as far as there is room, and "
          + "on the console.",
      "Make room, or give the MTA the right to write there."), //
  EVENT_LOG_WRITABLE(10015, Level.INFORMATION, Category.OPERATING_SYSTEM,
      "The event log {file} can be written again.",
      "The trouble of event 10014 is over.",
      "Nothing."), //
  DISK_RECOVERED(10016, Level.INFORMATION, Category.FIELD_ENGINEERING,
      "There is room on the disk of {directory} again: {free} octets. Messages are accepted.",
      "The trouble of event 9411 is over.",
      "Nothing."), //
  STORE_RECOVERED(10017, Level.INFORMATION, Category.FIELD_ENGINEERING,
      "The message store works again.",
      "The trouble of event 2143 is over.",
      "Nothing."), //
  TRANSFER_RESTARTED(10018, Level.INFORMATION, Category.X400_SERVICE,
      "The transfer of {mtsId} to {connector} starts from the beginning: {reason}.",
      "The peer no longer knows the interrupted transfer, or too much time has passed.",
      "Nothing."), //
  OPERATOR_ACTION(10019, Level.INFORMATION, Category.ADMINISTRATION,
      "{operator}: {action}.",
      "Somebody changed something by the command line or the console.",
      "Nothing."), //
  LISTENING(10020, Level.INFORMATION, Category.X400_SERVICE,
      "Peers can call at {address}.",
      "A listener is open, perhaps again after event 9202.",
      "Nothing."), //
  LOST_IN_DOWNGRADE(10031, Level.WARNING, Category.X400_SERVICE,
      "{mtsId} goes to {connector} in the form of 1984 without: {losses}.",
      "The peer speaks the protocol of 1984, which has no place for these. None of them had to be understood, so "
          + "the transfer goes on without them (X.419 Annex B).",
      "Nothing, or set conformance to \"1988-normal\" on both sides if the peer can speak it."), //
  CONFORMANCE_DIFFERS(10032, Level.WARNING, Category.X400_SERVICE,
      "{peer} opened an association in {spoken}, but connector {connector} is set to {configured}.",
      "Every form is understood, and this association uses the peer's. Associations that we open use the "
          + "configured one, which the peer may refuse.",
      "Set conformance to what the peer is set to."), //
  ASSOCIATION_RECOVERING(10040, Level.INFORMATION, Category.X400_SERVICE,
      "A lost association with {connector} is being recovered.",
      "The next association is opened as the continuation of one that was cut in the middle of a transfer, so "
          + "that the transfer can go on where it was.",
      "Nothing. 10041 or 10042 follows."), //
  ASSOCIATION_RECOVERED(10041, Level.INFORMATION, Category.X400_SERVICE,
      "Association {association} with {connector} continues a lost one ({direction}).",
      "Both sides know the association that was lost; what was under way on it can go on.",
      "Nothing."), //
  RECOVERY_REFUSED(10042, Level.INFORMATION, Category.X400_SERVICE,
      "{connector} does not recover the lost association: {reason}.",
      "The peer does not support it or has forgotten; a new association is opened and the message goes again as a "
          + "whole.",
      "If the peer should recover, compare recovery-timeout on both sides."), //
  RECOVERY_REFUSED_HERE(10043, Level.INFORMATION, Category.X400_SERVICE,
      "{peer} wants to recover an association that is not known here (any more).",
      "More than the recovery timeout has passed, it comes from another address, or there is no place for it. The "
          + "peer opens a new association.",
      "If links are down for longer, raise recovery-timeout."), //
  RECEPTION_RESUMED(10044, Level.INFORMATION, Category.X400_SERVICE,
      "The transfer of an APDU from {connector} goes on after checkpoint {serial}, {octets} octets.",
      "What was confirmed before the transfer stopped is not sent again.",
      "Nothing."), //
  RESUMPTION_REFUSED_HERE(10045, Level.INFORMATION, Category.X400_SERVICE,
      "{connector} wants to go on with a transfer at checkpoint {serial}, which is not possible: {reason}.",
      "The peer sends the whole again.",
      "Nothing."), //
  TRANSFER_COMPLETED_BEFORE(10046, Level.INFORMATION, Category.X400_SERVICE,
      "{connector} wants to go on with a transfer that was completed before; it is told so.",
      "The confirmation was lost with an association. The peer counts the message as transferred.",
      "Nothing."), //
  TRANSFERS_REMEMBERED(10047, Level.INFORMATION, Category.X400_SERVICE,
      "{sending} transfers to and {receiving} from peers that the end of an earlier run has cut can go on.",
      "Their checkpoints outlived the process. They are kept for the recovery timeout.",
      "Nothing."), //
  UNDECODABLE_TAKEN(10048, Level.ERROR, Category.X400_SERVICE,
      "An APDU from {connector} that cannot be decoded was refused {times} times and came again; it is taken and "
          + "stays in the quarantine.",
      "The peer would send it for ever and hold up its other mail. It now takes the message for transferred; "
          + "nobody reports it as not delivered.",
      "Look at it with the quarantine commands, and tell its originator."), //
  TRANSFER_INTERRUPTED(10049, Level.INFORMATION, Category.X400_SERVICE,
      "The transfer of {mtsId} to {connector} is interrupted at checkpoint {serial}, {octets} octets: {reason}.",
      "It goes on from there.",
      "Nothing, unless it is a peer that reports exceptions often."), //
  CONTENT_CONVERTED(10060, Level.INFORMATION, Category.X400_SERVICE,
      "The content of {mtsId} was converted to {types} for {target}.",
      "Those who are reached there do not take what it was made of. The stored message stays as it came.",
      "Nothing. What is taken there says encoded-information-types."), //
  CONTENT_NOT_CONVERTED(10061, Level.WARNING, Category.X400_SERVICE,
      "The content of {mtsId} is not taken by {target}, recipient {recipient}, and not converted: {reason}.",
      "The recipient is reported as not delivered.",
      "If more is taken there, correct encoded-information-types."), //
  ENVELOPE_DEFECTIVE(10062, Level.WARNING, Category.X400_SERVICE,
      "{kind} {mtsId} from {connector} has a defective envelope: {reason}. It is returned with {diagnostic}.",
      "Enough of the envelope could be read to tell the originator that it was not transferred, and why.",
      "Send the reason to the maker of the MTA that wrote it."), //
  RECIPIENTS_LEFT_OUT(10063, Level.INFORMATION, Category.X400_SERVICE,
      "{mtsId} from {connector} was received before for {recipients} of its {all} recipients; they are left out.",
      "The peer did not get our confirmation, and has parted what it sent again. Each recipient gets it once.",
      "Nothing."), //
  REPORT_SHORTENED(10064, Level.WARNING, Category.X400_SERVICE,
      "Report {mtsId} on {subject} goes without {omitted}.",
      "With all that was asked for it would be longer than the next MTA can read, and nobody would be told.",
      "Look how the trace of the subject became so long."), //
  RECIPIENT_REDIRECTED(10070, Level.INFORMATION, Category.X400_SERVICE,
      "{mtsId} for {recipient} goes to {to} instead: {reason}.",
      "The recipient cannot be served, or wants its mail elsewhere. Reports name the recipient that the originator named.",
      "Nothing."), //
  DEFERRED_CANCELLED(10071, Level.INFORMATION, Category.ADMINISTRATION,
      "The deferred message {mtsId} was cancelled by the operator.",
      "It is not delivered; its originator gets a report with the reason deferred-delivery-not-performed.",
      "Nothing."), //
  LIST_EXPANDED(10072, Level.INFORMATION, Category.X400_SERVICE,
      "List {list} was expanded for {mtsId}: {members} members.",
      "Each member gets a copy; the content is stored once.",
      "Nothing."), //
  LIST_EXPANDED_BEFORE(10073, Level.INFORMATION, Category.X400_SERVICE,
      "{mtsId} has reached list {list} on a second way; its members have it already.",
      "A list is expanded once for a message, however many lists contain it.",
      "Nothing."), //
  LIST_RECURSION(10074, Level.INFORMATION, Category.X400_SERVICE,
      "{mtsId} has come back to list {list}, which it went through before; nothing is done.",
      "Lists contain each other. The standard has this end silently: the members have got the message.",
      "Nothing, or take one of the lists out of the other."), //
  LIST_LOOKUP_FAILED(10075, Level.WARNING, Category.X400_SERVICE,
      "The members of list {list} could not be looked up for {mtsId}: {reason}. It is tried again at {next}.",
      "The directory server does not answer, or does not admit the MTA. The message waits until it does, or until its time is over.",
      "Try it with: angarium list members. Then mend the directory or the configuration, and: angarium queue retry."), //
  LIST_MEMBERS_UNUSABLE(10085, Level.WARNING, Category.X400_SERVICE,
      "{unusable} members of list {list} have no usable O/R address in the directory and do not get {mtsId}; the first: {first}.",
      "The other members get it: one wrong entry shall not keep a message from a thousand readers.",
      "Mend the entries; angarium list members shows them all."), //
  CLOCKS_DIFFER(10090, Level.WARNING, Category.X400_SERVICE,
      "The trace of {mtsId} from {connector} shows clocks that differ by more than a day: {reason}.",
      "A clock is wrong on the way, or here. The message goes on: how long it may live is counted from its arrival here.",
      "Compare the clock of this machine; if it is right, tell the administrator of the domain that is named."), //
  STORED_COPY_DAMAGED(10091, Level.ERROR, Category.FIELD_ENGINEERING,
      "The stored copy of {mtsId} for {connector} cannot be read: {reason}. It is no longer queued; what is left of it is in "
          + "the quarantine.",
      "Somebody or something has damaged the store. Nobody could be told: who sent it stood in what is damaged.",
      "Look at the disk. Tell the originator if tracking still knows who it was."), //
  LANE_STUCK(10092, Level.WARNING, Category.FIELD_ENGINEERING,
      "{lane} has been at one task for {seconds} s: {where}.",
      "A fault of the program, or a disk that hardly answers. What else {lane} has to do waits until then.",
      "If event 10093 does not follow, report it with the parameter where; what is queued is safe if the MTA has to be restarted."), //
  LANE_MOVES_AGAIN(10093, Level.INFORMATION, Category.FIELD_ENGINEERING,
      "{lane} goes on after {seconds} s.",
      "The trouble of event 10092 is over.",
      "Report it if it comes often and the disk was not slow."), //
  CLAIM_LAPSED(10100, Level.WARNING, Category.X400_SERVICE,
      "Access unit {unit} did not settle delivery {delivery} of {mtsId} before its claim lapsed; it comes again.",
      "The access unit died, or takes longer for a message than it claims it for. Nothing is lost.",
      "If it is often so, have the access unit claim for longer."), //
  MESSAGE_DISPOSED(10101, Level.INFORMATION, Category.ADMINISTRATION,
      "{mtsId}, which waited for {connector}, was {what} by {whom}.",
      "Somebody did with a waiting message what the MTA would not have done by itself.",
      "Nothing."), //
  ACCESS_UNIT_UNAVAILABLE(10102, Level.WARNING, Category.X400_SERVICE,
      "Access unit {unit} has asked for nothing since {since}: what comes for it is returned until it does.",
      "It was longer away than unavailable-after allows; originators are told that the recipient is unavailable.",
      "Start the access unit, or let mail wait longer with unavailable-after.");

  /** How grave an event is. */
  public enum Level {
    INFORMATION, WARNING, ERROR
  }

  /** What an event is about, as the classic MTA sorted them. */
  public enum Category {
    X400_SERVICE("X.400 Service"), //
    RESOURCE("Resource"), //
    SECURITY("Security"), //
    INTERFACE("Interface"), //
    FIELD_ENGINEERING("Field Engineering"), //
    ADMINISTRATION("MTA Administration"), //
    CONFIGURATION("Configuration"), //
    OPERATING_SYSTEM("Operating System"), //
    INTERNAL_PROCESSING("Internal Processing"), //
    INTEROPERABILITY("Interoperability"), //
    APDU("APDU");

    private final String title;

    Category(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  private final int number;
  private final Level level;
  private final Category category;
  private final String text;
  private final String meaning;
  private final String remedy;

  EventId(int number, Level level, Category category, String text, String meaning, String remedy) {
    this.number = number;
    this.level = level;
    this.category = category;
    this.text = text;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  public int number() {
    return number;
  }

  public Level level() {
    return level;
  }

  public Category category() {
    return category;
  }

  /** The sentence, with {@code {name}} where a parameter goes. */
  public String text() {
    return text;
  }

  /** What has happened, for somebody who does not know the MTA. */
  public String meaning() {
    return meaning;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
