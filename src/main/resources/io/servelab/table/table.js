(function (id, columns, rows) {
  // columns: {name, label, number, bar}; rows: {text: shown cells, key: numbers to sort by}.
  var open = document.querySelectorAll('[data-table="' + id + '"]:not([data-done])');
  var box = open[open.length - 1];
  if (!box) return;
  box.setAttribute('data-done', '');
  var body = box.querySelector('tbody');
  var heads = Array.from(box.querySelectorAll('thead th'));
  var first = body.rows[0];
  var styles = columns.map(function (c, i) { return first ? first.cells[i].style.cssText : ''; });
  var most = columns.map(function (c, i) {
    return rows.reduce(function (top, row) { return Math.max(top, Math.abs(row.key[i] || 0)); }, 0);
  });
  var AT_ONCE = 200;
  var frame = box.querySelector('table').parentElement;
  frame.style.maxHeight = '32em';
  frame.style.overflow = 'auto';
  var sortBy = -1, upwards = true;

  var field = document.createElement('input');
  field.type = 'search';
  field.placeholder = 'filter: words, or ' + example();
  field.setAttribute('aria-label', 'Filter rows');
  field.style.cssText = 'width:24em;max-width:60%;margin:2px 8px 6px;padding:2px 6px;font:inherit;' +
    'color:inherit;background:transparent;border:1px solid rgba(128,128,128,0.5);border-radius:3px';
  var count = document.createElement('span');
  count.style.cssText = 'font-size:12px;opacity:0.7';
  box.insertBefore(count, box.firstChild);
  box.insertBefore(field, count);

  // The head stays in sight while rows scroll below it, so it needs the colour of the page.
  function paper(element) {
    for (; element; element = element.parentElement) {
      var colour = getComputedStyle(element).backgroundColor;
      var parts = colour.match(/[\d.]+/g);
      if (parts && (parts.length < 4 || parts[3] > 0.5)) return colour;
    }
    return 'Canvas';
  }

  function example() {
    var numeric = columns.filter(function (c) { return c.number; })[0];
    return numeric ? numeric.name + '<100' : 'a part of a word';
  }

  function columnOf(word) {
    return columns.findIndex(function (c) { return c.name === word || c.label === word; });
  }

  function test(term) {
    var parts = term.match(/^(.+?)(<=|>=|<|>|=)(.+)$/);
    var at = parts ? columnOf(parts[1]) : -1;
    if (at < 0) {
      return function (row) { return row.text.join(' ').toLowerCase().includes(term.toLowerCase()); };
    }
    var limit = Number(parts[3]);
    return function (row) {
      var value = row.key[at];
      if (!columns[at].number) return parts[2] === '=' && row.text[at] === parts[3];
      if (value === null) return false;
      switch (parts[2]) {
        case '<': return value < limit;
        case '<=': return value <= limit;
        case '>': return value > limit;
        case '>=': return value >= limit;
        default: return value === limit;
      }
    };
  }

  function compare(a, b) {
    var x = columns[sortBy].number ? a.key[sortBy] : a.text[sortBy];
    var y = columns[sortBy].number ? b.key[sortBy] : b.text[sortBy];
    if (x === y) return 0;
    if (x === null) return 1;
    if (y === null) return -1;
    return (x < y ? -1 : 1) * (upwards ? 1 : -1);
  }

  function fill(row) {
    var line = body.insertRow();
    columns.forEach(function (c, i) {
      var cell = line.insertCell();
      cell.style.cssText = styles[i];
      cell.textContent = row.text[i];
      if (c.bar && most[i]) {
        var end = (100 * Math.abs(row.key[i] || 0) / most[i]).toFixed(1) + '%';
        cell.style.background =
          'linear-gradient(90deg,' + c.bar + ' ' + end + ',transparent ' + end + ')';
      }
    });
  }

  function show() {
    var tests = field.value.split(/\s+/).filter(Boolean).map(test);
    var kept = rows.filter(function (row) { return tests.every(function (t) { return t(row); }); });
    if (sortBy >= 0) kept.sort(compare);
    body.replaceChildren();
    kept.slice(0, AT_ONCE).forEach(fill);
    count.textContent = kept.length + ' of ' + rows.length + ' rows' +
      (kept.length > AT_ONCE ? ', the first ' + AT_ONCE + ' shown' : '');
    heads.forEach(function (head, i) {
      head.setAttribute('aria-sort', i !== sortBy ? 'none' : upwards ? 'ascending' : 'descending');
      head.lastChild.textContent = i !== sortBy ? ' ↕' : upwards ? ' ↑' : ' ↓';
    });
  }

  heads.forEach(function (head, i) {
    var arrow = document.createElement('span');
    arrow.style.opacity = '0.5';
    head.appendChild(arrow);
    head.style.cursor = 'pointer';
    head.style.position = 'sticky';
    head.style.top = '0';
    head.style.background = paper(box);
    head.addEventListener('click', function () {
      upwards = sortBy === i ? !upwards : !columns[i].number;
      sortBy = i;
      show();
    });
  });
  field.addEventListener('input', show);
  box.querySelectorAll('[data-static]').forEach(function (note) { note.remove(); });
  show();
})
