package org.angarium.mta;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.angarium.mta.access.AccessUnit;
import org.angarium.mta.config.AccessUnitConfig;
import org.angarium.mta.config.MtaConfig;
import org.jspecify.annotations.Nullable;

/** The access units of the configuration, by name, or by the token that proves one. */
final class ServedAccessUnits implements AttachedAccessUnit.Configs {
  private final Supplier<MtaConfig> config;
  private final Function<AttachedAccessUnit.Configs, AttachedAccessUnit.Environment> environment;

  /** @param environment what they need of the MTA, beside their configuration */
  ServedAccessUnits(Supplier<MtaConfig> config,
      Function<AttachedAccessUnit.Configs, AttachedAccessUnit.Environment> environment) {
    this.config = config;
    this.environment = environment;
  }

  private List<AccessUnitConfig> units() {
    return config.get().access().units();
  }

  List<String> names() {
    return units().stream().map(AccessUnitConfig::name).toList();
  }

  @Override
  public @Nullable AccessUnitConfig of(String name) {
    return units().stream().filter(unit -> unit.name().equals(name)).findFirst().orElse(null);
  }

  AccessUnit named(String name) throws RequestException {
    if (of(name) == null) {
      throw new RequestException("there is no access unit \"" + name + "\"; there are " + names());
    }
    return attached(name);
  }

  private AccessUnit attached(String name) {
    return new AttachedAccessUnit(name, environment.apply(this));
  }

  /** The one that proves itself by this token; empty if none does. */
  Optional<AccessUnit> ofToken(String token) {
    byte[] given = token.getBytes(StandardCharsets.UTF_8);
    String found = null;
    for (AccessUnitConfig unit : units()) {
      // Each is compared in full, so that time tells nothing.
      if (unit.token().isPresent()
          && MessageDigest.isEqual(unit.token().get().text().getBytes(StandardCharsets.UTF_8), given)) {
        found = unit.name();
      }
    }
    return Optional.ofNullable(found).map(this::attached);
  }
}
