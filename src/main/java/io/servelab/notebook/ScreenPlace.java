package io.servelab.notebook;

/** One place on a screen whose content is replaced as things move on. */
record ScreenPlace(Screen screen, String id) {

  void open(MimeBundle content) {
    screen.open(id, content);
  }

  void update(MimeBundle content) {
    screen.update(id, content);
  }
}
