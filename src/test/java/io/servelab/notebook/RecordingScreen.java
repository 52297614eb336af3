package io.servelab.notebook;

import java.util.ArrayList;
import java.util.List;

/** Remembers the texts that were shown, for tests. */
final class RecordingScreen implements Screen {

  final List<String> shown = new ArrayList<>();

  @Override
  public void show(MimeBundle content) {
    shown.add("show " + content.text());
  }

  @Override
  public void open(String id, MimeBundle content) {
    shown.add("open " + id + " " + content.text());
  }

  @Override
  public void update(String id, MimeBundle content) {
    shown.add("update " + id + " " + content.text());
  }
}
