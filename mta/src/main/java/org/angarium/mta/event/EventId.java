package org.angarium.mta.event;

/** The catalogue of events. Where the classic MTA had an event of this meaning, it has that event's id; ours start at 10000. */
public enum EventId {
  CREDENTIALS_REFUSED(48, Level.WARNING, Category.SECURITY,
      "The credentials of {peer} could not be authenticated: {reason}."), UNKNOWN_MTA(51, Level.WARNING,
          Category.SECURITY,
          "An unknown MTA tried to bind: name \"{name}\", from {address}. No connector has this remote MTA name."), DIALOGUE_MODE_REFUSED(
              55, Level.WARNING, Category.SECURITY,
              "{connector} proposed two-way alternate dialogue, but the connector is monologue."), ASSOCIATION_LIMIT(
                  57, Level.WARNING, Category.RESOURCE,
                  "The limit of {limit} associations with {connector} has been reached."), DELIVERY_FAILURE(
                      62, Level.WARNING, Category.X400_SERVICE,
                      "Message {mtsId} was not delivered to {recipient}: reason {reason}, diagnostic {diagnostic}."), REPORT_UNROUTABLE(
                          141, Level.WARNING, Category.X400_SERVICE,
                          "The report {mtsId} cannot be routed to {recipient} and is dropped."), RECIPIENT_UNROUTABLE(
                              142, Level.WARNING, Category.X400_SERVICE,
                              "Recipient {recipient} of {mtsId} cannot be routed. Check the address spaces."), APDU_UNDECODABLE(
                                  200, Level.WARNING, Category.X400_SERVICE,
                                  "An APDU from {connector} cannot be decoded: {reason}. Its {octets} octets are in the quarantine."), LOOP_DETECTED(
                                      201, Level.WARNING, Category.X400_SERVICE,
                                      "Message {mtsId} from {connector} loops: {reason}."), MESSAGE_EXPIRED(
                                          208, Level.WARNING, Category.X400_SERVICE,
                                          "Message {mtsId} expired at {expiry} while it waited for {connector}."), MESSAGE_SENT(
                                              271, Level.INFORMATION, Category.X400_SERVICE,
                                              "{kind} {mtsId} ({octets} octets) was transferred to {connector} on association {association}."), MESSAGE_RECEIVED(
                                                  272, Level.INFORMATION, Category.X400_SERVICE,
                                                  "{kind} {mtsId} ({octets} octets) was received from {connector} on association {association}."), MESSAGE_REROUTED(
                                                      287, Level.WARNING, Category.X400_SERVICE,
                                                      "Message {mtsId} was re-routed from {from} to {connector}."), CONNECTION_NOT_OPENED(
                                                          289, Level.WARNING, Category.X400_SERVICE,
                                                          "A connection to {connector} could not be opened: {reason}."), NON_DELIVERY_REPORT(
                                                              290, Level.WARNING, Category.X400_SERVICE,
                                                              "A non-delivery report was generated for {mtsId}, recipient {recipient}: reason {reason}, diagnostic {diagnostic}."), OPEN_RETRY_STARTED(
                                                                  301, Level.INFORMATION,
                                                                  Category.X400_SERVICE,
                                                                  "An open retry timer was started for {connector}; attempt {attempt} of {maximum} follows in {seconds} seconds."), UNKNOWN_ASSOCIATION_EVENT(
                                                                      1209, Level.WARNING,
                                                                      Category.X400_SERVICE,
                                                                      "An event for association {association} of {connector}, which no longer exists, was dropped: {what}."), PROTOCOL_ERROR(
                                                                          1198, Level.WARNING,
                                                                          Category.X400_SERVICE,
                                                                          "Association {association} with {connector}: {layer} state check failed: {reason}. The association is ended."), ASSOCIATION_REFUSED_BY_PEER(
                                                                              1290, Level.WARNING,
                                                                              Category.X400_SERVICE,
                                                                              "The association to {connector} was refused by {layer}: {reason}."), ASSOCIATION_REFUSED_HERE(
                                                                                  1293, Level.WARNING,
                                                                                  Category.X400_SERVICE,
                                                                                  "An association from {peer} was refused: {reason}."), ASSOCIATION_ENDED_ABNORMALLY(
                                                                                      1294, Level.WARNING,
                                                                                      Category.X400_SERVICE,
                                                                                      "Association {association} with {connector} ended abnormally: {reason}. {returned} messages went back to the queue."), CONNECTIONS_LOST(
                                                                                          2035, Level.WARNING,
                                                                                          Category.X400_SERVICE,
                                                                                          "The last connection with {connector} was lost; {queued} messages wait."), INTERFACE_VIOLATED(
                                                                                              4282,
                                                                                              Level.WARNING,
                                                                                              Category.X400_SERVICE,
                                                                                              "The protocol between layers was violated: {reason}."), CONNECTION_ERROR(
                                                                                                  4284,
                                                                                                  Level.WARNING,
                                                                                                  Category.X400_SERVICE,
                                                                                                  "Error during connection or disconnection with {connector}: {reason}."), TEARDOWN_ERROR(
                                                                                                      4287,
                                                                                                      Level.WARNING,
                                                                                                      Category.X400_SERVICE,
                                                                                                      "Association {association} with {connector} was not torn down in order: {reason}."), SELECTOR_UNKNOWN(
                                                                                                          4293,
                                                                                                          Level.WARNING,
                                                                                                          Category.FIELD_ENGINEERING,
                                                                                                          "A connection from {address} was refused: it called transport selector {selector}."), ACCEPT_FAILED(
                                                                                                              9202,
                                                                                                              Level.WARNING,
                                                                                                              Category.OPERATING_SYSTEM,
                                                                                                              "The listener {address} failed: {reason}. It is tried again."), CONNECT_FAILED(
                                                                                                                  9215,
                                                                                                                  Level.WARNING,
                                                                                                                  Category.OPERATING_SYSTEM,
                                                                                                                  "Connecting to {address} for {connector} failed: {reason}."), RECEIVE_FAILED(
                                                                                                                      9221,
                                                                                                                      Level.WARNING,
                                                                                                                      Category.OPERATING_SYSTEM,
                                                                                                                      "The connection with {connector} was lost: {reason}. It will be recovered."), MTA_STARTED(
                                                                                                                          9298,
                                                                                                                          Level.INFORMATION,
                                                                                                                          Category.X400_SERVICE,
                                                                                                                          "MTA {mta} has started: version {version}, {queued} messages queued, listening on {address}."), MTA_STOPPED(
                                                                                                                              9299,
                                                                                                                              Level.INFORMATION,
                                                                                                                              Category.X400_SERVICE,
                                                                                                                              "MTA {mta} has stopped."), UNEXPECTED_ERROR(
                                                                                                                                  9405,
                                                                                                                                  Level.ERROR,
                                                                                                                                  Category.FIELD_ENGINEERING,
                                                                                                                                  "Unexpected error: {reason}."), STORE_FAILED(
                                                                                                                                      2143,
                                                                                                                                      Level.ERROR,
                                                                                                                                      Category.FIELD_ENGINEERING,
                                                                                                                                      "The message store failed: {reason}."), ASSOCIATION_OPENED(
                                                                                                                                          10001,
                                                                                                                                          Level.INFORMATION,
                                                                                                                                          Category.X400_SERVICE,
                                                                                                                                          "Association {association} with {connector} is open ({direction}, {dialogue}, checkpoint {checkpoint} K, window {window})."), ASSOCIATION_CLOSED(
                                                                                                                                              10002,
                                                                                                                                              Level.INFORMATION,
                                                                                                                                              Category.X400_SERVICE,
                                                                                                                                              "Association {association} with {connector} was closed: {reason}."), SIGN_OF_LIFE(
                                                                                                                                                  10003,
                                                                                                                                                  Level.INFORMATION,
                                                                                                                                                  Category.X400_SERVICE,
                                                                                                                                                  "{connector} is tried again at once: {reason}."), MESSAGES_RETURNED(
                                                                                                                                                      10004,
                                                                                                                                                      Level.WARNING,
                                                                                                                                                      Category.X400_SERVICE,
                                                                                                                                                      "{connector} could not be opened {attempts} times; {returned} messages are returned to their originators. Retries go on."), TRANSFER_FAILED(
                                                                                                                                                          10005,
                                                                                                                                                          Level.WARNING,
                                                                                                                                                          Category.X400_SERVICE,
                                                                                                                                                          "Transfer {attempt} of {mtsId} to {connector} failed: {reason}. It is tried again in {seconds} seconds."), TRANSFER_RESUMED(
                                                                                                                                                              10006,
                                                                                                                                                              Level.INFORMATION,
                                                                                                                                                              Category.X400_SERVICE,
                                                                                                                                                              "The transfer of {mtsId} to {connector} goes on after checkpoint {serial}, {octets} octets."), DUPLICATE_DROPPED(
                                                                                                                                                                  10007,
                                                                                                                                                                  Level.INFORMATION,
                                                                                                                                                                  Category.X400_SERVICE,
                                                                                                                                                                  "{mtsId} from {connector} was received before and is dropped."), CONFIGURATION_RELOADED(
                                                                                                                                                                      10008,
                                                                                                                                                                      Level.INFORMATION,
                                                                                                                                                                      Category.CONFIGURATION,
                                                                                                                                                                      "The configuration was read anew: {changes}."), MESSAGE_SUBMITTED(
                                                                                                                                                                          10009,
                                                                                                                                                                          Level.INFORMATION,
                                                                                                                                                                          Category.X400_SERVICE,
                                                                                                                                                                          "{mtsId} was submitted by {originator} for {recipients} recipients, {octets} octets."), MESSAGE_DELIVERED(
                                                                                                                                                                              10010,
                                                                                                                                                                              Level.INFORMATION,
                                                                                                                                                                              Category.X400_SERVICE,
                                                                                                                                                                              "{mtsId} was delivered to mailbox {mailbox}."), DELIVERY_REPORT(
                                                                                                                                                                                  10011,
                                                                                                                                                                                  Level.INFORMATION,
                                                                                                                                                                                  Category.X400_SERVICE,
                                                                                                                                                                                  "A delivery report was generated for {mtsId}, recipient {recipient}."), CONFIGURATION_REFUSED(
                                                                                                                                                                                      10012,
                                                                                                                                                                                      Level.ERROR,
                                                                                                                                                                                      Category.CONFIGURATION,
                                                                                                                                                                                      "The new configuration is not used, the old one stays in force: {reason}.");

  /** How grave an event is. */
  public enum Level {
    INFORMATION, WARNING, ERROR
  }

  /** What an event is about, as the classic MTA sorted them. */
  public enum Category {
    X400_SERVICE("X.400 Service"), RESOURCE("Resource"), SECURITY("Security"), INTERFACE(
        "Interface"), FIELD_ENGINEERING(
            "Field Engineering"), ADMINISTRATION("MTA Administration"), CONFIGURATION(
                "Configuration"), OPERATING_SYSTEM(
                    "Operating System"), INTERNAL_PROCESSING(
                        "Internal Processing"), INTEROPERABILITY("Interoperability"), APDU("APDU");

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

  EventId(int number, Level level, Category category, String text) {
    this.number = number;
    this.level = level;
    this.category = category;
    this.text = text;
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
}
