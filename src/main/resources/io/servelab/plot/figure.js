(function (id, level, addresses, theme, figure) {
  // The same figure may be on the page twice: each script takes the last one that is not taken yet.
  var open = document.querySelectorAll('[data-fig="' + id + '"]:not([data-done])');
  var box = open[open.length - 1];
  if (!box) return;
  box.setAttribute('data-done', '');
  var shared = window.__servelab || (window.__servelab = {level: -1, last: Promise.resolve()});

  function usable() {
    // A library that the page brought itself is taken as complete.
    return window.Plotly && (shared.level < 0 || shared.level >= level);
  }

  function load(address) {
    return new Promise(function (done, fail) {
      var script = document.createElement('script');
      // Module loaders would swallow the library instead of letting it define itself.
      var loader = window.define;
      window.define = undefined;
      script.onload = function () { window.define = loader; shared.level = level; done(); };
      script.onerror = function () { window.define = loader; fail(); };
      script.src = address;
      document.head.appendChild(script);
    });
  }

  function root() {
    var config = document.getElementById('jupyter-config-data');
    try { return JSON.parse(config.textContent).baseUrl; } catch (e) { return null; }
  }

  function dark(element) {
    for (; element; element = element.parentElement) {
      var paint = getComputedStyle(element).backgroundColor.match(/[\d.]+/g);
      if (paint && (paint.length < 4 || paint[3] > 0.5)) {
        return 0.299 * paint[0] + 0.587 * paint[1] + 0.114 * paint[2] < 110;
      }
    }
    return false;
  }

  function themed(night) {
    var text = JSON.stringify(figure);
    if (night) {
      theme.forEach(function (pair) { text = text.split(pair[0]).join(pair[1]); });
    }
    var shown = JSON.parse(text);
    // Not responsive, which lets figures grow without end in some pages, but never wider than the page.
    if (box.clientWidth > 200 && box.clientWidth < shown.layout.width) shown.layout.width = box.clientWidth;
    return shown;
  }

  function draw() {
    var night = dark(box);
    var shown = themed(night);
    var chart = document.createElement('div');
    box.appendChild(chart);
    window.Plotly.newPlot(chart, shown.data, shown.layout, shown.config).then(function () {
      var image = box.querySelector('img');
      if (image) image.remove();
    });
    // Jupyter marks the body when the reader changes the theme.
    var watch = new MutationObserver(function () {
      if (!box.isConnected) return watch.disconnect();
      if (dark(box) === night) return;
      night = !night;
      shown = themed(night);
      window.Plotly.react(chart, shown.data, shown.layout, shown.config);
    });
    watch.observe(document.body, {attributes: true});
  }

  var base = root();
  var usual = addresses.filter(function (address) { return /^https?:/.test(address) || base; });
  // One load at a time, each address only if those before it failed; in the end the image stays.
  shared.last = usual.reduce(function (before, address) {
    return before.then(function () {
      if (usable()) return null;
      var full = /^https?:/.test(address) ? address : base + address;
      return load(full).catch(function () {});
    });
  }, shared.last).then(function () { if (usable()) draw(); });
})
