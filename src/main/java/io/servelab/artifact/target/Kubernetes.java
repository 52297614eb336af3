package io.servelab.artifact.target;

import io.servelab.artifact.file.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parts of Kubernetes objects. */
final class Kubernetes {

  private Kubernetes() {}

  /** A word of a command or value of a variable, which Kubernetes does not expand. */
  static String literal(String word) {
    return word.replace("$(", "$$(");
  }

  static List<String> literals(List<String> words) {
    return words.stream().map(Kubernetes::literal).toList();
  }

  /** An environment variable that holds the address of the pod. */
  static Map<String, Object> podAddress(String name) {
    Tree field = new Tree().put("fieldRef", new Tree().put("fieldPath", "status.podIP"));
    return new Tree().put("name", name).put("valueFrom", field).map();
  }

  /** An environment variable that is the entry of the same name of a secret. */
  static Map<String, Object> secret(String name, String secret) {
    Tree entry = new Tree().put("secretKeyRef", new Tree().put("name", secret).put("key", name));
    return new Tree().put("name", name).put("valueFrom", entry).map();
  }

  /** Environment variables of a container. */
  static List<Map<String, Object>> environment(Map<String, String> environment) {
    List<Map<String, Object>> variables = new ArrayList<>();
    environment.forEach(
        (name, value) ->
            variables.add(new Tree().put("name", name).put("value", literal(value)).map()));
    return variables;
  }
}
