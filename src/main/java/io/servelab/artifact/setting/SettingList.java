package io.servelab.artifact.setting;

import io.servelab.artifact.plan.Overrides;
import io.servelab.artifact.plan.Parameter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the parameters of a worker; a later value of a parameter replaces an earlier one. */
final class SettingList {

  private final Map<Parameter, Setting> settings = new EnumMap<>(Parameter.class);

  SettingList add(Parameter parameter, Object value, Origin origin, String why) {
    settings.put(parameter, new Setting(parameter, parameter.canonical(value), why, origin));
    return this;
  }

  SettingList addAll(List<Setting> more) {
    more.forEach(setting -> settings.put(setting.parameter(), setting));
    return this;
  }

  /** Replaces what a person set otherwise. */
  SettingList override(List<Overrides.OfParameter> overrides) {
    for (Overrides.OfParameter set : overrides) {
      String instead =
          Optional.ofNullable(settings.get(set.parameter()))
              .map(before -> "set by hand instead of " + before.value())
              .orElse("set by hand");
      add(set.parameter(), set.value(), Origin.OVERRIDE, instead);
    }
    return this;
  }

  List<Setting> all() {
    return List.copyOf(settings.values());
  }
}
