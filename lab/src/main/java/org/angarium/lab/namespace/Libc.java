package org.angarium.lab.namespace;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** The calls of the C library that Java has no way to, as they are (Linux man pages, section 2). */
final class Libc {
  static final int ERROR = -1;
  private static final int READ_ONLY = 0;
  private static final int NEW_NET = 0x4000_0000;
  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle OPEN = link("open", JAVA_INT,
      Linker.Option.firstVariadicArg(2), ADDRESS, JAVA_INT);
  private static final MethodHandle CLOSE = handle("close", JAVA_INT);
  private static final MethodHandle SETNS = handle("setns", JAVA_INT, JAVA_INT);
  private static final MethodHandle KILL = handle("kill", JAVA_INT, JAVA_INT);
  private static final MethodHandle SOCKET = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = handle("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SET_OPTION = handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS,
      JAVA_INT);
  private static final MethodHandle NAME_TO_INDEX = handle("if_nametoindex", ADDRESS);
  private static final MethodHandle RECEIVE = link("recv", JAVA_LONG, null, JAVA_INT, ADDRESS, JAVA_LONG,
      JAVA_INT);
  private static final MethodHandle SEND = link("send", JAVA_LONG, null, JAVA_INT, ADDRESS, JAVA_LONG,
      JAVA_INT);

  private Libc() {}

  private static MethodHandle handle(String name, MemoryLayout... arguments) {
    return link(name, JAVA_INT, null, arguments);
  }

  @SuppressWarnings("restricted") // the signatures are those of the man pages
  private static MethodHandle link(String name, MemoryLayout result, Linker.@Nullable Option option,
      MemoryLayout... arguments) {
    Linker.Option[] options = option == null ? new Linker.Option[0] : new Linker.Option[]{option};
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, arguments), options);
  }

  @FunctionalInterface
  private interface Call {
    long run() throws Throwable;
  }

  private static long call(Call call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static int checked(String what, Call call) throws IOException {
    int result = (int) call(call);
    if (result == ERROR) {
      throw new IOException(what + " is not permitted or not possible here");
    }
    return result;
  }

  /** The calling thread, and no other, is in this network namespace from now on. */
  static void enter(String namespaceFile) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(namespaceFile);
      int file = checked("opening " + namespaceFile, () -> (int) OPEN.invokeExact(path, READ_ONLY));
      try {
        checked("entering a network namespace", () -> (int) SETNS.invokeExact(file, NEW_NET));
      } finally {
        close(file);
      }
    }
  }

  static void close(int file) {
    call(() -> (int) CLOSE.invokeExact(file));
  }

  static void kill(long process, int signal) throws IOException {
    checked("sending signal " + signal + " to process " + process,
        () -> (int) KILL.invokeExact((int) process, signal));
  }

  static int socket(int domain, int type, int protocol) throws IOException {
    return checked("a packet socket", () -> (int) SOCKET.invokeExact(domain, type, protocol));
  }

  static void bind(int socket, MemorySegment address) throws IOException {
    checked("binding a packet socket",
        () -> (int) BIND.invokeExact(socket, address, (int) address.byteSize()));
  }

  static void option(int socket, int level, int name, MemorySegment value) throws IOException {
    checked("socket option " + name,
        () -> (int) SET_OPTION.invokeExact(socket, level, name, value, (int) value.byteSize()));
  }

  /** 0 if the calling thread's namespace has no such interface. */
  static int index(String networkInterface) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(networkInterface);
      return (int) call(() -> (int) NAME_TO_INDEX.invokeExact(name));
    }
  }

  /** Octets received, {@link #ERROR} if there are none or the interface is down. */
  static long receive(int socket, MemorySegment buffer) {
    return call(() -> (long) RECEIVE.invokeExact(socket, buffer, buffer.byteSize(), 0));
  }

  static long send(int socket, MemorySegment octets) {
    return call(() -> (long) SEND.invokeExact(socket, octets, octets.byteSize(), 0));
  }
}
