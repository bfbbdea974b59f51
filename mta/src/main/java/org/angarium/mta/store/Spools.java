package org.angarium.mta.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What a store keeps of transfers under way: spools with their journals, and notes. Begun files of earlier runs are found here; they are
 * files without a row, since a row that names the octets ends the journal's use.
 */
public final class Spools {
  private static final String CONTENT_SUFFIX = ".octets";
  private static final String JOURNAL_SUFFIX = ".journal";

  /** Says whether a row names this file. */
  @FunctionalInterface
  public interface Reference {
    boolean exists(String file) throws IOException;
  }

  private final SpoolFiles files;
  private final LongSupplier ids;
  private final int memoryLimit;
  private final Notes notes;

  /**
   * @param ids numbers for new files, never one given before
   * @param memoryLimit spools up to this length have no file
   */
  public Spools(SpoolFiles files, LongSupplier ids, int memoryLimit) {
    this.files = files;
    this.ids = ids;
    this.memoryLimit = memoryLimit;
    this.notes = new Notes(files);
  }

  static String contentName(long id) {
    return id + CONTENT_SUFFIX;
  }

  /** The journal of the spool in this content file. */
  static String journalName(String contentName) {
    return withoutSuffix(contentName) + JOURNAL_SUFFIX;
  }

  private static String withoutSuffix(String name) {
    return name.substring(0, name.indexOf('.'));
  }

  /** An empty one. */
  public Spool open() {
    return newSpool();
  }

  OverflowSpool newSpool() {
    return new OverflowSpool(files, ids, memoryLimit);
  }

  /**
   * What an earlier run has left. A journal without octets or marks, or whose octets a row names now, is removed.
   *
   * @param reference whether a row names a content file
   */
  public List<KeptSpool> left(Reference reference) throws IOException {
    List<KeptSpool> left = new ArrayList<>();
    List<String> contents = files.names(CONTENT_SUFFIX);
    for (String journalName : files.names(JOURNAL_SUFFIX)) {
      String name = withoutSuffix(journalName) + CONTENT_SUFFIX;
      SpoolJournal.Contents journal = contents.contains(name) && !reference.exists(name)
          ? SpoolJournal.read(files.read(journalName))
          : null;
      if (journal == null) {
        files.remove(journalName);
        continue;
      }
      NavigableMap<Integer, Long> marks = new TreeMap<>();
      journal.marks().forEach((serial, mark) -> marks.put(serial, mark.octets()));
      left.add(new KeptSpool(journal.label(), marks, journal.marks().lastEntry().getValue().at(),
          OverflowSpool.left(files, ids, memoryLimit, name, journal)));
    }
    return left;
  }

  /** See {@link MessageStore#note}. */
  public void note(long entry, String text) {
    notes.note(entry, text);
  }

  /** See {@link MessageStore#forgetNote}. */
  public void forgetNote(long entry) {
    notes.forget(entry);
  }

  /** This entry has been removed. */
  void entryGone(long entry) {
    notes.entryGone(entry);
  }

  /** See {@link MessageStore#notes}. */
  public Map<Long, String> notes() {
    return notes.all();
  }
}
